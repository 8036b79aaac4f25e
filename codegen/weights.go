package codegen

import (
	"github.com/dave/jennifer/jen"

	"github.com/nngen/nngen/internal/ir"
)

// params prints Params and SetParams, and the packing that shows every set of weights in canonical order.
func (g *generator) params(f *jen.File) {
	doc(f, "Params copies the parameters to dst in canonical order: W1 row by row, b1, W2, b2 and so on.")
	f.Add(method("m", "Model", "Params")).Params(id("dst").Add(g.slice())).Block(id("m").Dot("pack").Call(jen.Lit("Params"), id("dst")))
	doc(f, "SetParams sets the parameters, which are in canonical order.")
	f.Add(method("m", "Model", "SetParams")).Params(id("src").Add(g.slice())).Block(
		nn("CheckLen").Call(jen.Lit("SetParams"), jen.Len(id("src")), id("NumParams")),
		id("m").Dot("unpack").Call(id("src")))
	g.pack(f, "weights")
	g.unpack(f, "weights")
	if g.half() {
		g.pack(f, "stored")
		g.unpack(f, "stored")
	}
}

func (g *generator) pack(f *jen.File, of string) {
	doc(f, "pack copies the weights to dst in canonical order. A panic about the length of dst begins with what.")
	f.Add(method("w", of, "pack")).Params(id("what").String(), id("dst").Add(g.slice())).BlockFunc(func(b *jen.Group) {
		b.Add(nn("CheckLen")).Call(id("what"), jen.Len(id("dst")), id("NumParams"))
		g.eachParam(func(p *ir.Buffer, from, to int) {
			part := id("dst").Index(jen.Lit(from), jen.Lit(to))
			switch {
			case p.Storage == ir.BFloat16 && of == "stored":
				b.Add(nn("BF16Unpack")).Call(part, all(field("w", p.Name)), jen.Lit(p.Rows()), jen.Lit(p.Cols()), jen.Lit(p.Stride()))
			case p.Pad > 0 || p.Tail > 0:
				b.Add(g.kernel("transposeUnpad")).Call(part, all(field("w", p.Name)), jen.Lit(p.Rows()), jen.Lit(p.Cols()), jen.Lit(p.Stride()))
			case p.Layout == ir.InputMajor:
				b.Add(g.kernel("transpose")).Call(part, all(field("w", p.Name)), jen.Lit(p.Cols()), jen.Lit(p.Rows()))
			default:
				b.Copy(part, all(field("w", p.Name)))
			}
		})
	})
}

func (g *generator) unpack(f *jen.File, of string) {
	doc(f, "unpack is the inverse of pack.")
	f.Add(method("w", of, "unpack")).Params(id("src").Add(g.slice())).BlockFunc(func(b *jen.Group) {
		g.eachParam(func(p *ir.Buffer, from, to int) {
			part := id("src").Index(jen.Lit(from), jen.Lit(to))
			switch {
			case p.Storage == ir.BFloat16 && of == "stored":
				b.Add(nn("BF16Pack")).Call(all(field("w", p.Name)), part, jen.Lit(p.Rows()), jen.Lit(p.Cols()), jen.Lit(p.Stride()))
			case p.Pad > 0 || p.Tail > 0:
				b.Add(g.kernel("transposePad")).Call(all(field("w", p.Name)), part, jen.Lit(p.Rows()), jen.Lit(p.Cols()), jen.Lit(p.Stride()))
			case p.Layout == ir.InputMajor:
				b.Add(g.kernel("transpose")).Call(all(field("w", p.Name)), part, jen.Lit(p.Rows()), jen.Lit(p.Cols()))
			default:
				b.Copy(all(field("w", p.Name)), part)
			}
		})
	})
}

// eachParam visits the parameters with their place in canonical order.
func (g *generator) eachParam(visit func(p *ir.Buffer, from, to int)) {
	at := 0
	for _, p := range g.prog.Params() {
		visit(p, at, at+p.Size())
		at += p.Size()
	}
}

// norms prints SetInputNorm and SetOutputNorm where the spec normalizes.
func (g *generator) norms(f *jen.File) {
	for _, side := range []struct{ name, typ, formula string }{
		{"input", "Input", "the model computes with (x - offset) / scale"},
		{"output", "Output", "the model returns a·scale + offset"},
	} {
		if g.prog.Buffer(side.name+"Offset") == nil {
			continue
		}
		name := "Set" + side.typ + "Norm"
		doc(f, "%s sets the normalization of the %ss: %s. Training fits it on the training data.", name, side.name, side.formula)
		f.Add(method("m", "Model", name)).Params(jen.List(id("offset"), id("scale")).Op("*").Id(side.typ)).Block(
			jen.List(field("m", side.name+"Offset"), field("m", side.name+"Scale")).Op("=").List(jen.Op("*").Id("offset"), jen.Op("*").Id("scale")))
	}
}

// weights prints the table of tensors of a weights file.
func (g *generator) weights(f *jen.File) {
	doc(f, "tensors names the parts of a set of weights that is packed in canonical order, as weights files do.")
	f.Func().Id("tensors").Params(id("prefix").String(), id("flat").Add(g.slice())).Index().Add(nn("Tensor")).Types(g.elem()).Block(
		jen.Return(jen.Index().Add(nn("Tensor")).Types(g.elem()).ValuesFunc(func(v *jen.Group) {
			tensors := g.spec.Tensors()
			g.eachParam(func(_ *ir.Buffer, from, to int) {
				t := tensors[0]
				tensors = tensors[1:]
				v.Line().Add(tensor(id("prefix").Op("+").Lit(t.Name), t.Dims, id("flat").Index(jen.Lit(from), jen.Lit(to))))
			})
			v.Line()
		})))
}
