package op

import (
	"slices"

	"github.com/nngen/nngen/internal/expr"
	"github.com/nngen/nngen/internal/ir"
)

// Fast names a kernel of the runtime for an activation, and the one for its slope. Both only accelerate the formulas of
// the entry, against which they are tested.
type Fast struct {
	Kernel string   // a = kernel(z, args); the slope is kernelGrad(da, x or y, args), in the place of da
	Of     string   // what the slope is computed from: the pre-activations x or the output y; empty: whichever the formula reads
	Args   []string // formulas in the attributes
}

// forward is the kernel of F, and slope that of d·DF; nil where there is none.
func (f *Fast) forward(args Args) *ir.Fast {
	if f == nil {
		return nil
	}
	return &ir.Fast{Kernel: f.Kernel, Vars: []string{"x"}, Consts: f.consts(args)}
}

func (f *Fast) slope(args Args, formula expr.Expr) *ir.Fast {
	if f == nil {
		return nil
	}
	of := f.Of
	switch {
	case of == "" && expr.Count(formula, "x") > 0:
		of = "x"
	case of == "":
		of = "y"
	}
	return &ir.Fast{Kernel: f.Kernel + "Grad", Vars: []string{of}, Consts: f.consts(args), InPlace: true}
}

func (f *Fast) consts(args Args) (list []float64) {
	for _, src := range f.Args {
		var attrs []string
		for name := range args {
			attrs = append(attrs, name)
		}
		slices.Sort(attrs)
		list = append(list, float64(expr.Bind(expr.MustParse(src, attrs...), args).(expr.Num)))
	}
	return list
}

// FastUpdate names a kernel of the runtime for the rule of an optimizer, its struct of scalars and their formulas.
type FastUpdate struct {
	// Kernel is the name for the states that are left once the attributes are bound: one without some of them is
	// another kernel. Where it is empty, there is none.
	Kernel func(args Args, states int) string
	Struct string
	Fields []Formula
}

// only is the kernel of a rule that needs all of its states.
func only(kernel string, all int) func(Args, int) string {
	return func(_ Args, states int) string {
		if states == all {
			return kernel
		}
		return ""
	}
}

func sgdKernel(args Args, states int) string {
	switch {
	case states == 0:
		return "sgd"
	case args["nesterov"] > 0:
		return "nesterov"
	}
	return "momentum"
}
