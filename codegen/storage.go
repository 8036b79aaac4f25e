package codegen

import (
	"slices"

	"github.com/dave/jennifer/jen"

	"github.com/nngen/nngen/internal/ir"
)

// storage is how a model keeps its parameters, and what follows from it. A trainer changes a set of weights in full.
type storage interface {
	// params is the type of a model's parameters.
	params() string
	// trained is what a trainer t changes, and local what its methods call that.
	trained() *jen.Statement
	local() *jen.Statement
	// kept are the sets of weights in full that a trainer has besides the gradient and the states of the optimizer.
	kept() []string
	// declare prints params and its methods, where it is not the type of weights in full.
	declare(f *jen.File)
	// draw declares what New draws the parameters into.
	draw(b *jen.Group)
	// round gives a model what has been drawn or changed.
	round(b *jen.Group, model, weights *jen.Statement)
	// train ends NewTrainer with the trainer made.
	train(b *jen.Group, made *jen.Statement)
}

// storageOf is how the models of a program keep their parameters.
func (g *generator) storageOf() storage {
	if slices.ContainsFunc(g.prog.Params(), func(p *ir.Buffer) bool { return p.Storage != ir.Full }) {
		return rounded{g}
	}
	return whole{}
}

// whole is of models that keep all parameters in full: the trainer changes these.
type whole struct{}

func (whole) params() string                                   { return "weights" }
func (whole) trained() *jen.Statement                          { return field("t", "model").Dot(paramsField) }
func (whole) local() *jen.Statement                            { return field("m", paramsField) }
func (whole) kept() []string                                   { return nil }
func (whole) declare(*jen.File)                                {}
func (whole) draw(*jen.Group)                                  {}
func (whole) round(*jen.Group, *jen.Statement, *jen.Statement) {}
func (whole) train(b *jen.Group, made *jen.Statement)          { b.Return(made) }

// rounded is of models that keep some parameters in fewer bits, in a type of its own. The trainer has them in full besides.
type rounded struct{ *generator }

func (rounded) params() string          { return "stored" }
func (rounded) trained() *jen.Statement { return field("t", "weights") }
func (rounded) local() *jen.Statement   { return id("w") }
func (rounded) kept() []string          { return []string{"weights"} }

func (rounded) draw(b *jen.Group) { b.Id("w").Op(":=").New(id("weights")) }

func (rounded) round(b *jen.Group, model, weights *jen.Statement) {
	b.Add(model).Dot(paramsField).Dot("round").Call(weights)
}

func (rounded) train(b *jen.Group, made *jen.Statement) {
	b.Id("t").Op(":=").Add(made)
	b.Add(field("m", paramsField)).Dot("widen").Call(field("t", "weights"))
	b.Return(id("t"))
}

func (r rounded) declare(f *jen.File) {
	doc(f, "stored holds the parameters of a model, in %s where they are many.", r.prog.Weights)
	f.Type().Id("stored").StructFunc(func(s *jen.Group) {
		for _, p := range r.prog.Params() {
			memories[p.Storage].declare(r.generator, s, p)
		}
	})
	r.each(f, "round", "round sets the parameters to those of w, rounded.", func(a memory, p *ir.Buffer) jen.Code {
		return a.round(p, field("s", p.Name), field("w", p.Name))
	})
	r.each(f, "widen", "widen sets w to the parameters.", func(a memory, p *ir.Buffer) jen.Code {
		return a.widen(p, field("w", p.Name), field("s", p.Name))
	})
}

// each prints a method that goes over all parameters, those in full and the stored ones.
func (r rounded) each(f *jen.File, name, what string, step func(a memory, p *ir.Buffer) jen.Code) {
	weights := id("w").Op("*").Id("weights")
	p := &parts{recv: "s", typ: "stored", name: name}
	p.add(weights, id("w"))
	each(r.generator, p, r.prog.Params(), "is "+name+" for some of them", never[*ir.Buffer](), func(b *jen.Group, p *ir.Buffer) { b.Add(step(memories[p.Storage], p)) })
	doc(f, "%s", what)
	f.Add(method("s", "stored", name)).Params(weights).BlockFunc(p.print)
	p.methods(f)
}

// trainModel declares what trainBuf finds the constants and parameters in that the instructions read.
func (g *generator) trainModel(b *jen.Group, lists ...[]*ir.Instr) {
	list := slices.Concat(lists...)
	_, apart := g.storage.(rounded)
	if reads(list, ir.Constant) || reads(list, ir.Running) || reads(list, ir.Param) && !apart {
		b.Id("m").Op(":=").Add(field("t", "model"))
	}
	if reads(list, ir.Param) && apart {
		b.Add(g.storage.local()).Op(":=").Add(g.storage.trained())
	}
}
