package codegen

import (
	"fmt"

	"github.com/dave/jennifer/jen"
)

// labels prints what the labels become: classes, the two answers of a binary task, or indices into Output.
func (g *generator) labels(f *jen.File) {
	labels := g.face.Labels
	switch {
	case g.face.Task == Classes:
		g.classType(f)
	case g.face.Task == Binary && len(labels) == 2:
		doc(f, "The two answers of Classify.")
		f.Const().Defs(id(labels[0].Go).Op("=").False(), id(labels[1].Go).Op("=").True())
	case len(g.face.columns()) > 0:
		doc(f, "The entries of Output.")
		f.Const().DefsFunc(func(d *jen.Group) {
			for i, n := range g.face.columns() {
				d.Add(indexed(n.Go, "", i))
			}
		})
	}
}

func (g *generator) classType(f *jen.File) {
	labels := g.face.Labels
	doc(f, "Class is one of the %d classes.", g.prog.Output.Size())
	f.Type().Id("Class").Int()
	if len(labels) == 0 {
		g.numberedClass(f)
		return
	}
	doc(f, "The classes.")
	f.Const().DefsFunc(func(d *jen.Group) {
		for i, n := range labels {
			d.Add(indexed(n.Go, "Class", i))
		}
	})
	f.Line()
	f.Var().Id("classNames").Op("=").Index(id("NumOutputs")).String().Values(quoted(labels)...)
	doc(f, "String returns the label of the class as it stands in the data.")
	f.Func().Params(id("c").Id("Class")).Id("String").Params().String().Block(
		jen.If(id("c").Op("<").Lit(0).Op("||").Id("c").Op(">=").Id("NumOutputs")).Block(
			jen.Return(jen.Lit("Class(").Op("+").Qual("strconv", "Itoa").Call(jen.Int().Call(id("c"))).Op("+").Lit(")"))),
		jen.Return(id("classNames").Index(id("c"))))
	doc(f, "ParseClass returns the class with the label.")
	f.Func().Id("ParseClass").Params(id("label").String()).Params(id("Class"), jen.Error()).Block(
		jen.For(jen.List(id("c"), id("name")).Op(":=").Range().Id("classNames")).Block(
			jen.If(id("name").Op("==").Id("label")).Block(jen.Return(id("Class").Call(id("c")), jen.Nil()))),
		g.noClass())
}

// numberedClass prints String and ParseClass where the spec gives no labels: the classes are 0 … n−1.
func (g *generator) numberedClass(f *jen.File) {
	doc(f, "String returns the number of the class.")
	f.Func().Params(id("c").Id("Class")).Id("String").Params().String().Block(
		jen.Return(jen.Qual("strconv", "Itoa").Call(jen.Int().Call(id("c")))))
	doc(f, "ParseClass returns the class with the number.")
	f.Func().Id("ParseClass").Params(id("label").String()).Params(id("Class"), jen.Error()).Block(
		jen.List(id("c"), jen.Err()).Op(":=").Qual("strconv", "Atoi").Call(id("label")),
		jen.If(jen.Err().Op("==").Nil().Op("&&").Id("c").Op(">=").Lit(0).Op("&&").Id("c").Op("<").Id("NumOutputs").Op("&&").Id("label").Op("==").Qual("strconv", "Itoa").Call(id("c"))).Block(
			jen.Return(id("Class").Call(id("c")), jen.Nil())),
		g.noClass())
}

func (g *generator) noClass() *jen.Statement {
	text := fmt.Sprintf("%s: no class is called ", g.face.Package)
	return jen.Return(jen.Lit(0), jen.Qual("errors", "New").Call(jen.Lit(text).Op("+").Qual("strconv", "Quote").Call(id("label"))))
}

func quoted(names []Name) []jen.Code {
	var list []jen.Code
	for _, n := range names {
		list = append(list, jen.Lit(n.Text))
	}
	return list
}

// classify prints Classify, which regression does not have.
func (g *generator) classify(f *jen.File) {
	if g.face.Task == Values {
		return
	}
	start := func(result *jen.Statement) *jen.Statement {
		return method("m", "Model", "Classify").Params(id("x").Op("*").Id("Input")).Add(result)
	}
	forward := field("m", "Forward").Call(id("x"))
	half := jen.Op(">=").Lit(0.5)
	switch g.face.Task {
	case Classes:
		doc(f, "Classify returns the most probable class.")
		class := jen.Return(id("Class").Call(g.kernel("argmax").Call(all(id("y")))))
		if g.largeOutput() {
			f.Add(start(id("Class"))).Block(borrow("y", "outputPool", "Output"), jen.Op("*").Id("y").Op("=").Add(forward), class)
			pool(f, "outputPool", "Output")
			return
		}
		f.Add(start(id("Class"))).Block(id("y").Op(":=").Add(forward), class)
	case Binary:
		doc(f, "Classify reports whether the probability is at least one half.")
		f.Add(start(jen.Bool())).Block(jen.Return(forward.Index(jen.Lit(0)).Add(half)))
	default:
		doc(f, "Classify reports for each label whether its probability is at least one half.")
		f.Add(start(jen.Params(id("labels").Index(id("NumOutputs")).Bool()))).Block(
			jen.For(jen.List(id("i"), id("p")).Op(":=").Range().Add(forward)).Block(
				id("labels").Index(id("i")).Op("=").Id("p").Add(half)),
			jen.Return(id("labels")))
	}
}

// largeOutput reports whether an Output is one that Go would not put on the stack.
func (g *generator) largeOutput() bool { return g.prog.Output.Size()*g.types.bits/8 > 128<<10 }
