package plan

import (
	"slices"

	"github.com/nngen/nngen/internal/ir"
	nn "github.com/nngen/nngen/runtime"
)

// pairGrad is the calls for a training step of a network that is two narrow layers with relu and cross-entropy of classes, up to the gradient by its
// weights: what makes its inputs, and then all else; nil for others.
func pairGrad(p *ir.Program) []*ir.Call {
	at := slices.IndexFunc(p.Train, ir.Is[ir.Affine])
	if at < 0 || p.ElementSize != 4 || p.AloneToo || !areOps(p.Train[at:], ir.Affine{}, (*ir.Map)(nil), ir.Affine{}) || !areOps(p.Backward,
		(*ir.CrossEntropyGrad)(nil), ir.WeightGrad{}, ir.BiasGrad{}, ir.InputGrad{}, (*ir.Map)(nil), ir.WeightGrad{}, ir.BiasGrad{}) {
		return nil
	}
	first, relu, second := p.Train[at], p.Train[at+1], p.Train[at+2]
	loss, slope := p.Backward[0], p.Backward[4]
	W1, x, W2 := first.Args[0], first.Args[1], second.Args[0]
	if x.Size() != x.Memory().Size() || second.Args[1] != first.Dst || !relu.IsRelu(first.Dst) || !isReluGrad(slope) || !isPlain(p.Heads, loss) {
		return nil
	}
	if !isPairOf(W1, nn.PairUnits) || !isPairOf(W2, nn.PairOutputs) || W1.Cols() > nn.PairBlockInputs || W2.Rows() < 2 {
		return nil
	}
	before, ok := inputCalls(p.Calls.Train, p.Train[:at])
	if !ok {
		return nil
	}
	args := []ir.Arg{x}
	for _, b := range []*ir.Buffer{p.Backward[5].Dst, p.Backward[6].Dst, p.Backward[1].Dst, p.Backward[2].Dst, slope.Dst,
		W1, first.Args[2], W2, second.Args[2]} {
		args = append(args, b)
	}
	args = append(args, ir.Int(W1.Cols()), ir.Int(W1.Stride()), ir.Int(W2.Stride()))
	return append(before, &ir.Call{Kernel: "narrowPairGrad", Instrs: slices.Concat(p.Train[at:], p.Backward), Args: args, Why: "two narrow layers, one call"})
}

// isPairOf reports whether the weights are of at most so many units, and lie as the kernel reads them.
func isPairOf(W *ir.Buffer, units int) bool {
	return W.Rows() <= units && W.Layout == ir.InputMajor && W.Storage == ir.Full
}

// inputCalls are the first calls, which compute the instructions before the first layer alone, and in training as else.
func inputCalls(calls []*ir.Call, before []*ir.Instr) ([]*ir.Call, bool) {
	n, done := 0, 0
	for ; done < len(before); n++ {
		done += len(calls[n].Instrs)
	}
	random := slices.ContainsFunc(before, func(in *ir.Instr) bool { return ir.Is[*ir.Dropout](in) || ir.Is[*ir.BatchMoments](in) })
	return slices.Clone(calls[:n]), done == len(before) && !random
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
