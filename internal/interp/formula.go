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
)

// formula is the compiled formula of an instruction; slope is the derivative by its first variable, or nil where kinks
// do not matter.
type formula struct {
	value, slope func(args ...float64) float64
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
			formulas[in].slope = expr.Compile(expr.Diff(f, vars[0]), vars...)
		}
	}
}

// nearKink reports whether the slope or the value jumps within kinkStep of the first argument. A steep slope is no jump.
func (f *formula) nearKink(args []float64) bool {
	if f.slope == nil {
		return false
	}
	jump := func(g func(args ...float64) float64) float64 {
		at := func(step float64) float64 {
			moved := append([]float64{args[0] + step}, args[1:]...)
			return g(moved...)
		}
		return math.Abs(at(kinkStep) - at(-kinkStep))
	}
	slope := math.Max(1, math.Abs(f.slope(args...)))
	return jump(f.slope) > kinkJump*slope || jump(f.value) > kinkJump*slope
}
