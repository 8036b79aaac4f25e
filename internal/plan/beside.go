package plan

import (
	"slices"

	"github.com/nngen/nngen/internal/ir"
)

const (
	// sharedGradient is how many multiplications a weight gradient has that the runtime shares between cores while
	// helpers are about, its joinedSize; and sharedUnits how many units its layer has, since fewer are computed by one core.
	sharedGradient, sharedUnits = 3 << 19, 17
	// minBeside is from how many on it is worth while to compute others beside it.
	minBeside = 1 << 18
)

// beside moves weight gradients that are too small to be shared between cores to the next one that is shared: they are
// computed by one core while others work on that.
func beside(p *ir.Program) {
	body, first := p.Backward, 0
	for at := range body {
		if !isGradient(body, at) || gradientSize(p, body[at]) < sharedGradient || body[at].Dst.Rows() < sharedUnits {
			continue
		}
		small, size := waiting(body[:at], first), 0
		for _, i := range small {
			size += gradientSize(p, body[i])
		}
		if size >= minBeside {
			moveToEnd(body[:at], small)
		}
		first = at + 2
	}
}

// isGradient reports whether the gradient of a layer begins there, that of its weights and then that of its biases.
func isGradient(body []*ir.Instr, at int) bool {
	in := body[at]
	return ir.Is[ir.WeightGrad](in) && in.Dst.Layout == ir.InputMajor && at+1 < len(body) && ir.Is[ir.BiasGrad](body[at+1])
}

func gradientSize(p *ir.Program, in *ir.Instr) int { return p.BatchRows * in.Dst.Size() }

// waiting is where the gradients begin, from first on, whose operands nothing writes to up to the end. The gradients
// themselves are read by the update only.
func waiting(body []*ir.Instr, first int) []int {
	var list []int
	for i := first; i < len(body); i++ {
		if !isGradient(body, i) {
			continue
		}
		operands := append(slices.Clone(body[i].Args), body[i+1].Args...)
		if !slices.ContainsFunc(body[i+2:], func(in *ir.Instr) bool { return slices.Contains(operands, in.Dst) }) {
			list = append(list, i)
		}
	}
	return list
}

// moveToEnd moves the gradients with those starts to the end, and marks them.
func moveToEnd(body []*ir.Instr, starts []int) {
	var moved, kept []*ir.Instr
	for i, in := range body {
		if slices.Contains(starts, i) || slices.Contains(starts, i-1) {
			in.Beside = true
			moved = append(moved, in)
		} else {
			kept = append(kept, in)
		}
	}
	copy(body, append(kept, moved...))
}
