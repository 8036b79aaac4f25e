package plan

import (
	"slices"
	"strings"

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
	if next := c.next(2); first.Args[0].Cols() > nn.PairInputs || next != nil && next.IsRelu(second.Dst) {
		return nil // a call of its own takes in that relu
	}
	W1, x, b1 := first.Args[0], first.Args[1], first.Args[2]
	W2, b2 := second.Args[0], second.Args[2]
	call := &ir.Call{Kernel: "narrowPair", By: "pair", Instrs: []*ir.Instr{first, relu, second}, Why: "two narrow layers, one call",
		Args: []ir.Arg{second.Dst, W1, b1, W2, b2, x, ir.Int(W1.Stride()), ir.Int(W2.Stride())}}
	if next := c.next(2); isSoftmax(next, second.Dst) {
		take(call, next, "Softmax")
	}
	return call
}

// Up to so many rows of two narrow layers a kernel that computes four at a time is quicker than products of matrices, and where the inputs are
// computed first.
const mostPairRows, mostEncodedRows = 24, 12

// pairRows is the calls for few examples of a network that is two narrow layers, and for how many they are: what makes its inputs, and then
// all else.
func pairRows(p *ir.Program) ([]*ir.Call, int) {
	at := slices.IndexFunc(p.Forward, ir.Is[ir.Affine])
	if at < 0 || p.ElementSize != 4 {
		return nil, 0
	}
	one := p.Calls.One[len(p.Calls.One)-1]
	if !strings.HasPrefix(one.Kernel, "narrowPair") || !slices.Equal(one.Instrs, p.Forward[at:]) {
		return nil, 0
	}
	W1, W2, x := one.Args[1].(*ir.Buffer), one.Args[3].(*ir.Buffer), one.Args[5].(*ir.Buffer)
	if W1.Rows() > nn.PairUnits || W2.Rows() > nn.PairOutputs || x.Size() != x.Memory().Size() {
		return nil, 0
	}
	before, ok := inputCalls(p.Calls.Batch, p.Forward[:at])
	if !ok {
		return nil, 0
	}
	args := slices.Insert(slices.Clone(one.Args), 6, ir.Arg(ir.Examples(1)), ir.Arg(ir.Int(W1.Cols())))
	rows := mostPairRows
	switch {
	case W1.Cols() <= nn.PairBlockInputs && (W2.Rows() > 1 || !strings.HasSuffix(one.Kernel, "Softmax")):
		rows = ir.AnyNumber // a kernel that computes sixteen at a time is quicker for all
	case len(before) > 0:
		rows = mostEncodedRows
	}
	return append(before, &ir.Call{Kernel: one.Kernel + "Rows", By: one.By + "Rows", Instrs: one.Instrs, Args: args, Why: one.Why}), rows
}

// isNarrow reports whether all units of a layer have their sums in half a vector, which all kernels for pairs take.
func (c *chooser) isNarrow(in *ir.Instr) bool {
	if !ir.Is[ir.Affine](in) || c.writes(in.Args[0]) || !in.Dst.IsVector() {
		return false
	}
	W := in.Args[0]
	return W.Layout == ir.InputMajor && c.storage(W) == ir.Full && W.Rows() <= nn.LineBytes/2/c.prog.ElementSize
}
