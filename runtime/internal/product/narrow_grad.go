package product

import (
	"github.com/nngen/nngen/runtime/internal/elem"
	"github.com/nngen/nngen/runtime/internal/mat"
)

// PairGrad holds the arguments of F32NarrowPairGrad, and what its kernel returns: the assembly knows where the fields are. DZ1 is the gradient by
// the units between the layers, before their relu.
type PairGrad struct {
	DW1, DB1, DW2, DB2, DZ1 []float32
	W1, B1, W2, B2, X       []float32
	Ts                      []int
	Inputs, Ld1, Ld2        int
	Factor                  float32

	product, targets float64 // of the sums of exp(z-max), and the sum of z[t]-max
}

// isFor reports whether the kernel is for layers of such widths and so many rows: the product of the sums cannot overflow.
func (p *PairGrad) isFor() bool {
	n, n0, n1, n2 := len(p.Ts), p.Inputs, len(p.B1), len(p.B2)
	return uint(n-1) < mat.PairGradRows && uint(n0-1) < mat.PairGradInputs && uint(n1-1) < mat.PairUnits && uint(n2-2) < mat.PairOutputs-1
}

// fits reports whether the lengths fit together.
func (p *PairGrad) fits() bool {
	n, n0, n1, n2 := len(p.Ts), p.Inputs, len(p.B1), len(p.B2)
	biases := len(p.DB1) == n1 && len(p.DB2) == n2
	rows := len(p.X) == n*n0 && len(p.DZ1) == n*n1
	weights := fitT(n1, len(p.W1), n1, n0, p.Ld1) && fitT(n2, len(p.W2), n2, n1, p.Ld2)
	return biases && rows && weights && fitT(n1, len(p.DW1), n1, n0, p.Ld1) && fitT(n2, len(p.DW2), n2, n1, p.Ld2)
}

// loss is that of all rows.
func (p *PairGrad) loss() float64 { return elem.LogOfSingle(p.product) - p.targets }
