package onnx

import (
	"encoding/binary"
	"math"

	"google.golang.org/protobuf/encoding/protowire"
)

// Encode writes a model. The same model gives the same bytes. Tensors are written as raw data of the types float, double,
// and of integers; float16 and bfloat16 as float, texts as texts.
func (m *Model) Encode() []byte {
	var w writer
	w.int(1, m.IR)
	w.text(2, m.Producer)
	w.text(3, m.ProducerVersion)
	w.text(4, m.Domain)
	w.int(5, m.Version)
	w.text(6, m.Doc)
	w.message(7, m.Graph.encode)
	messages(&w, 8, m.Opsets)
	for _, p := range m.Metadata {
		w.message(14, func(w *writer) { w.text(1, p.Key); w.text(2, p.Value) })
	}
	messages(&w, 25, m.Functions)
	return w.b
}

// writer appends fields to a message. Empty ones are left out, as proto3 does.
type writer struct{ b []byte }

func (w *writer) int(num protowire.Number, x int64) {
	if x != 0 {
		w.b = protowire.AppendTag(w.b, num, protowire.VarintType)
		w.b = protowire.AppendVarint(w.b, uint64(x))
	}
}

func (w *writer) text(num protowire.Number, s string) {
	if s != "" {
		w.bytes(num, []byte(s))
	}
}

func (w *writer) texts(num protowire.Number, list []string) {
	for _, s := range list {
		w.bytes(num, []byte(s))
	}
}

func (w *writer) bytes(num protowire.Number, b []byte) {
	w.b = protowire.AppendTag(w.b, num, protowire.BytesType)
	w.b = protowire.AppendBytes(w.b, b)
}

func (w *writer) float(num protowire.Number, x float64) {
	w.b = protowire.AppendTag(w.b, num, protowire.Fixed32Type)
	w.b = protowire.AppendFixed32(w.b, math.Float32bits(float32(x)))
}

func (w *writer) message(num protowire.Number, encode func(*writer)) {
	var inner writer
	encode(&inner)
	w.bytes(num, inner.b)
}

// messages writes a field for each of a list.
func messages[M interface{ encode(w *writer) }](w *writer, num protowire.Number, list []M) {
	for _, m := range list {
		w.message(num, m.encode)
	}
}

func (o Opset) encode(w *writer) {
	w.text(1, o.Domain)
	w.int(2, o.Version)
}

func (g *Graph) encode(w *writer) {
	messages(w, 1, g.Nodes)
	w.text(2, g.Name)
	messages(w, 5, g.Initializers)
	w.text(10, g.Doc)
	messages(w, 11, g.Inputs)
	messages(w, 12, g.Outputs)
	messages(w, 13, g.Values)
}

func (f *Function) encode(w *writer) {
	w.text(1, f.Name)
	w.texts(4, f.Inputs)
	w.texts(5, f.Outputs)
	w.texts(6, f.Attrs)
	messages(w, 7, f.Nodes)
	messages(w, 9, f.Opsets)
	w.text(10, f.Domain)
	messages(w, 11, f.Defaults)
	w.text(13, f.Overload)
}

func (n *Node) encode(w *writer) {
	w.texts(1, n.Inputs)
	w.texts(2, n.Outputs)
	w.text(3, n.Name)
	w.text(4, n.Op)
	messages(w, 5, n.Attrs)
	w.text(6, n.Doc)
	w.text(7, n.Domain)
	w.text(8, n.Overload)
}

func (a *Attr) encode(w *writer) {
	w.text(1, a.Name)
	if a.Ref == "" {
		a.encodeValue(w)
	}
	w.int(20, int64(a.Kind))
	w.text(21, a.Ref)
}

func (a *Attr) encodeValue(w *writer) {
	switch a.Kind {
	case KindFloat:
		w.float(2, a.F)
	case KindInt:
		w.int(3, a.I)
	case KindString:
		w.text(4, a.S)
	case KindTensor:
		w.message(5, a.T.encode)
	case KindGraph:
		w.message(6, a.G.encode)
	case KindFloats:
		for _, x := range a.Floats {
			w.float(7, x)
		}
	case KindInts:
		w.packed(8, a.Ints)
	case KindStrings:
		w.texts(9, a.Strings)
	}
}

func (w *writer) packed(num protowire.Number, list []int64) {
	var b []byte
	for _, x := range list {
		b = protowire.AppendVarint(b, uint64(x))
	}
	if len(list) > 0 {
		w.bytes(num, b)
	}
}

func (v *Value) encode(w *writer) {
	w.text(1, v.Name)
	w.message(2, func(w *writer) {
		w.message(1, func(w *writer) {
			w.int(1, int64(v.Elem))
			if v.Shaped {
				w.message(2, v.encodeDims)
			}
		})
	})
}

func (v *Value) encodeDims(w *writer) {
	for _, d := range v.Dims {
		w.message(1, func(w *writer) {
			if d.Size >= 0 {
				w.b = protowire.AppendTag(w.b, 1, protowire.VarintType)
				w.b = protowire.AppendVarint(w.b, uint64(d.Size))
			}
			w.text(2, d.Name)
		})
	}
}

func (t *Tensor) encode(w *writer) {
	var dims []int64
	for _, d := range t.Dims {
		dims = append(dims, int64(d))
	}
	w.packed(1, dims)
	elem := t.Elem
	if elem == Float16 || elem == BFloat16 {
		elem = Float
	}
	w.int(2, int64(elem))
	w.texts(6, t.Strings)
	w.text(8, t.Name)
	if t.Elem != String {
		w.bytes(9, t.raw())
	}
}

// raw is the data, little endian.
func (t *Tensor) raw() (b []byte) {
	for _, x := range t.Floats {
		if t.Elem == Double {
			b = binary.LittleEndian.AppendUint64(b, math.Float64bits(x))
		} else {
			b = binary.LittleEndian.AppendUint32(b, math.Float32bits(float32(x)))
		}
	}
	for _, x := range t.Ints {
		var wide [8]byte
		binary.LittleEndian.PutUint64(wide[:], uint64(x))
		b = append(b, wide[:elems[t.Elem].size]...)
	}
	return b
}
