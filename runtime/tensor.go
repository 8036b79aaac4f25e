package nn

import (
	"strconv"

	"github.com/nngen/nngen/runtime/internal/mat"
	"github.com/nngen/nngen/runtime/internal/product"
)

// Tensor is one named tensor of a weights file, such as layer1.weight. Data holds its numbers, as many as the product of
// Shape, which is not 0, in row-major order, as the file does; where Stride is not 0, input by input as F32TransposePad leaves
// a matrix of Shape[0] rows with that ld. It is memory of the caller, which WriteTensors reads and ReadTensors fills.
type Tensor[T Float] struct {
	Name    string
	Shape   []int
	Data    []T
	Rounded []BFloat16 // in the place of Data, the numbers as BF16Pack leaves them with rows of Stride
	Whole   []Int8     // in the place of Data, the numbers as Int8Pack leaves them with rows of Stride
	Stride  int
	Domain  Domain
	// Above, if not "", is the name of another tensor of the same shape, whose numbers are no larger.
	Above string
	// Optional says that a file may lack the tensor, and that Data then stays as it is.
	Optional bool
}

// Size returns how many numbers the tensor has: the product of its shape.
func (t *Tensor[T]) Size() int {
	size := 1
	for _, n := range t.Shape {
		size *= n
	}
	return size
}

// Finite reports whether no number is NaN or infinite.
func (t *Tensor[T]) Finite() bool {
	if t.Whole != nil {
		return product.FiniteInt8(t.Whole, t.Shape[0], t.Stride)
	}
	return finite(t.Data) && product.Finite(t.Rounded)
}

func finite[T Float](xs []T) bool {
	switch xs := any(xs).(type) {
	case []float32:
		return F32Finite(xs)
	case []float64:
		return F64Finite(xs)
	}
	return false
}

// matrix returns the rows and columns of weights.
func (t *Tensor[T]) matrix() (rows, cols int) { return t.Shape[0], t.Size() / t.Shape[0] }

// fits reports whether there are as many numbers as Shape and Stride say.
func (t *Tensor[T]) fits() bool {
	size := t.Size()
	if t.Stride == 0 || size <= 0 {
		return size > 0 && len(t.Data) == size
	}
	rows, cols := t.matrix()
	switch {
	case t.Whole != nil:
		return product.IsPackedInt8(len(t.Whole), rows, cols, t.Stride)
	case t.Rounded != nil:
		return product.IsPacked(len(t.Rounded), rows, cols, t.Stride)
	}
	return mat.IsPadded(len(t.Data), rows, cols, t.Stride)
}

// piece returns how many numbers pass through at a time on their way to and from a file. Of weights that lie input by
// input it is many rows, so that whole lines of memory are read and written.
func (t *Tensor[T]) piece() int {
	const most = 1 << 16
	if t.Stride == 0 {
		return chunk / dtypeSize(dtypeOf[T]())
	}
	_, cols := t.matrix()
	return min(t.Size(), max(most/cols*cols, min(cols, most)))
}

// put sets the numbers from the one at the index given on, in the order of the file, where there is a place for them.
func (t *Tensor[T]) put(at int, xs []T) {
	switch {
	case t.Rounded != nil:
		_, cols := t.matrix()
		product.Put(t.Rounded, at, xs, cols, t.Stride)
	case t.Whole != nil:
		_, cols := t.matrix()
		product.PutInt8(t.Whole, at, xs, cols, t.Stride)
	case t.Data == nil:
	case t.Stride > 0:
		rows, cols := t.matrix()
		mat.PutRows(t.Data, at, xs, rows, cols, t.Stride)
	default:
		copy(t.Data[at:], xs)
	}
}

// take copies the numbers from the one at the index given on, in the order of the file.
func (t *Tensor[T]) take(xs []T, at int) {
	rows, cols := t.matrix()
	switch {
	case t.Whole != nil:
		product.TakeInt8(xs, at, t.Whole, cols, t.Stride)
	case t.Rounded != nil:
		product.Take(xs, at, t.Rounded, cols, t.Stride)
	default:
		mat.TakeRows(xs, at, t.Data, rows, cols, t.Stride)
	}
}

// pieces hands the numbers to use in the order of the file, a piece at a time with the index of its first.
func (t *Tensor[T]) pieces(use func(from int, xs []T) error) error {
	size, step := t.Size(), t.piece()
	var xs []T
	if t.Stride > 0 {
		xs = make([]T, step)
	}
	for at := 0; at < size; at += step {
		n := min(step, size-at)
		if t.Stride > 0 {
			t.take(xs[:n], at)
		} else {
			xs = t.Data[at:]
		}
		if err := use(at, xs[:n]); err != nil {
			return err
		}
	}
	return nil
}

// mustFill panics unless each Data is as long as its Shape says.
func mustFill[T Float](ts []Tensor[T], function string) {
	for i := range ts {
		mat.MustFit(ts[i].fits(), function)
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
