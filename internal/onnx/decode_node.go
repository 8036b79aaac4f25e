package onnx

import (
	"fmt"

	"google.golang.org/protobuf/encoding/protowire"
)

func (d *decoder) node(n *Node, b []byte) error {
	return each(b, func(v field) error {
		switch v.num {
		case 1:
			return v.texts(&n.Inputs)
		case 2:
			return v.texts(&n.Outputs)
		case 3:
			return v.text(&n.Name)
		case 4:
			return v.text(&n.Op)
		case 5:
			return message(v, &n.Attrs, d.attr)
		case 6:
			return v.text(&n.Doc)
		case 7:
			return v.domain(&n.Domain)
		case 8:
			return v.text(&n.Overload)
		}
		return nil
	})
}

func (d *decoder) attr(a *Attr, b []byte) error {
	var kinds fieldKinds
	err := each(b, func(v field) error {
		kinds.see(v.num)
		switch v.num {
		case 1:
			return v.text(&a.Name)
		case 2:
			return v.float(&a.F)
		case 3:
			return v.int(&a.I)
		case 4:
			return v.raw(&a.S)
		case 5:
			return one(v, &a.T, d.tensor)
		case 6:
			return one(v, &a.G, d.graph)
		case 7:
			return v.floats(&a.Floats)
		case 8:
			return v.ints(&a.Ints)
		case 9:
			return v.raws(&a.Strings)
		case 20:
			return v.int((*int64)(&a.Kind))
		case 21:
			return v.text(&a.Ref)
		}
		return nil
	})
	if err != nil {
		return err
	}
	return a.settle(kinds)
}

// fieldKinds collects which values of an attribute are there.
type fieldKinds []Kind

func (k *fieldKinds) see(num protowire.Number) {
	kind := map[protowire.Number]Kind{2: KindFloat, 3: KindInt, 4: KindString, 5: KindTensor, 6: KindGraph, 7: KindFloats, 8: KindInts, 9: KindStrings}[num]
	if kind != 0 && (len(*k) == 0 || (*k)[len(*k)-1] != kind) {
		*k = append(*k, kind)
	}
}

// settle holds the kind of an attribute against the value that is there. Old files leave the kind out. A value of 0 or an
// empty list may be left out, too.
func (a *Attr) settle(seen fieldKinds) error {
	if a.Kind == 0 && len(seen) == 1 {
		a.Kind = seen[0]
	}
	if len(seen) > 1 || len(seen) == 1 && seen[0] != a.Kind {
		return fmt.Errorf("the attribute %q is of kind %d and holds another value", a.Name, a.Kind)
	}
	if len(seen) == 0 && (a.Kind == KindTensor || a.Kind == KindGraph) && a.Ref == "" {
		return fmt.Errorf("the attribute %q holds no value", a.Name)
	}
	return nil
}

// raw reads a text of an attribute, which may hold any bytes.
func (v field) raw(dst *string) error {
	*dst = string(v.bytes)
	return v.want(protowire.BytesType)
}

func (v field) raws(dst *[]string) error {
	*dst = append(*dst, string(v.bytes))
	return v.want(protowire.BytesType)
}

// one reads the field as a message of which there may be only one.
func one[T any](v field, dst **T, read func(*T, []byte) error) error {
	if *dst != nil {
		return fmt.Errorf("a field is there twice (field %d)", v.num)
	}
	var list []*T
	err := message(v, &list, read)
	if err == nil {
		*dst = list[0]
	}
	return err
}

// value reads a ValueInfoProto.
func value(x *Value, b []byte) error {
	return each(b, func(v field) error {
		switch v.num {
		case 1:
			return v.text(&x.Name)
		case 2:
			return each(v.bytes, x.typ)
		}
		return nil
	})
}

// typ reads one field of a TypeProto.
func (x *Value) typ(v field) error {
	switch v.num {
	case 1:
		x.Type = TensorType
		return each(v.bytes, x.tensorType)
	case 4:
		x.Type = SequenceType
	case 5:
		x.Type = MapType
	case 7, 8, 9:
		x.Type = OtherType
	}
	return nil
}

func (x *Value) tensorType(v field) error {
	switch v.num {
	case 1:
		return v.int((*int64)(&x.Elem))
	case 2:
		x.Shaped = true
		return each(v.bytes, func(v field) error {
			if v.num != 1 {
				return nil
			}
			d := Dim{Size: -1}
			err := each(v.bytes, d.field)
			x.Dims = append(x.Dims, d)
			return err
		})
	}
	return nil
}

func (d *Dim) field(v field) error {
	switch v.num {
	case 1:
		return v.int(&d.Size)
	case 2:
		return v.text(&d.Name)
	}
	return nil
}
