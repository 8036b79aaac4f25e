package product

import (
	"sync"

	"github.com/nngen/nngen/runtime/internal/crew"
	"github.com/nngen/nngen/runtime/internal/mat"
)

// Of large weights in BFloat16 a block is widened at a time, so small that the second cache holds it until all rows are multiplied by it:
// blockUnits units of blockInputs inputs, which are even. Rows of so many are read from memory in a good order.
const blockUnits, blockInputs = 512, 128

// bf16Job is a product with weights in BFloat16, a piece of which is some units. It is kept for the next one.
type bf16Job struct {
	whole   product[float32]
	weights []BFloat16
}

var bf16Jobs = sync.Pool{New: func() any { return new(bf16Job) }}

// bf16GemmByBlocks computes the product with B in BFloat16, on several cores where it is worth while.
func bf16GemmByBlocks(g product[float32], b []BFloat16) {
	j := bf16Jobs.Get().(*bf16Job)
	j.whole, j.weights = g, b
	if pieces := crew.Ceil(g.n, blockUnits); g.shared() {
		crew.Parallel(pieces, j)
	} else {
		for i := range pieces {
			j.Piece(i)
		}
	}
	j.whole, j.weights = product[float32]{}, nil
	bf16Jobs.Put(j)
}

// Piece computes some units.
func (j *bf16Job) Piece(i int) {
	o, k, ld := i*blockUnits, j.whole.k, j.whole.ldb
	width := min(blockUnits, ld-o)
	s := widened.Get().(*[]float32)
	*s = mat.Grow(*s, blockInputs*width)
	for p := 0; p < k; p += blockInputs {
		g := j.whole.part(0, j.whole.m, o, min(o+blockUnits, j.whole.n))
		g.a, g.k, g.ldb, g.begun = from(g.a, p), min(blockInputs, k-p), width, p > 0
		if p+blockInputs < k {
			g.floor = mat.Unbounded[float32]()
		}
		g.b = (*s)[:g.k*width]
		widenUnits(g.b, j.weights[p*ld:][:sizeBFloat16(g.k, ld)], o, g.k, ld, width)
		bf16Add(&g)
	}
	widened.Put(s)
}
