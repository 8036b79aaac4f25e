package codegen

import (
	"slices"

	"github.com/dave/jennifer/jen"

	"github.com/nngen/nngen/internal/ir"
)

// soft reports whether a target is a class, which may be given as probabilities instead.
func (g *generator) soft() bool {
	return slices.ContainsFunc(g.heads(), func(h head) bool { return h.ClassTarget })
}

// backwardSoft prints BackwardSoft.
func (g *generator) backwardSoft(f *jen.File) {
	if !g.soft() {
		return
	}
	others := ""
	if slices.ContainsFunc(g.heads(), func(h head) bool { return !h.ClassTarget }) {
		others = " Targets of heads without classes stand in ps as they are."
	}
	doc(f, "BackwardSoft is Backward where the target of an example is a probability of each class: what another model says, or several classes at once. With one class of probability 1 it is Backward.%s", others)
	params := []jen.Code{batchParams[0], id("ps").Index().Id("Output")}
	f.Add(method("t", "Trainer", "BackwardSoft")).Params(params...).Params(id("loss").Add(g.elem())).BlockFunc(func(b *jen.Group) {
		g.batchStart(b, "BackwardSoft", true, g.prog.Loss)
		g.losses(b, softLoss)
		g.throughLayers(b)
		g.lossResult(b, softLoss)
	})
	g.splitSoft(f)
}

func (g *generator) softCrossEntropy(b *jen.Group, h head, grad *ir.Instr) {
	z := h.Loss.Args[0]
	targets := field("t", h.local("soft"))
	if !g.face.several() {
		targets = g.floats(g.repeated(b, h, "ps", "memberSoft"))
	}
	b.Id(h.local("sum")).Op(":=").Add(g.kernel("softCrossEntropyGradRows")).Call(
		g.trainBuf(grad.Dst), g.trainBuf(z), targets, jen.Lit(h.Units), jen.Op(number(h.smoothing())), id(h.local("scale")))
}

// splitSoft prints how soft targets are put into place.
func (g *generator) splitSoft(f *jen.File) {
	if !g.face.several() {
		return
	}
	doc(f, "splitSoft is split of targets with probabilities in the place of classes.")
	f.Add(method("t", "Trainer", "splitSoft")).Params(id("ps").Index().Id("Output")).BlockFunc(func(b *jen.Group) {
		for _, h := range g.heads() {
			b.Add(g.softTargets(h)).Op("=").Add(g.softTargets(h)).Index(jen.Empty(), jen.Lit(0))
		}
		b.For(id("i").Op(":=").Range().Id("ps")).BlockFunc(func(b *jen.Group) {
			for _, h := range g.heads() {
				b.Add(h.eachMember(jen.Add(g.softTargets(h)).Op("=").Append(g.softTargets(h), id("ps").Index(id("i")).Dot(h.face.Go).Index(jen.Op(":")).Op("..."))))
			}
		})
	})
}

// softTargets is the field that holds the soft targets of a head, or those that are no classes.
func (g *generator) softTargets(h head) *jen.Statement {
	if h.ClassTarget {
		return field("t", h.local("soft"))
	}
	return field("t", h.local("targets"))
}
