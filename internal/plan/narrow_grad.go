package plan

import (
	"slices"

	"github.com/nngen/nngen/internal/ir"
	nn "github.com/nngen/nngen/runtime"
)

// pairGrad is the call for a training step of a network that is two narrow layers with relu and cross-entropy of classes, up to the gradient by
// its weights; nil for others.
func pairGrad(p *ir.Program) []*ir.Call {
	if p.Calls.Few == nil || !areOps(p.Train, ir.Affine{}, (*ir.Map)(nil), ir.Affine{}) || !areOps(p.Backward, (*ir.CrossEntropyGrad)(nil),
		ir.WeightGrad{}, ir.BiasGrad{}, ir.InputGrad{}, (*ir.Map)(nil), ir.WeightGrad{}, ir.BiasGrad{}) {
		return nil
	}
	first, relu, second := p.Train[0], p.Train[1], p.Train[2]
	loss, slope := p.Backward[0], p.Backward[4]
	W1, W2 := first.Args[0], second.Args[0]
	if first.Args[1].Memory() != p.Input || second.Args[1] != first.Dst {
		return nil
	}
	if !relu.IsRelu(first.Dst) || !isReluGrad(slope) || !isPlain(p.Heads, loss) || W1.Cols() > nn.PairGradInputs || W2.Rows() < 2 {
		return nil
	}
	var args []ir.Arg
	for _, b := range []*ir.Buffer{p.Backward[5].Dst, p.Backward[6].Dst, p.Backward[1].Dst, p.Backward[2].Dst, slope.Dst,
		W1, first.Args[2], W2, second.Args[2]} {
		args = append(args, b)
	}
	args = append(args, ir.Int(W1.Cols()), ir.Int(W1.Stride()), ir.Int(W2.Stride()))
	return []*ir.Call{{Kernel: "narrowPairGrad", Instrs: slices.Concat(p.Train, p.Backward), Args: args, Why: "two narrow layers, one call"}}
}

// areOps reports whether the instructions are of these operations, one after the other.
func areOps(list []*ir.Instr, ops ...ir.Op) bool {
	return slices.EqualFunc(list, ops, func(in *ir.Instr, op ir.Op) bool { return in.Op.Name() == op.Name() })
}

// isPlain reports whether a gradient is that of the only loss, the mean over examples.
func isPlain(heads []*ir.Head, in *ir.Instr) bool {
	grad := in.Op.(*ir.CrossEntropyGrad)
	return len(heads) == 1 && heads[0].Grad == in && heads[0].Members <= 1 && heads[0].Weight == 1 && grad.Scale == ir.PerExample && grad.Smoothing == 0
}
