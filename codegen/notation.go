package codegen

import (
	"fmt"
	"strings"

	"github.com/nngen/nngen/internal/expr"
	"github.com/nngen/nngen/internal/ir"
)

// notation writes instructions as the field does, with the operands that they were lowered with: what the plan keeps in
// one place has two names. For a batch the names are capital letters: a matrix with a column per example.
type notation struct{ batch bool }

// name is the name of a buffer. A gradient is written d and the name of what it is the gradient by.
func (n notation) name(b *ir.Buffer) string {
	switch {
	case b.GradOf != nil:
		return "d" + n.name(b.GradOf) + strings.TrimPrefix(b.Name, "d"+b.GradOf.Name)
	case n.batch && b.Batched:
		return strings.ToUpper(b.Name[:1]) + b.Name[1:]
	}
	return b.Name
}

// formula writes an instruction.
func (n notation) formula(in *ir.Instr) string {
	write, ok := notations[in.Op.Name()]
	if !ok {
		panic(fmt.Sprintf("internal error: %s has no notation", in.Op.Name()))
	}
	var args []string
	for _, a := range in.Lowered.Args {
		args = append(args, n.name(a))
	}
	return n.name(in.Lowered.Dst) + " = " + write(n, in, args)
}

// notations has how what an operation computes of its operands is written.
var notations = map[string]func(n notation, in *ir.Instr, args []string) string{
	ir.Affine{}.Name():      func(_ notation, _ *ir.Instr, a []string) string { return a[0] + "·" + a[1] + " + " + a[2] },
	ir.Softmax{}.Name():     func(_ notation, _ *ir.Instr, a []string) string { return "softmax(" + a[0] + ")" },
	ir.WeightGrad{}.Name():  func(_ notation, _ *ir.Instr, a []string) string { return a[0] + "·" + a[1] + "ᵀ" },
	ir.BiasGrad{}.Name():    func(_ notation, _ *ir.Instr, a []string) string { return "Σ " + a[0] },
	ir.InputGrad{}.Name():   func(_ notation, _ *ir.Instr, a []string) string { return a[0] + "ᵀ·" + a[1] },
	(*ir.Map)(nil).Name():   notation.mapFormula,
	(*ir.Place)(nil).Name(): placeNotation,

	(*ir.Largest)(nil).Name():     func(_ notation, _ *ir.Instr, a []string) string { return "max(" + a[0] + ")" },
	(*ir.LargestGrad)(nil).Name(): func(_ notation, _ *ir.Instr, a []string) string { return a[0] + " where " + a[2] + " is " + a[1] },
	ir.SoftmaxGrad{}.Name(): func(_ notation, _ *ir.Instr, a []string) string {
		return fmt.Sprintf("%[2]s ∘ (%[1]s − Σ %[1]s∘%[2]s)", a[0], a[1])
	},

	(*ir.Standardize)(nil).Name(): func(_ notation, in *ir.Instr, a []string) string {
		return standardized(a[0], in.Op.(*ir.Standardize).Epsilon)
	},
	(*ir.StandardizeGrad)(nil).Name(): func(_ notation, in *ir.Instr, a []string) string {
		return unstandardized(a[0], a[1], in.Op.(*ir.StandardizeGrad).Epsilon)
	},
	(*ir.BatchMoments)(nil).Name(): func(_ notation, _ *ir.Instr, a []string) string { return "mean and variance of " + a[0] },
	(*ir.BatchStandardize)(nil).Name(): func(_ notation, in *ir.Instr, a []string) string {
		return standardized(a[0], in.Op.(*ir.BatchStandardize).Epsilon)
	},
	(*ir.BatchStandardizeGrad)(nil).Name(): func(_ notation, in *ir.Instr, a []string) string {
		return unstandardized(a[0], a[1], in.Op.(*ir.BatchStandardizeGrad).Epsilon)
	},
	(*ir.ChannelStandardize)(nil).Name(): func(_ notation, in *ir.Instr, a []string) string {
		return fmt.Sprintf("(%s − %s)/√(%s + %g)", a[0], a[1], a[2], in.Op.(*ir.ChannelStandardize).Epsilon)
	},
	(*ir.Moving)(nil).Name(): func(_ notation, _ *ir.Instr, a []string) string { return "moved towards " + a[0] },

	ir.Filled{}.Name():          func(_ notation, _ *ir.Instr, a []string) string { return a[0] + ", filled" },
	(*ir.OneHot)(nil).Name():    coded("one_hot", func(in *ir.Instr) ir.Code { return in.Op.(*ir.OneHot).Code }),
	(*ir.Embed)(nil).Name():     coded("embedding", func(in *ir.Instr) ir.Code { return in.Op.(*ir.Embed).Code }),
	(*ir.EmbedGrad)(nil).Name(): coded("Σ by code", func(in *ir.Instr) ir.Code { return in.Op.(*ir.EmbedGrad).Code }),
	(*ir.Ordinal)(nil).Name():   coded("rank", func(in *ir.Instr) ir.Code { return in.Op.(*ir.Ordinal).Code }),
	(*ir.Cycle)(nil).Name():     cycleNotation,
	(*ir.IsMissing)(nil).Name(): func(_ notation, _ *ir.Instr, a []string) string { return "missing(" + a[0] + ")" },
	(*ir.Piecewise)(nil).Name(): func(_ notation, _ *ir.Instr, a []string) string { return "piecewise(" + a[0] + ")" },

	(*ir.PiecewiseGrad)(nil).Name(): func(_ notation, _ *ir.Instr, a []string) string { return a[0] + " by the bins of " + a[1] },

	(*ir.Conv)(nil).Name():           convolved,
	(*ir.ConvInputGrad)(nil).Name():  func(_ notation, _ *ir.Instr, a []string) string { return a[0] + "ᵀ∗" + a[1] },
	(*ir.ConvWeightGrad)(nil).Name(): func(_ notation, _ *ir.Instr, a []string) string { return a[0] + "∗" + a[1] + "ᵀ" },
	(*ir.MaxPool)(nil).Name():        func(_ notation, _ *ir.Instr, a []string) string { return "max_pool(" + a[0] + ")" },
	(*ir.MaxPoolGrad)(nil).Name():    func(_ notation, _ *ir.Instr, a []string) string { return a[0] + " where " + a[2] + " is " + a[1] },
	(*ir.AvgPool)(nil).Name():        func(_ notation, _ *ir.Instr, a []string) string { return "avg_pool(" + a[0] + ")" },
	(*ir.AvgPoolGrad)(nil).Name():    func(_ notation, _ *ir.Instr, a []string) string { return a[0] + " shared out" },
	(*ir.Resample)(nil).Name():       func(_ notation, _ *ir.Instr, a []string) string { return "resample(" + a[0] + ")" },
	(*ir.ResampleGrad)(nil).Name():   func(_ notation, _ *ir.Instr, a []string) string { return a[0] + " shared out" },

	(*ir.Dropout)(nil).Name(): func(_ notation, in *ir.Instr, a []string) string {
		rate := in.Op.(*ir.Dropout).Mask.Rate
		if in.Lowered.Dst.GradOf != nil {
			return fmt.Sprintf("%s ∘ mask / %g", a[0], 1-rate)
		}
		return fmt.Sprintf("dropout(%s, %g)", a[0], rate)
	},
}

// mapFormula names the function, or spells out its formula.
func (n notation) mapFormula(in *ir.Instr, args []string) string {
	m := in.Op.(*ir.Map)
	if of := m.SlopeOf; of != nil && of.Op.(*ir.Map).Word != "" {
		return n.slope(of, args[0])
	}
	spelled := n.spelled(in, args)
	switch m.Word {
	case "":
		return spelled
	case "f":
		return fmt.Sprintf("f(%s) = %s", strings.Join(args, ", "), spelled)
	}
	return fmt.Sprintf("%s(%s)", m.Word, strings.Join(args, ", "))
}

// slope writes the gradient d of the result of a map times the slope of its function.
func (n notation) slope(of *ir.Instr, d string) string {
	m := of.Op.(*ir.Map)
	var args []string
	for _, a := range of.Lowered.Args {
		args = append(args, n.name(a))
	}
	return fmt.Sprintf("%s ∘ %s′(%s)", d, m.Word, strings.Join(args, ", "))
}

// spelled is the formula of a map with the names of its operands. Constants keep those of their variables: offset, scale.
func (n notation) spelled(in *ir.Instr, args []string) string {
	m, names := in.Op.(*ir.Map), map[string]expr.Expr{}
	for i, v := range m.Vars {
		if in.Lowered.Args[i].Role != ir.Constant {
			names[v] = expr.Var(args[i])
		}
	}
	return expr.Subst(m.F, names).String()
}

// coded writes what is made of a code: one_hot(x[3]).
func coded(word string, code func(*ir.Instr) ir.Code) func(notation, *ir.Instr, []string) string {
	return func(_ notation, in *ir.Instr, a []string) string {
		return fmt.Sprintf("%s(%s[%d])", word, strings.Join(a, ", "), code(in).Entry)
	}
}

// cycleNotation writes sine and cosine of a part of a date.
func cycleNotation(_ notation, in *ir.Instr, a []string) string {
	c := in.Op.(*ir.Cycle)
	of := fmt.Sprintf("%s[%d]", a[0], c.Entry)
	if c.First != 0 {
		of = fmt.Sprintf("(%s − %g)", of, c.First)
	}
	return fmt.Sprintf("(sin, cos)(2π·%s/%g)", of, c.Period)
}
