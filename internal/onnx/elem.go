package onnx

import "fmt"

// Elem is the type of a tensor's elements, numbered as in onnx.proto.
type Elem int64

// The types of elements that are understood.
const (
	Float    Elem = 1
	Uint8    Elem = 2
	Int8     Elem = 3
	Uint16   Elem = 4
	Int16    Elem = 5
	Int32    Elem = 6
	Int64    Elem = 7
	String   Elem = 8
	Bool     Elem = 9
	Float16  Elem = 10
	Double   Elem = 11
	Uint32   Elem = 12
	Uint64   Elem = 13
	BFloat16 Elem = 16
)

// elems lists for each type its name, as in the standard's texts, and its bytes in raw data.
var elems = map[Elem]struct {
	name string
	size int
}{
	Float: {"float", 4}, Uint8: {"uint8", 1}, Int8: {"int8", 1}, Uint16: {"uint16", 2}, Int16: {"int16", 2}, Int32: {"int32", 4},
	Int64: {"int64", 8}, String: {"string", 0}, Bool: {"bool", 1}, Float16: {"float16", 2}, Double: {"double", 8},
	Uint32: {"uint32", 4}, Uint64: {"uint64", 8}, BFloat16: {"bfloat16", 2},
}

// strangers names the types of the standard that are not understood.
var strangers = map[Elem]string{
	14: "complex64", 15: "complex128", 17: "float8e4m3fn", 18: "float8e4m3fnuz", 19: "float8e5m2", 20: "float8e5m2fnuz",
	21: "uint4", 22: "int4", 23: "float4e2m1", 24: "float8e8m0", 25: "uint2", 26: "int2",
}

// String is the name of the type.
func (e Elem) String() string {
	if known, ok := elems[e]; ok {
		return known.name
	}
	if name, ok := strangers[e]; ok {
		return name
	}
	return fmt.Sprintf("element type %d", int64(e))
}

// Known reports whether tensors of the type are understood.
func (e Elem) Known() bool { return elems[e].name != "" }

// IsFloat reports whether the type is of floating point.
func (e Elem) IsFloat() bool { return e == Float || e == Double || e == Float16 || e == BFloat16 }

// IsInt reports whether the type holds integers or truth values.
func (e Elem) IsInt() bool { return e.Known() && !e.IsFloat() && e != String }
