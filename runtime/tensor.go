package nn

import (
	"strconv"

	"github.com/nngen/nngen/runtime/internal/mat"
)

// Tensor is one named tensor of a weights file, such as layer1.weight. Data holds its numbers in row-major order, as
// many as the product of Shape, which is not 0; it is memory of the caller, which WriteTensors reads and ReadTensors fills.
type Tensor[T Float] struct {
	Name   string
	Shape  []int
	Data   []T
	Domain Domain
}

// mustFill panics unless each Data is as long as its Shape says.
func mustFill[T Float](ts []Tensor[T], function string) {
	for _, t := range ts {
		size := 1
		for _, n := range t.Shape {
			size *= n
		}
		mat.MustFit(size > 0 && len(t.Data) == size, function)
	}
}

// dtypeOf returns the name of T in weights files.
func dtypeOf[T Float]() string {
	var t T
	if _, ok := any(t).(float32); ok {
		return "F32"
	}
	return "F64"
}

// dtypeSize returns the bytes of one number, 0 for a type that is not supported.
func dtypeSize(dtype string) int {
	switch dtype {
	case "F32":
		return 4
	case "F64":
		return 8
	}
	return 0
}

// shapeText returns shape as [3, 8].
func shapeText(shape []int) string {
	text := []byte{'['}
	for i, n := range shape {
		if i > 0 {
			text = append(text, ", "...)
		}
		text = strconv.AppendInt(text, int64(n), 10)
	}
	return string(append(text, ']'))
}
