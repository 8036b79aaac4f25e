package plan

import (
	"github.com/nngen/nngen/internal/ir"
	nn "github.com/nngen/nngen/runtime"
)

// pair is two layers one after the other, with a relu between them, that are so narrow that two calls would cost more than
// their work; nil if there are none. What lies between the layers is kept nowhere, so that nothing else may read it.
func (c *chooser) pair(first *ir.Instr) *ir.Call {
	relu, second := c.next(0), c.next(1)
	if second == nil || !c.isNarrow(first) || !relu.IsRelu(first.Dst) || !c.isNarrow(second) {
		return nil
	}
	if second.Args[1] != first.Dst || second.Dst == first.Dst || c.readLater(first.Dst, 2) {
		return nil
	}
	W1, x, b1 := first.Args[0], first.Args[1], first.Args[2]
	W2, b2 := second.Args[0], second.Args[2]
	call := &ir.Call{Kernel: "narrowPair", Instrs: []*ir.Instr{first, relu, second}, Why: "two narrow layers, one call",
		Args: []ir.Arg{second.Dst, W1, b1, W2, b2, x, ir.Int(W1.Stride()), ir.Int(W2.Stride())}}
	if next := c.next(2); isSoftmax(next, second.Dst) {
		take(call, next, "Softmax")
	}
	return call
}

// isNarrow reports whether all units of a layer have their sums in half a vector, which all kernels for pairs take.
func (c *chooser) isNarrow(in *ir.Instr) bool {
	if !ir.Is[ir.Affine](in) || c.writes(in.Args[0]) || !in.Dst.IsVector() {
		return false
	}
	W := in.Args[0]
	return W.Layout == ir.InputMajor && c.storage(W) == ir.Full && W.Rows() <= nn.LineBytes/2/c.prog.ElementSize
}
