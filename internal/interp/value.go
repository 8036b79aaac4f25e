package interp

import (
	"github.com/nngen/nngen/internal/ir"
	"gonum.org/v1/gonum/mat"
)

// value is what a buffer holds: one row-major array, or one after the other for every example.
type value struct {
	buf  *ir.Buffer
	data []float64
}

func newValue(b *ir.Buffer, examples int) *value {
	n := b.Size()
	if b.Batched {
		n *= examples
	}
	return &value{b, make([]float64, n)}
}

// example is the array of one example; what has no batch is the same for all.
func (v *value) example(j int) []float64 {
	if !v.buf.Batched {
		return v.data
	}
	n := v.buf.Size()
	return v.data[j*n : (j+1)*n]
}

// rows is a view as a matrix with the last dimension as columns: of a batch of vectors the transpose of what formulas
// write, since it has a row for every example.
func (v *value) rows() *mat.Dense {
	last := v.buf.Last()
	return mat.NewDense(len(v.data)/last, last, v.data)
}
