package codegen

import (
	"slices"

	"github.com/dave/jennifer/jen"

	"github.com/nngen/nngen/internal/ir"
)

// half reports whether the model keeps weights in bfloat16. It has a type of its own for its parameters then, and the
// trainer has weights in full.
func (g *generator) half() bool {
	return slices.ContainsFunc(g.prog.Params(), func(p *ir.Buffer) bool { return p.Storage == ir.BFloat16 })
}

// storedType prints the parameters of a model that keeps weights in bfloat16, and how they are rounded and widened.
func (g *generator) storedType(f *jen.File) {
	doc(f, "stored holds the parameters of a model, in bfloat16 where they are many.")
	f.Type().Id("stored").StructFunc(func(s *jen.Group) {
		for _, p := range g.prog.Params() {
			if p.Storage == ir.BFloat16 {
				s.Id(p.Name).Index(jen.Lit(halfSize(p))).Add(nn("BFloat16")).Comment("// " + layoutNote(p) + ", two inputs side by side")
				continue
			}
			s.Id(p.Name).Add(g.array(p.Stored())).Comment("// " + layoutNote(p))
			g.fillLine(s, p)
		}
	})
	g.eachStored(f, "round", "round sets the parameters to those of w, rounded.", "BF16Round", true)
	g.eachStored(f, "widen", "widen sets w to the parameters.", "BF16Widen", false)
}

// halfSize is the number of entries of a weight matrix in bfloat16, whose inputs lie two by two.
func halfSize(p *ir.Buffer) int { return (p.Cols() + p.Cols()%2) * p.Stride() }

// eachStored prints a method that goes over all parameters, from w to the stored ones or back.
func (g *generator) eachStored(f *jen.File, name, what, kernel string, toStored bool) {
	doc(f, "%s", what)
	f.Add(method("s", "stored", name)).Params(id("w").Op("*").Id("weights")).BlockFunc(func(b *jen.Group) {
		for _, p := range g.prog.Params() {
			dst, src := field("w", p.Name), field("s", p.Name)
			if toStored {
				dst, src = src, dst
			}
			if p.Storage == ir.BFloat16 {
				b.Add(nn(kernel)).Call(all(dst), all(src), jen.Lit(p.Cols()), jen.Lit(p.Stride()))
			} else {
				b.Add(dst).Op("=").Add(src)
			}
		}
	})
}

// trainModel declares what trainBuf finds the constants and parameters in that the instructions read.
func (g *generator) trainModel(b *jen.Group, lists ...[]*ir.Instr) {
	list := slices.Concat(lists...)
	params := reads(list, ir.Param)
	if reads(list, ir.Constant) || params && !g.half() {
		b.Id("m").Op(":=").Add(field("t", "model"))
	}
	if params && g.half() {
		b.Id("w").Op(":=").Add(field("t", "weights"))
	}
}

// paramsOf is what the methods of Trainer find the parameters in.
func (g *generator) paramsOf() string {
	if g.half() {
		return "w"
	}
	return "m"
}

// modelParams is the type of the parameters of a model.
func (g *generator) modelParams() string {
	if g.half() {
		return "stored"
	}
	return "weights"
}

// learned is the set of parameters that the trainer changes.
func (g *generator) learned() string {
	if g.half() {
		return "weights"
	}
	return "model"
}
