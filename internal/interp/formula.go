package interp

import (
	"math"

	"github.com/nngen/nngen/internal/expr"
	"github.com/nngen/nngen/internal/ir"
)

// Within kinkStep of a kink the slope of a formula changes by more than kinkJump, or its value does where it jumps.
const (
	kinkStep = 1e-5
	kinkJump = 1e-3
	// exactStep is next to nothing.
	exactStep = 1e-14
)

// formula is the compiled formula of an instruction; slopes are the derivatives by its variables, or nil where kinks do not
// matter.
type formula struct {
	value  func(args ...float64) float64
	slopes []func(args ...float64) float64
	// exactly says that an argument on a kink is near it, too: of losses, whose arguments no activation has put there.
	exactly bool
}

func compile(list []*ir.Instr, into map[*ir.Instr]*formula) {
	for _, in := range list {
		if f, vars := formulaOf(in); f != nil {
			into[in] = &formula{value: expr.Compile(f, vars...)}
		}
	}
}

// watch looks out for kinks of activations, by the pre-activation, and of losses, by the output. What else stands before
// the first and after the last layer is normalization, which has none.
func watch(list []*ir.Instr, formulas map[*ir.Instr]*formula) {
	for _, in := range list {
		if f, vars := formulaOf(in); len(vars) > 0 && (ir.Is[*ir.Loss](in) || in.Part == ir.InLayer) {
			formulas[in].exactly = ir.Is[*ir.Loss](in)
			for _, v := range vars {
				formulas[in].slopes = append(formulas[in].slopes, expr.Compile(expr.Diff(f, v), vars...))
			}
		}
	}
}

// nearKink reports whether a slope or the value jumps within kinkStep of an argument, but not at the argument itself: what
// an activation has put on a kink, as relu does with its zeros, lies there in every precision. A steep slope is no jump.
func (f *formula) nearKink(args []float64) bool {
	for i := range f.slopes {
		if f.jumps(args, i, kinkStep) && (f.exactly || !f.jumps(args, i, exactStep)) {
			return true
		}
	}
	return false
}

// jumps reports whether the slope by argument i or the value jumps within a step of it.
func (f *formula) jumps(args []float64, i int, step float64) bool {
	slope := f.slopes[i]
	jump := func(g func(args ...float64) float64) float64 {
		at := func(step float64) float64 {
			before := args[i]
			args[i] += step
			v := g(args...)
			args[i] = before
			return v
		}
		return math.Abs(at(step) - at(-step))
	}
	steep := math.Max(1, math.Abs(slope(args...)))
	return jump(slope) > kinkJump*steep || jump(f.value) > kinkJump*steep
}
