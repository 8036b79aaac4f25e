package plan

import (
	"github.com/nngen/nngen/internal/expr"
	"github.com/nngen/nngen/internal/ir"
)

// A layer of at least so many units and weights is computed faster where half of its inputs, being 0, are skipped; and
// hardly slower where none is. Where all of its multiplications are no more than one in so many of the network's, it is not worth linking
// the kernels.
const (
	minSparseUnits   = 32
	minSparseWeights = 2048
	leastSparseShare = 20
)

// skipsZeros reports whether a layer comes behind an activation that silences units, such as relu: about half of its inputs
// are 0, and the weights of these need not be read.
func (c *chooser) skipsZeros(in *ir.Instr) bool {
	W := in.Args[0]
	large := W.Rows() >= minSparseUnits && W.Size() >= max(minSparseWeights, c.prog.MultiplyAdds()/leastSparseShare)
	return large && W.Layout == ir.InputMajor && c.storage(W) == ir.Full && silences(lastWrite(c.before, in.Args[1]))
}

// lastWrite is the last instruction whose result is b, or nil.
func lastWrite(body []*ir.Instr, b *ir.Buffer) *ir.Instr {
	for i := len(body) - 1; i >= 0; i-- {
		if body[i].Writes(b) {
			return body[i]
		}
	}
	return nil
}

// silences reports whether the instruction is an activation that is 0 for negative arguments.
func silences(in *ir.Instr) bool {
	if in == nil || !ir.Is[*ir.Map](in) {
		return false
	}
	m := in.Op.(*ir.Map)
	if len(m.Vars) != 1 {
		return false
	}
	f := expr.Compile(m.F, m.Vars...)
	for _, x := range []float64{-0.01, -0.5, -1, -10} {
		if f(x) != 0 {
			return false
		}
	}
	return true
}
