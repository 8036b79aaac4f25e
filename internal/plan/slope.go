package plan

import (
	"fmt"

	"github.com/nngen/nngen/internal/ir"
	nn "github.com/nngen/nngen/runtime"
)

// slopeAfter is the slope of a relu or leaky_relu by which the k-th instruction after the one in hand multiplies dx, in its place, and what tells
// where; nil where that instruction is another.
func (c *chooser) slopeAfter(k int, dx *ir.Buffer) (slope ir.Num, from *ir.Buffer) {
	in := c.next(k)
	if in == nil || in.Dst != dx {
		return 1, nil
	}
	m, ok := in.Op.(*ir.Map)
	switch {
	case !ok || m.Fast == nil || in.Arg("d") != dx || !finds(m.Fast, in):
		return 1, nil
	case m.Fast.Kernel == "leakyReluGrad":
		slope = ir.Num(m.Fast.Consts[0])
	case m.Fast.Kernel != "reluGrad":
		return 1, nil
	}
	return slope, in.Arg(m.Fast.Vars[0])
}

// takeSlope takes the slope of a relu or leaky_relu into the product that it is applied to, where there is a kernel for that: dx is made of whole
// panels, of few weights.
func (c *chooser) takeSlope(call *ir.Call) {
	in := call.First()
	W := in.Args[0]
	slope, from := c.slopeAfter(0, in.Dst)
	if from == nil || call.Kernel != "gemmNT" || c.prog.ElementSize != 4 || W.Panel > 0 || W.Cols()%nn.SlopeColumns > 0 || W.Size() > nn.SlopeWeights {
		return
	}
	take(call, c.next(0), "Slope")
	dx, dz, rest := call.Args[0], call.Args[1], call.Args[2:]
	call.Args = append([]ir.Arg{dx, dz, rest[0], from}, append(rest[1:], slope)...)
}

// weightsLast moves the gradient of a layer behind that by its inputs, where that takes in a slope: few weights are in the nearest cache then when
// the optimizer looks for what is not finite.
func weightsLast(calls []*ir.Call) []*ir.Call {
	for i, c := range calls[:max(0, len(calls)-1)] {
		next := calls[i+1]
		if c.Kernel == ir.Gradient && next.Kernel == "gemmNTSlope" && next.First().Args[1] == c.First().Args[0] {
			calls[i], calls[i+1] = next, c
		}
	}
	return calls
}

// unitGrad is the gradient of a layer of one unit, by its weights and bias and by its inputs, in one call, with the slope of the relu or
// leaky_relu before it; nil for others.
func (c *chooser) unitGrad(in *ir.Instr) *ir.Call {
	dW, dz, x := in.Dst, in.Args[0], in.Args[1]
	W, bias, inputs := dW.GradOf, c.next(0), c.next(1)
	switch {
	case W == nil || W.Rows() != 1 || W.Layout != ir.RowMajor || c.prog.ElementSize != 4 || c.writes(W):
		return nil
	case bias == nil || !ir.Is[ir.BiasGrad](bias) || bias.Args[0] != dz || bias.Dst.Size() != 1:
		return nil
	case inputs == nil || !ir.Is[ir.InputGrad](inputs) || inputs.Args[0] != W || inputs.Args[1] != dz:
		return nil
	}
	call := call("unitGrad", in, dW, bias.Dst, inputs.Dst, dz, x, W, rows(dz), ir.Int(W.Cols()))
	call.Instrs = append(call.Instrs, bias, inputs)
	slope, from := c.slopeAfter(2, inputs.Dst)
	if from == x {
		call.Instrs = append(call.Instrs, c.next(2))
	} else {
		slope = 1
	}
	call.Args = append(call.Args, slope)
	call.Why = fmt.Sprintf("one unit of %d inputs", W.Cols())
	return call
}
