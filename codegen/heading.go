package codegen

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/nngen/nngen/internal/expr"
	"github.com/nngen/nngen/internal/ir"
)

// heading is the mathematics of a paragraph, as the comment above it.
func (g *generator) heading(part []*ir.Instr, batch bool) string {
	n := notation{g, batch}
	var formulas []string
	for _, in := range part {
		formulas = append(formulas, n.formula(in))
	}
	return title(part) + ": " + strings.Join(formulas, ", ")
}

// wrapFormulas breaks a heading into lines, between formulas only.
func wrapFormulas(heading string) []string {
	const width = 116
	formulas := strings.Split(heading, ", ")
	lines := []string{formulas[0]}
	for _, f := range formulas[1:] {
		if line := lines[len(lines)-1] + ", " + f; len([]rune(line)) <= width {
			lines[len(lines)-1] = line
		} else {
			lines[len(lines)-1] += ","
			lines = append(lines, f)
		}
	}
	return lines
}

// title says what a paragraph is about.
func title(part []*ir.Instr) string {
	in := part[0]
	switch {
	case in.Beside:
		var layers []string
		for _, in := range part {
			if in.Beside && in.Op == ir.WeightGrad {
				layers = append(layers, strconv.Itoa(in.Layer))
			}
		}
		return fmt.Sprintf("Layers %s and %d at the same time", strings.Join(layers, ", "), part[len(part)-1].Layer)
	case in.Layer > 0:
		return fmt.Sprintf("Layer %d", in.Layer)
	case in.Arg("a") != nil:
		return "Output"
	case in.Arg("t") != nil:
		return "Targets"
	}
	return "Input"
}

// notation writes instructions as the field does. For a batch the names are capital letters: a matrix with a column per
// example.
type notation struct {
	*generator
	batch bool
}

func (n notation) name(b *ir.Buffer) string {
	if n.batch && b.Cols == ir.Batch {
		return capital(b.Name)
	}
	return b.Name
}

func (n notation) formula(in *ir.Instr) string {
	arg := func(i int) string { return n.name(in.Args[i]) }
	switch in.Op {
	case ir.Affine:
		return fmt.Sprintf("%s = %s·%s + %s", n.pre(in), arg(0), arg(1), arg(2))
	case ir.Softmax:
		return fmt.Sprintf("%s = softmax(%s)", n.name(in.Dst), n.pre(in))
	case ir.WeightGrad:
		return fmt.Sprintf("%s = %s·%sᵀ", n.name(in.Dst), arg(0), arg(1))
	case ir.BiasGrad:
		return fmt.Sprintf("%s = Σ %s", n.name(in.Dst), arg(0))
	case ir.InputGrad:
		return fmt.Sprintf("%s = %sᵀ·%s", n.gradient(in.Dst), arg(0), arg(1))
	case ir.Map:
		return n.mapFormula(in)
	case ir.Dropout:
		return n.dropout(in)
	}
	return in.String()
}

// mapFormula names the activation, or spells out the formula of a rescaling.
func (n notation) mapFormula(in *ir.Instr) string {
	dst := n.name(in.Dst)
	if in.Layer == 0 {
		return fmt.Sprintf("%s = %s", dst, strings.Replace(in.F.String(), in.Vars[0], n.name(in.Args[0]), 1))
	}
	act := n.spec.Weighted()[in.Layer-1].Activation.Entry
	name := act.Name
	if act.Custom {
		name = "f"
	}
	if d := in.Arg("d"); d != nil {
		return fmt.Sprintf("%s = %s ∘ %s′(%s)", dst, n.gradient(d), name, n.pre(in))
	}
	if act.Custom {
		return fmt.Sprintf("%s = f(%s) = %s", dst, n.pre(in), expr.Subst(in.F, map[string]expr.Expr{in.Vars[0]: expr.Var(n.pre(in))}))
	}
	return fmt.Sprintf("%s = %s(%s)", dst, name, n.pre(in))
}

// dropout writes forward H1 = dropout(A1, 0.2), and backward how the gradient is masked in the same way.
func (n notation) dropout(in *ir.Instr) string {
	if in.Dst.Name[0] == 'd' {
		return fmt.Sprintf("%s = %s ∘ mask / %g", n.gradient(in.Dst), n.gradient(in.Args[0]), 1-in.Mask.Rate)
	}
	return fmt.Sprintf("%s = dropout(%s, %g)", n.name(in.Dst), n.name(in.Args[0]), in.Mask.Rate)
}

// pre is the name of the pre-activations of a layer, which may live in the place of its activations.
func (n notation) pre(in *ir.Instr) string {
	z := fmt.Sprintf("z%d", in.Layer)
	if n.batch {
		return capital(z)
	}
	return z
}

// gradient is the name of what is written to b first: dA1, where the activation's slope turns it into dZ1 in its place.
func (n notation) gradient(b *ir.Buffer) string {
	name := n.name(b)
	if slices.ContainsFunc(n.prog.Backward[1:], func(in *ir.Instr) bool { return in.Op == ir.Map && in.Dst == b }) {
		return strings.NewReplacer("dZ", "dA", "dz", "da").Replace(name)
	}
	return name
}
