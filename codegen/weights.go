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
	dst, src := id("dst").Add(g.slice()), id("src").Add(g.slice())
	packed := &parts{recv: "w", typ: of, name: "pack"}
	packed.add(dst, id("dst"))
	each(g, packed, g.placed(), "copies some of them", g.likePlaces(), func(b *jen.Group, p placed) {
		b.Add(memories[storage(p.Buffer)].pack(g, p.Buffer, g.placeOf("dst", p), all(g.of(id("w"), g.kin.params, p.Buffer))))
	})
	doc(f, "pack copies the weights to dst in canonical order. A panic about the length of dst begins with what.")
	f.Add(method("w", of, "pack")).Params(id("what").String(), dst).BlockFunc(func(b *jen.Group) {
		b.Add(nn("CheckLen")).Call(id("what"), jen.Len(id("dst")), id("NumParams"))
		packed.print(b)
	})
	packed.methods(f)
	unpacked := &parts{recv: "w", typ: of, name: "unpack"}
	unpacked.add(src, id("src"))
	each(g, unpacked, g.placed(), "copies some of them", g.likePlaces(), func(b *jen.Group, p placed) {
		b.Add(memories[storage(p.Buffer)].unpack(g, p.Buffer, all(g.of(id("w"), g.kin.params, p.Buffer)), g.placeOf("src", p)))
	})
	doc(f, "unpack is the inverse of pack.")
	f.Add(method("w", of, "unpack")).Params(src).BlockFunc(unpacked.print)
	unpacked.methods(f)
}

// placed is a parameter and its place in canonical order.
type placed struct {
	*ir.Buffer
	from int
}

// placeOf is where a list in canonical order has the parameter.
func (g *generator) placeOf(list string, p placed) *jen.Statement {
	return id(list).Index(linear(p.from, g.loop.advance), linear(p.from+p.Size(), g.loop.advance))
}

// likePlaces says when the parameters of two layers are copied alike.
func (g *generator) likePlaces() likeness[placed] {
	return likeness[placed]{
		func(a, b placed) (loop, bool) {
			l, ok := g.kin.params.apart(a.Buffer, b.Buffer)
			l.advance = b.from - a.from
			return l, ok
		},
		func(a, b placed, by loop) bool {
			return g.kin.params.moved(a.Buffer, b.Buffer, itself, by.stride) && b.from == a.from+by.advance
		},
	}
}

func (g *generator) placed() (list []placed) {
	at := 0
	for _, p := range g.prog.Params() {
		list = append(list, placed{p, at})
		at += p.Size()
	}
	return list
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
	list := jen.Index().Add(nn("Tensor")).Types(g.elem())
	doc(f, "tensors names the parts of a set of weights, in canonical order, as weights files do.")
	sig := f.Add(method("w", of, "tensors")).Params(id("prefix").String()).Add(list)
	one := func(p *ir.Buffer) *jen.Statement {
		name := id("prefix").Op("+").Add(g.tensorName(p.Saved.Tensor))
		return tensor(name, p.Dims, memories[storage(p)].holder(), all(g.of(id("w"), g.kin.params, p)), stride(p)...)
	}
	if params := g.prog.Params(); len(params) <= maxSteps {
		sig.Block(jen.Return(list.Clone().ValuesFunc(func(v *jen.Group) {
			for _, p := range params {
				v.Line().Add(one(p))
			}
			v.Line()
		})))
		return
	}
	p := &parts{recv: "w", typ: of, name: "tensors"}
	p.add(id("list").Add(list), id("list"))
	p.add(id("prefix").String(), id("prefix"))
	p.result = list
	each(g, p, g.prog.Params(), "adds some of them to the list", g.likeTensors(), func(b *jen.Group, p *ir.Buffer) {
		b.Id("list").Op("=").Append(id("list"), nn("Tensor").Types(g.elem()).Add(one(p)))
	})
	sig.BlockFunc(func(b *jen.Group) {
		b.Var().Id("list").Add(list)
		p.print(b)
		b.Return(id("list"))
	})
	p.methods(f)
}

// tensorName is the name of a tensor, in a loop with the number of the layer.
func (g *generator) tensorName(name string) *jen.Statement {
	number, rest, ok := layerTensor(name)
	if !ok || g.loop.number == 0 {
		return jen.Lit(name)
	}
	return jen.Lit("layer").Op("+").Qual("strconv", "Itoa").Call(linear(number, g.loop.number)).Op("+").Lit(rest)
}

// likeTensors says when the parameters of two layers have names alike.
func (g *generator) likeTensors() likeness[*ir.Buffer] {
	return likeness[*ir.Buffer]{
		func(a, b *ir.Buffer) (loop, bool) {
			l, ok := g.kin.params.apart(a, b)
			m, _, _ := layerTensor(a.Saved.Tensor)
			n, _, _ := layerTensor(b.Saved.Tensor)
			l.number = n - m
			return l, ok
		},
		func(a, b *ir.Buffer, by loop) bool {
			m, end, ok := layerTensor(a.Saved.Tensor)
			n, too, also := layerTensor(b.Saved.Tensor)
			return g.kin.params.moved(a, b, itself, by.stride) && ok && also && end == too && n == m+by.number
		},
	}
}

// stride is the field that says how weights lie in memory, where that is not as in the file.
func stride(p *ir.Buffer) []jen.Code {
	if p.Layout == ir.InputMajor {
		return []jen.Code{id("Stride").Op(":").Lit(p.Stride())}
	}
	return nil
}
