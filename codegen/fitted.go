package codegen

import (
	"math"

	"github.com/dave/jennifer/jen"

	"github.com/nngen/nngen/internal/ir"
)

// blank is a model of which nothing is set but what the spec says.
func (g *generator) blank() *jen.Statement {
	if len(g.started()) == 0 {
		return jen.New(id("Model"))
	}
	return id("blank").Call()
}

// bare is blank, but a program that makes its model so is linked with less.
func (g *generator) bare() *jen.Statement {
	if len(g.started()) == 0 {
		return nn("Blank").Types(id("Model")).Call()
	}
	return g.blank()
}

// started are the buffers of a model that begin with numbers of their own.
func (g *generator) started() (list []*ir.Buffer) {
	for _, c := range g.held() {
		if c.Saved.Fill.Values != nil {
			list = append(list, c)
		}
	}
	return list
}

// blankModel prints the function that makes one.
func (g *generator) blankModel(f *jen.File) {
	if len(g.started()) == 0 {
		return
	}
	what := "with what the spec says of missing values: NaN where nothing stands for one. Training finds the rest."
	switch n := len(g.thresholds()); {
	case n == len(g.started()):
		what = "of which nothing is set but the threshold of its answers."
	case n > 0:
		what = "with thresholds, and " + what[len("with "):]
	}
	doc(f, "blank returns a model %s", what)
	f.Func().Id("blank").Params().Op("*").Id("Model").BlockFunc(func(b *jen.Group) {
		b.Id("m").Op(":=").Add(nn("Blank").Types(id("Model"))).Call()
		for _, c := range g.started() {
			g.start(b, c)
		}
		b.Return(id("m"))
	})
}

// start prints the numbers that a buffer begins with.
func (g *generator) start(b *jen.Group, c *ir.Buffer) {
	values := c.Saved.Fill.Values
	if c.Saved.Threshold {
		b.Add(g.kernel("fill")).Call(all(field("m", c.Name)), jen.Op(number(values[0])))
		return
	}
	if len(c.Dims) > 1 { // every row is the same
		n := c.Dims[1]
		b.For(id("k").Op(":=").Range().Add(field("m", c.Name))).Block(
			field("m", c.Name).Index(id("k")).Op("=").Add(g.elem()).Call(id("k").Op("%").Lit(n)).Op("/").Lit(n - 1))
		return
	}
	if math.IsNaN(sum(values)) {
		b.Add(g.kernel("fill")).Call(all(field("m", c.Name)), g.elem().Call(jen.Qual("math", "NaN").Call()))
	}
	for i, v := range values {
		if !math.IsNaN(v) && (v != 0 || math.IsNaN(sum(values))) {
			b.Add(field("m", c.Name)).Index(id(g.face.Inputs[i].Go)).Op("=").Op(number(v))
		}
	}
}

func sum(list []float64) (s float64) {
	for _, v := range list {
		s += v
	}
	return s
}

// heldTensor is what files hold of a model besides its parameters.
type heldTensor struct {
	Stored
	numbers *jen.Statement // the part of the model
	more    []jen.Code     // fields of the runtime's Tensor
}

// heldTensors lists them in the order of files.
func (g *generator) heldTensors() (list []heldTensor) {
	for _, c := range g.held() {
		if c.Saved.Fill.Values == nil || c.Saved.Threshold {
			list = append(list, heldTensor{Stored{c.Saved.Tensor, c.Dims}, all(field("m", c.Name)), domain(c)})
			continue
		}
		for _, p := range c.Saved.Parts {
			list = append(list, heldTensor{Stored{p.Tensor, p.Dims}, field("m", c.Name).Index(jen.Lit(p.From), jen.Lit(p.From+product(p.Dims))), nil})
		}
	}
	return list
}

// product is how many numbers have these dimensions.
func product(dims []int) int {
	n := 1
	for _, d := range dims {
		n *= d
	}
	return n
}

// fitted prints how training sets what it finds in the data besides offsets and scales.
func (g *generator) fitted(f *jen.File) {
	for _, c := range g.started() {
		if c.Saved.Tensor == "input.fill" && len(c.Saved.Parts) > 0 {
			g.setFill(f, c)
		}
	}
	g.setEdges(f)
}

// setFill prints SetInputFill. Fills that the spec gives are left.
func (g *generator) setFill(f *jen.File, c *ir.Buffer) {
	doc(f, "SetInputFill sets what stands for missing values, in raw units. Entries for which the spec has a value, or none, keep that. Training finds the others in the training data.")
	f.Add(method("m", "Model", "SetInputFill")).Params(id("fill").Op("*").Id("Input")).BlockFunc(func(b *jen.Group) {
		g.own(b, "SetInputFill")
		for at := 0; at < len(c.Saved.Parts); {
			from, n := c.Saved.Parts[at].From, 1
			for at+n < len(c.Saved.Parts) && c.Saved.Parts[at+n].From == from+n {
				n++
			}
			b.Copy(field("m", c.Name).Index(jen.Lit(from), jen.Lit(from+n)), id("fill").Index(jen.Lit(from), jen.Lit(from+n)))
			at += n
		}
	})
}

// setEdges prints SetInputEdges, where numbers are encoded piecewise: the edges of the inputs in their order.
func (g *generator) setEdges(f *jen.File) {
	type run struct {
		name     string
		from, to int
	}
	var runs []run
	total := 0
	for i := range g.face.Columns {
		for _, c := range g.started() {
			for _, p := range c.Saved.Parts {
				if p.Tensor == "input."+g.face.Columns[i].Called+".edges" {
					runs = append(runs, run{c.Name, p.From, p.From + p.Dims[0]})
					total += p.Dims[0]
				}
			}
		}
	}
	if total == 0 {
		return
	}
	doc(f, "SetInputEdges sets the edges of the bins of inputs that are encoded piecewise, in raw units and ascending: those of one input after the other. Training takes quantiles of the training data.")
	f.Add(method("m", "Model", "SetInputEdges")).Params(id("edges").Add(g.slice())).BlockFunc(func(b *jen.Group) {
		g.own(b, "SetInputEdges")
		b.Add(nn("CheckLen")).Call(jen.Lit("SetInputEdges"), jen.Len(id("edges")), jen.Lit(total))
		at := 0
		for _, r := range runs {
			n := r.to - r.from
			b.Copy(field("m", r.name).Index(jen.Lit(r.from), jen.Lit(r.to)), id("edges").Index(jen.Lit(at), jen.Lit(at+n)))
			at += n
		}
	})
}
