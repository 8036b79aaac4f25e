package plan

import (
	"slices"

	"github.com/nngen/nngen/internal/ir"
	nn "github.com/nngen/nngen/runtime"
)

// minBeside is from how many multiplications on it is worth while to compute gradients beside another.
const minBeside = 1 << 18

// beside moves weight gradients that are too small to be shared between cores to the next one that is shared: they are
// computed by one core while others work on that.
func beside(p *ir.Program, calls []*ir.Call) []*ir.Call {
	list, first := []*ir.Call{}, 0
	for _, c := range calls {
		if !isShared(p, c) {
			list = append(list, c)
			continue
		}
		kept, small := waiting(list, first)
		size := 0
		for _, s := range small {
			size += gradientSize(p, s)
		}
		if size >= minBeside {
			list, c = kept, together(append(small, c))
		}
		list = append(list, c)
		first = len(list)
	}
	return list
}

// isShared reports whether the call is a gradient that cores share.
func isShared(p *ir.Program, c *ir.Call) bool {
	return c.Kernel == ir.Gradient && gradientSize(p, c) >= nn.SharedGradient && c.First().Dst.Rows() >= nn.SharedUnits
}

func gradientSize(p *ir.Program, c *ir.Call) int { return p.BatchRows * c.First().Dst.Size() }

// waiting separates the gradients, from first on, that can wait for the end of the list: nothing writes to their operands
// up to there, nor to the gradients, and nothing reads these.
func waiting(calls []*ir.Call, first int) (kept, small []*ir.Call) {
	kept = slices.Clone(calls[:first])
	for i, c := range calls[first:] {
		if c.Kernel == ir.Gradient && !disturbed(c, ir.Computed(calls[first+i+1:])) {
			small = append(small, c)
		} else {
			kept = append(kept, c)
		}
	}
	return kept, small
}

func disturbed(c *ir.Call, later []*ir.Instr) bool {
	for _, in := range c.Instrs {
		if mentions(later, in.Dst) || slices.ContainsFunc(later, func(l *ir.Instr) bool { return in.Reads(l.Dst) }) {
			return true
		}
	}
	return false
}

// together is one call for several gradients.
func together(parts []*ir.Call) *ir.Call {
	c := &ir.Call{Kernel: ir.Gradients, Parts: parts, Instrs: ir.Computed(parts)}
	if slices.ContainsFunc(parts, func(part *ir.Call) bool { return part.Else != nil }) {
		c.Else = ir.WithoutAssembly(parts)
	}
	return c
}
