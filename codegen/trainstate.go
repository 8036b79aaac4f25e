package codegen

import (
	"fmt"
	"slices"

	"github.com/dave/jennifer/jen"
)

// state prints WriteState and ReadState.
func (g *generator) state(f *jen.File) {
	doc(f, "WriteState writes the counters and the optimizer's state to w; the model is written apart. Training goes on from there as if it had not been interrupted.")
	f.Add(method("t", "Trainer", "WriteState")).Params(id("w").Qual("io", "Writer")).Error().BlockFunc(func(b *jen.Group) {
		g.flatStates(b)
		for i, s := range g.kept() {
			b.Id("t").Dot(s).Dot("pack").Call(jen.Lit("WriteState"), statePart(i))
		}
		b.Return(nn("WriteState").Call(id("w"), id("fingerprint"), jen.Lit(g.prog.Optimizer.Name), field("t", "epoch"), field("t", "updates"), id("parts")))
	})
	doc(f, "ReadState reads what WriteState wrote, and nothing beyond its end; the optimizer must be the same. On an error t is unchanged.")
	f.Add(method("t", "Trainer", "ReadState")).Params(id("r").Qual("io", "Reader")).Error().BlockFunc(func(b *jen.Group) {
		g.flatStates(b)
		b.List(id("epoch"), id("updates"), jen.Err()).Op(":=").Add(nn("ReadState")).Call(id("r"), id("fingerprint"), jen.Lit(g.prog.Optimizer.Name), id("parts"))
		b.If(jen.Err().Op("!=").Nil()).Block(jen.Return(jen.Err()))
		b.List(field("t", "epoch"), field("t", "updates")).Op("=").List(id("epoch"), id("updates"))
		for i, s := range g.kept() {
			b.Id("t").Dot(s).Dot("unpack").Call(statePart(i))
		}
		g.storage.round(b, field("t", "model"), field("t", "weights"))
		b.Return(jen.Nil())
	})
	g.marshalState(f)
}

// kept are the sets of weights that a trainer remembers besides the model.
func (g *generator) kept() []string { return slices.Concat(g.storage.kept(), g.prog.Optimizer.States) }

// flatStates declares the states packed one after the other, and their parts by name.
func (g *generator) flatStates(b *jen.Group) {
	n := len(g.kept())
	if n == 0 {
		b.Var().Id("parts").Index().Add(nn("Tensor")).Types(g.elem()).Comment("// " + fmt.Sprintf("%s keeps no state", g.prog.Optimizer.Name))
		return
	}
	b.Id("flat").Op(":=").Make(g.slice(), multiple(n))
	parts := &jen.Statement{}
	for i, s := range g.kept() {
		list := id("tensors").Call(jen.Lit(s+"."), statePart(i))
		if slices.Contains(g.prog.Optimizer.Squares, s) {
			list = nn("Within").Call(nn("NonNegative"), list)
		}
		if i == 0 {
			parts = list
			continue
		}
		parts = jen.Append(parts, list.Op("..."))
	}
	b.Id("parts").Op(":=").Add(parts)
}

// statePart is the part of flat that holds the i-th state.
func statePart(i int) *jen.Statement {
	from := jen.Empty()
	if i > 0 {
		from = multiple(i)
	}
	return id("flat").Index(from, multiple(i+1))
}

// multiple is k*NumParams.
func multiple(k int) *jen.Statement {
	if k == 1 {
		return id("NumParams")
	}
	return jen.Lit(k).Op("*").Id("NumParams")
}
