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
		g.stateParts(b, func(i int) *jen.Statement { return field("t", g.kept()[i]) })
		b.Return(nn("WriteState").Call(id("w"), id("fingerprint"), jen.Lit(g.prog.Optimizer.Name), field("t", "epoch"), field("t", "updates"), id("parts")))
	})
	doc(f, "ReadState reads what WriteState wrote, and nothing beyond its end; the optimizer must be the same. On an error t is unchanged.")
	f.Add(method("t", "Trainer", "ReadState")).Params(id("r").Qual("io", "Reader")).Error().BlockFunc(func(b *jen.Group) {
		if n := len(g.kept()); n > 0 {
			b.Var().Id("read").Index(jen.Lit(n)).Id("weights")
		}
		g.stateParts(b, func(i int) *jen.Statement { return id("read").Index(jen.Lit(i)) })
		b.List(id("epoch"), id("updates"), jen.Err()).Op(":=").Add(nn("ReadState")).Call(id("r"), id("fingerprint"), jen.Lit(g.prog.Optimizer.Name), id("parts"))
		b.If(jen.Err().Op("!=").Nil()).Block(jen.Return(jen.Err()))
		b.List(field("t", "epoch"), field("t", "updates")).Op("=").List(id("epoch"), id("updates"))
		for i, s := range g.kept() {
			b.Op("*").Id("t").Dot(s).Op("=").Id("read").Index(jen.Lit(i))
		}
		g.storage.round(b, field("t", "model"), field("t", "weights"))
		b.Return(jen.Nil())
	})
	g.marshalState(f)
}

// kept are the sets of weights that a trainer remembers besides the model.
func (g *generator) kept() []string { return slices.Concat(g.storage.kept(), g.prog.Optimizer.States) }

// stateParts declares the parts of the states by name; set is the Go expression of each.
func (g *generator) stateParts(b *jen.Group, set func(i int) *jen.Statement) {
	if len(g.kept()) == 0 {
		b.Var().Id("parts").Index().Add(nn("Tensor")).Types(g.elem()).Comment("// " + fmt.Sprintf("%s keeps no state", g.prog.Optimizer.Name))
		return
	}
	parts := &jen.Statement{}
	for i, s := range g.kept() {
		list := set(i).Dot("tensors").Call(jen.Lit(s + "."))
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
