package onnx

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"unicode/utf8"

	"google.golang.org/protobuf/encoding/protowire"
)

// field is one field of a message: its number, and its value as a number or as bytes.
type field struct {
	num   protowire.Number
	typ   protowire.Type
	n     uint64
	bytes []byte
}

// each hands the fields of a message to f, in the order of the file.
func each(b []byte, f func(field) error) error {
	for len(b) > 0 {
		num, typ, n := protowire.ConsumeTag(b)
		if n < 0 {
			return protowire.ParseError(n)
		}
		b = b[n:]
		v := field{num: num, typ: typ}
		if n = v.consume(b); n < 0 {
			return protowire.ParseError(n)
		}
		b = b[n:]
		if err := f(v); err != nil {
			return err
		}
	}
	return nil
}

// consume reads the value at the start of b and returns its length.
func (v *field) consume(b []byte) (n int) {
	switch v.typ {
	case protowire.VarintType:
		v.n, n = protowire.ConsumeVarint(b)
	case protowire.Fixed32Type:
		var x uint32
		x, n = protowire.ConsumeFixed32(b)
		v.n = uint64(x)
	case protowire.Fixed64Type:
		v.n, n = protowire.ConsumeFixed64(b)
	case protowire.BytesType:
		v.bytes, n = protowire.ConsumeBytes(b)
	default:
		n = protowire.ConsumeFieldValue(v.num, v.typ, b)
	}
	return n
}

var errType = errors.New("a field has another type than onnx.proto says")

func (v field) want(typ protowire.Type) error {
	if v.typ != typ {
		return fmt.Errorf("%w (field %d)", errType, v.num)
	}
	return nil
}

func (v field) int(dst *int64) error {
	*dst = int64(v.n)
	return v.want(protowire.VarintType)
}

func (v field) float(dst *float64) error {
	*dst = float64(math.Float32frombits(uint32(v.n)))
	return v.want(protowire.Fixed32Type)
}

func (v field) text(dst *string) error {
	if err := v.want(protowire.BytesType); err != nil {
		return err
	}
	if !utf8.Valid(v.bytes) {
		return fmt.Errorf("a text is not UTF-8 (field %d)", v.num)
	}
	*dst = string(v.bytes)
	return nil
}

func (v field) texts(dst *[]string) error {
	var s string
	err := v.text(&s)
	*dst = append(*dst, s)
	return err
}

// ints appends one number, or a packed list of them.
func (v field) ints(dst *[]int64) error {
	if v.typ == protowire.VarintType {
		*dst = append(*dst, int64(v.n))
		return nil
	}
	b := v.bytes
	for len(b) > 0 {
		x, n := protowire.ConsumeVarint(b)
		if n < 0 {
			return protowire.ParseError(n)
		}
		*dst, b = append(*dst, int64(x)), b[n:]
	}
	return v.want(protowire.BytesType)
}

// floats appends one float32, or a packed list of them.
func (v field) floats(dst *[]float64) error {
	if v.typ == protowire.Fixed32Type {
		*dst = append(*dst, float64(math.Float32frombits(uint32(v.n))))
		return nil
	}
	if v.typ != protowire.BytesType || len(v.bytes)%4 != 0 {
		return v.want(-1)
	}
	for b := v.bytes; len(b) > 0; b = b[4:] {
		*dst = append(*dst, float64(math.Float32frombits(binary.LittleEndian.Uint32(b))))
	}
	return nil
}

// doubles appends one float64, or a packed list of them.
func (v field) doubles(dst *[]float64) error {
	if v.typ == protowire.Fixed64Type {
		*dst = append(*dst, math.Float64frombits(v.n))
		return nil
	}
	if v.typ != protowire.BytesType || len(v.bytes)%8 != 0 {
		return v.want(-1)
	}
	for b := v.bytes; len(b) > 0; b = b[8:] {
		*dst = append(*dst, math.Float64frombits(binary.LittleEndian.Uint64(b)))
	}
	return nil
}

// message reads the field as a message, into a new T that is appended to dst.
func message[T any](v field, dst *[]*T, read func(*T, []byte) error) error {
	if err := v.want(protowire.BytesType); err != nil {
		return err
	}
	m := new(T)
	*dst = append(*dst, m)
	return read(m, v.bytes)
}
