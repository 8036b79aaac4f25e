package product

import (
	"unsafe"

	"github.com/nngen/nngen/runtime/internal/mat"
)

// PairGrad holds the operands of F32NarrowPairGrad that stay the same for batches of so many rows: the assembly knows where the fields are.
type PairGrad struct {
	dW1, dB1, dW2, dB2, dZ1                *float32
	w1, b1, w2, b2                         *float32
	inputs, units, classes, ld1, ld2, rows int // no rows: there is no kernel for it
	factor                                 float32
}

// F32PairGrad returns what F32NarrowPairGrad needs. dZ1 is the gradient by the units between the layers, before their relu, and has a row for each of
// the batch.
func F32PairGrad(dW1, dB1, dW2, dB2, dZ1, w1, b1, w2, b2 []float32, inputs, ld1, ld2 int, factor float32) PairGrad {
	n1, n2 := len(b1), len(b2)
	if !hasPairGrad() || uint(inputs-1) >= mat.PairBlockInputs || uint(n1-1) >= mat.PairUnits || uint(n2-2) >= mat.PairOutputs-1 {
		return PairGrad{}
	}
	if uint(len(dZ1)-1) >= uint(mat.PairGradRows*n1) { // of more rows the product of the sums could overflow
		return PairGrad{}
	}
	n := len(dZ1) / n1
	weights := fitT(n1, len(w1), n1, inputs, ld1) && fitT(n2, len(w2), n2, n1, ld2)
	mat.MustFit(weights && fitT(n1, len(dW1), len(dB1), inputs, ld1) && fitT(n2, len(dW2), len(dB2), n1, ld2) && n*n1 == len(dZ1), "pairGrad")
	return PairGrad{start(dW1), start(dB1), start(dW2), start(dB2), start(dZ1), start(w1), start(b1), start(w2), start(b2), inputs, n1, n2, ld1, ld2, n, factor}
}

// start is where the numbers begin.
func start(v []float32) *float32 { return unsafe.SliceData(v) }

// WithoutRows returns p without dZ1, which is left as it is.
func (p PairGrad) WithoutRows() PairGrad {
	p.dZ1 = nil
	return p
}

// Ready reports whether there is a kernel for such layers, so many rows and this processor.
func (p *PairGrad) Ready() bool { return p.rows > 0 }

// mustFit panics unless p is ready for such rows.
func (p *PairGrad) mustFit(x []float32, ts []int) {
	mat.MustFit(p.rows > 0 && len(ts) == p.rows && len(x) == p.rows*p.inputs, "narrowPairGrad")
}
