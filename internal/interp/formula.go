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
	// What is rounded to whole numbers jumps where float32 may take another for a number, a share of it away; next to nothing is one
	// of it, too.
	roundStep, roundExactStep = 5e-7, 1e-15
)

// formula is the compiled formula of an instruction; slopes are the derivatives by its variables, or nil where kinks do not
// matter.
type formula struct {
	value  func(args ...float64) float64
	slopes []func(args ...float64) float64
	// exactly says that an argument on a kink is near it, too: of losses, whose arguments no activation has put there.
	exactly bool
	// rounds says that the formula rounds to whole numbers.
	rounds bool
}

func compile(list []*ir.Instr, into map[*ir.Instr]*formula) {
	for _, in := range list {
		if f, vars := formulaOf(in); f != nil {
			into[in] = &formula{value: expr.Compile(f, vars...), rounds: expr.Calls(f, "round")}
		}
	}
}

// watch looks out for kinks of activations, by the pre-activation, and of losses, by the output. What else stands before
// the first and after the last layer is normalization, which has none.
func watch(list []*ir.Instr, formulas map[*ir.Instr]*formula) {
	for _, in := range list {
		if f, vars := formulaOf(in); len(vars) > 0 && (ir.Is[*ir.Loss](in) || in.Part == ir.InLayer) {
			formulas[in].exactly = ir.Is[*ir.Loss](in)
			for i, v := range vars {
				var slope func(args ...float64) float64
				if in.Args[i].Role != ir.Fixed { // what the spec says is the same in every precision
					slope = expr.Compile(expr.Diff(f, v), vars...)
				}
				formulas[in].slopes = append(formulas[in].slopes, slope)
			}
		}
	}
}

// nearKink reports whether a slope or the value jumps within kinkStep of an argument, but not at the argument itself: what
// an activation has put on a kink, as relu does with its zeros, lies there in every precision. A steep slope is no jump.
func (f *formula) nearKink(args []float64) bool {
	for i, slope := range f.slopes {
		if slope == nil {
			continue
		}
		near, exact := kinkStep, exactStep
		if f.rounds {
			near, exact = max(near, roundStep*math.Abs(args[i])), max(exact, roundExactStep*math.Abs(args[i]))
		}
		if f.jumps(args, i, near) && (f.exactly || !f.jumps(args, i, exact)) {
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
