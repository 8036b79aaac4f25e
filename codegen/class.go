package codegen

import (
	"fmt"

	"github.com/dave/jennifer/jen"
)

// labels prints what the labels become: classes, the two answers of a binary task, or indices into Output.
func (g *generator) labels(f *jen.File) {
	for _, h := range g.heads() {
		g.headLabels(f, h)
	}
}

func (g *generator) headLabels(f *jen.File, h head) {
	out := h.face
	switch {
	case out.Task == Classes || out.Task == Binary:
		g.classType(f, h)
	case len(out.columns()) > 0:
		doc(f, "The entries of Output%s.", h.field())
		f.Const().DefsFunc(func(d *jen.Group) {
			for i, n := range out.columns() {
				d.Add(indexed(out.Go+n.Go, "", i))
			}
		})
	}
}

// classCount is the number of classes: two of a single probability.
func (h head) classCount() int {
	if h.face.Task == Binary {
		return 2
	}
	return h.Units
}

// class is the type of the classes of a head.
func (h head) class() string { return h.face.Go + "Class" }

// count is the Go expression of the number of classes of a head.
func (h head) count() *jen.Statement {
	if h.face.Go == "" && h.face.Task != Binary {
		return id("NumOutputs")
	}
	return jen.Lit(h.classCount())
}

// field is the field of a head in Output, and of names it in a sentence; both are empty where there is one only.
func (h head) field() string {
	if h.face.Go == "" {
		return ""
	}
	return "." + h.face.Go
}

func (h head) of() string {
	if h.face.Go == "" {
		return ""
	}
	return " for " + h.face.Text
}

func (g *generator) classType(f *jen.File, h head) {
	labels, class := h.face.Labels, h.class()
	doc(f, "%s is one of the %d classes%s, or -1 where none can be told: of an input that is NaN, for example.", class, h.classCount(), h.of())
	f.Type().Id(class).Int()
	if len(labels) == 0 {
		g.numberedClass(f, h)
		return
	}
	doc(f, "The classes%s.", h.of())
	f.Const().DefsFunc(func(d *jen.Group) {
		for i, n := range labels {
			d.Add(indexed(h.face.Go+n.Go, class, i))
		}
	})
	names := h.face.Go + "Labels"
	doc(f, "String returns the label of the class as it stands in the data; of -1 it is unknown.")
	f.Func().Params(id("c").Id(class)).Id("String").Params().String().Block(
		unknownClass(),
		jen.If(id("c").Op("<").Lit(0).Op("||").Id("c").Op(">=").Add(h.count())).Block(
			jen.Return(jen.Lit(class+"(").Op("+").Qual("strconv", "Itoa").Call(jen.Int().Call(id("c"))).Op("+").Lit(")"))),
		jen.Return(id(names).Index(id("c"))))
	doc(f, "Parse%s returns the class with the label.", class)
	f.Func().Id("Parse"+class).Params(id("label").String()).Params(id(class), jen.Error()).Block(
		jen.For(jen.List(id("c"), id("name")).Op(":=").Range().Id(names)).Block(
			jen.If(id("name").Op("==").Id("label")).Block(jen.Return(id(class).Call(id("c")), jen.Nil()))),
		g.noClass())
}

// numberedClass prints String and ParseClass where the spec gives no labels: the classes are 0 … n−1.
func (g *generator) numberedClass(f *jen.File, h head) {
	class := h.class()
	doc(f, "String returns the number of the class; of -1 it is unknown.")
	f.Func().Params(id("c").Id(class)).Id("String").Params().String().Block(
		unknownClass(),
		jen.Return(jen.Qual("strconv", "Itoa").Call(jen.Int().Call(id("c")))))
	doc(f, "Parse%s returns the class with the number.", class)
	f.Func().Id("Parse"+class).Params(id("label").String()).Params(id(class), jen.Error()).Block(
		jen.List(id("c"), jen.Err()).Op(":=").Qual("strconv", "Atoi").Call(id("label")),
		jen.If(jen.Err().Op("==").Nil().Op("&&").Id("c").Op(">=").Lit(0).Op("&&").Id("c").Op("<").Add(h.count()).Op("&&").Id("label").Op("==").Qual("strconv", "Itoa").Call(id("c"))).Block(
			jen.Return(id(class).Call(id("c")), jen.Nil())),
		g.noClass())
}

func (g *generator) noClass() *jen.Statement {
	text := fmt.Sprintf("%s: no class is called ", g.face.Package)
	return jen.Return(jen.Lit(0), jen.Qual("errors", "New").Call(jen.Lit(text).Op("+").Qual("strconv", "Quote").Call(id("label"))))
}

// unknownClass is how String begins.
func unknownClass() *jen.Statement {
	return jen.If(id("c").Op("==").Lit(-1)).Block(jen.Return(jen.Lit("unknown")))
}

// decision is the Go expression of what a head that decides between classes decides of its outputs.
func (g *generator) decision(h head, out *jen.Statement) *jen.Statement {
	if h.face.Task == Binary {
		return id(h.class()).Call(g.kernel("answer").Call(out.Clone().Index(jen.Lit(0)), h.threshold(jen.Lit(0))))
	}
	return id(h.class()).Call(g.kernel("classOf").Call(all(out)))
}

// classify prints Classify and ClassOf, which regression does not have.
func (g *generator) classify(f *jen.File) {
	if g.face.several() {
		g.classifyHeads(f)
		return
	}
	h := g.heads()[0]
	result, what := id("Class"), "the most probable class, or -1 where an output is NaN"
	switch h.face.Task {
	case Values:
		return
	case Binary:
		what = "the second class where its probability is at least " + h.face.thresholdWords() + ", else the first, or -1 where it is NaN"
	case Labels:
		result, what = jen.Params(id("labels").Index(id("NumOutputs")).Bool()), "for each label whether its probability is at least "+h.face.thresholdWords()
	}
	g.classifyBy(f, result.Clone(), what)
	doc(f, "ClassOf returns what Classify does, given the outputs.")
	f.Add(method("m", "Model", "ClassOf")).Params(id("y").Op("*").Id("Output")).Add(result).BlockFunc(func(b *jen.Group) {
		if h.face.Task != Labels {
			b.Return(g.decision(h, id("y")))
			return
		}
		b.For(jen.List(id("i"), id("p")).Op(":=").Range().Id("y")).Block(id("labels").Index(id("i")).Op("=").Id("p").Op(">=").Add(h.threshold(id("i"))))
		b.Return(id("labels"))
	})
}

// classifyBy prints Classify, which asks ClassOf.
func (g *generator) classifyBy(f *jen.File, result *jen.Statement, what string) {
	doc(f, "Classify returns %s.", what)
	start := method("m", "Model", "Classify").Params(id("x").Op("*").Id("Input")).Add(result)
	forward := field("m", "Forward").Call(id("x"))
	if g.largeOutput() {
		f.Add(start).Block(borrow("y", "outputPool", "Output"), jen.Op("*").Id("y").Op("=").Add(forward), jen.Return(field("m", "ClassOf").Call(id("y"))))
		pool(f, "outputPool", "Output")
		return
	}
	f.Add(start).Block(id("y").Op(":=").Add(forward), jen.Return(field("m", "ClassOf").Call(jen.Op("&").Id("y"))))
}

// largeOutput reports whether an Output is one that Go would not put on the stack.
func (g *generator) largeOutput() bool { return g.prog.Output.Size()*g.types.bits/8 > 128<<10 }
