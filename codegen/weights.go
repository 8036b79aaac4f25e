package codegen

import (
	"github.com/dave/jennifer/jen"

	"github.com/nngen/nngen/internal/ir"
)

// params prints Params and SetParams, and the packing that shows every set of weights in canonical order.
func (g *generator) params(f *jen.File) {
	doc(f, "Params copies the parameters to dst in canonical order: W1 row by row, b1, W2, b2 and so on.")
	f.Add(method("m", "Model", "Params")).Params(id("dst").Add(g.slice())).Block(field("m", paramsField).Dot("pack").Call(jen.Lit("Params"), id("dst")))
	doc(f, "SetParams sets the parameters, which are in canonical order.")
	f.Add(method("m", "Model", "SetParams")).Params(id("src").Add(g.slice())).BlockFunc(func(b *jen.Group) {
		g.own(b, "SetParams")
		b.Add(nn("CheckLen")).Call(jen.Lit("SetParams"), jen.Len(id("src")), id("NumParams"))
		b.Add(field("m", paramsField)).Dot("unpack").Call(id("src"))
	})
	g.packing(f, "weights", func(*ir.Buffer) ir.Storage { return ir.Full })
	if params := g.storage.params(); params != "weights" {
		g.packing(f, params, func(p *ir.Buffer) ir.Storage { return p.Storage })
	}
}

// packing prints pack and unpack of a type that has the parameters in the storage given.
func (g *generator) packing(f *jen.File, of string, storage func(*ir.Buffer) ir.Storage) {
	doc(f, "pack copies the weights to dst in canonical order. A panic about the length of dst begins with what.")
	f.Add(method("w", of, "pack")).Params(id("what").String(), id("dst").Add(g.slice())).BlockFunc(func(b *jen.Group) {
		b.Add(nn("CheckLen")).Call(id("what"), jen.Len(id("dst")), id("NumParams"))
		g.eachParam(func(p *ir.Buffer, from, to int) {
			b.Add(memories[storage(p)].pack(g, p, id("dst").Index(jen.Lit(from), jen.Lit(to)), all(field("w", p.Name))))
		})
	})
	doc(f, "unpack is the inverse of pack.")
	f.Add(method("w", of, "unpack")).Params(id("src").Add(g.slice())).BlockFunc(func(b *jen.Group) {
		g.eachParam(func(p *ir.Buffer, from, to int) {
			b.Add(memories[storage(p)].unpack(g, p, all(field("w", p.Name)), id("src").Index(jen.Lit(from), jen.Lit(to))))
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

// norms prints SetInputNorm, SetOutputNorm and SetOutputRange, as far as the spec asks for them.
func (g *generator) norms(f *jen.File) {
	g.portNorms(f)
	g.headNorms(f)
	output := "a·scale + offset"
	if g.face.Heads[0].Log1p {
		output = "expm1(a·scale + offset)"
	}
	for _, side := range []struct{ name, typ, formula string }{
		{"input", "Input", "the model computes with (x - offset) / scale"},
		{"output", "Output", "the model returns " + output},
	} {
		if !g.normalizes(side.name) || side.typ == "Input" && len(g.face.Ports) > 0 {
			continue
		}
		name := "Set" + side.typ + "Norm"
		doc(f, "%s sets the normalization of the %ss: %s. Training fits it on the training data.", name, side.name, side.formula)
		f.Add(method("m", "Model", name)).Params(jen.List(id("offset"), id("scale")).Op("*").Id(side.typ)).BlockFunc(func(b *jen.Group) {
			g.own(b, name)
			b.List(field("m", side.name+"Offset"), field("m", side.name+"Scale")).Op("=").List(jen.Op("*").Id("offset"), jen.Op("*").Id("scale"))
		})
	}
	g.ranges(f)
	g.setThreshold(f)
}

// ranges prints SetOutputRange where outputs are kept within a range.
func (g *generator) ranges(f *jen.File) {
	var heads []head
	for _, h := range g.heads() {
		if h.face.Range != "" {
			heads = append(heads, h)
		}
	}
	if len(heads) == 0 {
		return
	}
	others := ""
	if g.face.several() {
		others = " Heads that are not clipped ignore theirs."
	}
	doc(f, "SetOutputRange sets what outputs are kept within, in raw units: low ≤ y ≤ high. Training takes the least and the largest of the training targets.%s", others)
	f.Add(method("m", "Model", "SetOutputRange")).Params(jen.List(id("low"), id("high")).Op("*").Id("Output")).BlockFunc(func(b *jen.Group) {
		g.own(b, "SetOutputRange")
		for _, h := range heads {
			low, high := jen.Op("*").Id("low"), jen.Op("*").Id("high")
			if g.face.several() {
				low, high = field("low", h.face.Go), field("high", h.face.Go)
			}
			b.List(field("m", h.face.Range+"Low"), field("m", h.face.Range+"High")).Op("=").List(low, high)
		}
	})
}

// weights prints the tables of tensors of a weights file.
func (g *generator) weights(f *jen.File) {
	g.tensors(f, "weights", func(*ir.Buffer) ir.Storage { return ir.Full })
	if params := g.storage.params(); params != "weights" {
		g.tensors(f, params, func(p *ir.Buffer) ir.Storage { return p.Storage })
	}
}

// tensors prints the table of a type that has the parameters in the storage given.
func (g *generator) tensors(f *jen.File, of string, storage func(*ir.Buffer) ir.Storage) {
	doc(f, "tensors names the parts of a set of weights, in canonical order, as weights files do.")
	f.Add(method("w", of, "tensors")).Params(id("prefix").String()).Index().Add(nn("Tensor")).Types(g.elem()).Block(
		jen.Return(jen.Index().Add(nn("Tensor")).Types(g.elem()).ValuesFunc(func(v *jen.Group) {
			for _, p := range g.prog.Params() {
				v.Line().Add(tensor(id("prefix").Op("+").Lit(p.Saved.Tensor), p.Dims, memories[storage(p)].holder(), all(field("w", p.Name)), stride(p)...))
			}
			v.Line()
		})))
}

// stride is the field that says how weights lie in memory, where that is not as in the file.
func stride(p *ir.Buffer) []jen.Code {
	if p.Layout == ir.InputMajor {
		return []jen.Code{id("Stride").Op(":").Lit(p.Stride())}
	}
	return nil
}
