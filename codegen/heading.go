package codegen

import (
	"fmt"
	"strings"

	"github.com/nngen/nngen/internal/ir"
	"github.com/nngen/nngen/spec"
)

// heading is the mathematics of a paragraph, as the comment above it. For a batch the names are capital letters: a
// matrix with a column per example.
func (g *generator) heading(part []*ir.Instr, batch bool) string {
	name := func(b *ir.Buffer) string {
		if batch && b.Cols == ir.Batch {
			return capital(b.Name)
		}
		return b.Name
	}
	var formulas []string
	for _, in := range part {
		formulas = append(formulas, g.formulaOf(in, name))
	}
	title := "Input"
	switch l := part[0].Layer; {
	case l > 0:
		title = fmt.Sprintf("Layer %d", l)
	case part[0].Arg("a") != nil:
		title = "Output"
	}
	return title + ": " + strings.Join(formulas, ", ")
}

// formulaOf prints one instruction in the notation of the field.
func (g *generator) formulaOf(in *ir.Instr, name func(*ir.Buffer) string) string {
	arg := func(i int) string { return name(in.Args[i]) }
	dst := name(in.Dst)
	switch in.Op {
	case ir.Affine:
		return fmt.Sprintf("%s = %s·%s + %s", preName(dst, in), arg(0), arg(1), arg(2))
	case ir.Softmax:
		return fmt.Sprintf("%s = softmax(%s)", dst, preName(arg(0), in))
	case ir.WeightGrad:
		return fmt.Sprintf("%s = %s·%sᵀ", dst, arg(0), arg(1))
	case ir.BiasGrad:
		return fmt.Sprintf("%s = Σ %s", dst, arg(0))
	case ir.InputGrad:
		return fmt.Sprintf("%s = %sᵀ·%s", backName(dst), arg(0), arg(1))
	case ir.Map:
		return g.mapFormula(in, dst, name)
	}
	return in.String()
}

// mapFormula names the activation, or spells out the formula of a rescaling.
func (g *generator) mapFormula(in *ir.Instr, dst string, name func(*ir.Buffer) string) string {
	if in.Layer == 0 {
		return fmt.Sprintf("%s = %s", dst, strings.Replace(in.F.String(), in.Vars[0], name(in.Args[0]), 1))
	}
	act := g.layer(in.Layer).Activation.Name()
	if d := in.Arg("d"); d != nil {
		return fmt.Sprintf("%s = %s ∘ %s′(%s)", dst, backName(name(d)), act, preName(name(g.layerOutput(in)), in))
	}
	return fmt.Sprintf("%s = %s(%s)", dst, act, preName(name(in.Args[0]), in))
}

// layerOutput is the buffer that a backward map reads besides the gradient.
func (g *generator) layerOutput(in *ir.Instr) *ir.Buffer {
	for i, v := range in.Vars {
		if v != "d" {
			return in.Args[i]
		}
	}
	return in.Dst
}

// preName gives back to pre-activations that live in the place of the activations their own name: z1 for a1, z2 for y.
func preName(name string, in *ir.Instr) string {
	z := "z"
	if strings.ToUpper(name[:1]) == name[:1] {
		z = "Z"
	}
	return fmt.Sprintf("%s%d", z, in.Layer)
}

// backName gives back to a gradient that lives in the place of the next one its own name: dA1 for dZ1.
func backName(name string) string {
	return strings.NewReplacer("dZ", "dA", "dz", "da").Replace(name)
}

// layer is layer l of the spec, among those that are counted.
func (g *generator) layer(l int) *spec.Layer {
	for i := range g.spec.Layers {
		if g.spec.Layers[i].Index == l {
			return &g.spec.Layers[i]
		}
	}
	panic(fmt.Sprintf("internal error: no layer %d", l))
}
