package codegen

import (
	"strconv"
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/nngen/nngen/internal/ir"
)

// Rows of a batch are taken in blocks, so that the scratch memory is bounded and stays in the cache.
const (
	maxBlockRows  = 256
	maxBlockBytes = 4 << 20
)

// forwardBatch prints ForwardBatch: through matrix products, and in blocks where these need scratch memory.
func (g *generator) forwardBatch(f *jen.File) {
	doc(f, "ForwardBatch computes ys[i] = Forward(xs[i]) for all examples, up to rounding. The slices must be of one length, and not empty.")
	args := jen.Params(id("ys").Index().Id("Output"), id("xs").Index().Id("Input"))
	check := nn("CheckBatch").Call(jen.Lit("ForwardBatch"), jen.Len(id("xs")), jen.Len(id("ys")))
	m := method("m", "Model", "ForwardBatch").Add(args)
	if len(g.temps) == 0 {
		f.Add(m).BlockFunc(func(b *jen.Group) {
			b.Id("n").Op(":=").Add(check)
			b.Add(g.oneByOne(id("n")))
			b.List(id("x"), id("y")).Op(":=").List(g.flat("xs"), g.flat("ys"))
			g.forwardRows(b)
		})
		return
	}
	part := func(s string) *jen.Statement { return id(s).Index(jen.Empty(), id("n")) }
	rest := func(s string) *jen.Statement { return id(s).Index(id("n"), jen.Empty()) }
	f.Add(m).Block(check,
		g.oneByOne(jen.Len(id("xs"))),
		borrow("s", "blockPool", "block"),
		jen.For(jen.Len(id("xs")).Op(">").Lit(0)).Block(
			id("n").Op(":=").Min(jen.Len(id("xs")), id("blockRows")),
			id("m").Dot("forwardBlock").Call(id("s"), part("ys"), part("xs")),
			jen.List(id("ys"), id("xs")).Op("=").List(rest("ys"), rest("xs"))))
	g.forwardBlock(f)
	g.blockType(f)
}

// oneByOne leaves a batch of few examples to Forward: products of matrices have more to prepare.
func (g *generator) oneByOne(n *jen.Statement) *jen.Statement {
	at := func(s string, i jen.Code) *jen.Statement { return id(s).Index(i) }
	forward := func(i jen.Code) *jen.Statement {
		return at("ys", i).Op("=").Id("m").Dot("Forward").Call(jen.Op("&").Add(at("xs", i)))
	}
	most := g.fewExamples()
	if most == 1 {
		return jen.Comment("// One example alone is quicker without products of matrices.").Line().
			If(n.Op("==").Lit(1)).Block(forward(jen.Lit(0)), jen.Return())
	}
	return jen.Comment("// So few examples are quicker one by one, without products of matrices.").Line().
		If(n.Op("<=").Lit(most)).Block(jen.For(id("i").Op(":=").Range().Id("xs")).Block(forward(id("i"))), jen.Return())
}

// fewExamples is up to how many examples are quicker one by one: three if all layers are products with relu or softmax, with
// weights that a near cache holds, else one.
func (g *generator) fewExamples() int {
	const few, nearby = 3, 256 << 10
	bytes := 0
	for _, in := range g.prog.Forward {
		switch {
		case in.Op == ir.Affine:
			bytes += in.Args[0].Size() * g.types.bits / 8
		case in.Op != ir.Softmax && !in.IsRelu(in.Dst):
			return 1
		}
	}
	if bytes > nearby || g.prog.HalfWeights {
		return 1
	}
	return few
}

func (g *generator) forwardBlock(f *jen.File) {
	doc(f, "forwardBlock computes at most blockRows rows.")
	f.Add(method("m", "Model", "forwardBlock")).Params(id("s").Op("*").Id("block"), id("ys").Index().Id("Output"), id("xs").Index().Id("Input")).BlockFunc(func(b *jen.Group) {
		b.List(id("n"), id("x"), id("y")).Op(":=").List(jen.Len(id("xs")), g.flat("xs"), g.flat("ys"))
		for _, group := range g.prog.ForwardScratch {
			for _, t := range group {
				b.Id(t.Name).Op(":=").Id("s").Dot(group[0].Name).Index(jen.Empty(), times("n", t.Rows))
			}
		}
		g.forwardRows(b)
	})
}

// forwardRows prints the layers for n rows, from x to y.
func (g *generator) forwardRows(b *jen.Group) {
	body := &batch{generator: g, Group: b, buf: func(t *ir.Buffer) *jen.Statement {
		switch {
		case t == g.prog.Output:
			return id("y")
		case t.Role == ir.Param || t.Role == ir.Constant:
			return field("m", t.Name)
		}
		return id(t.Name)
	}}
	body.paragraphs(g.prog.Forward)
}

// flat is the view of a slice of examples as one slice of numbers.
func (g *generator) flat(name string) *jen.Statement {
	return nn("Floats" + strconv.Itoa(g.types.bits)).Call(id(name))
}

func (g *generator) blockType(f *jen.File) {
	units := 1
	for _, group := range g.prog.ForwardScratch {
		units += group[0].Rows
	}
	rows := min(maxBlockRows, max(1, maxBlockBytes*8/g.types.bits/units))
	doc(f, "block is what ForwardBatch computes on the way for blockRows rows.")
	f.Type().Id("block").StructFunc(func(s *jen.Group) {
		for _, group := range g.prog.ForwardScratch {
			s.Id(group[0].Name).Index(times("blockRows", group[0].Rows)).Add(g.elem()).Add(inTurn(group))
		}
	})
	f.Line()
	f.Const().Id("blockRows").Op("=").Lit(rows)
	pool(f, "blockPool", "block")
}

// inTurn is the comment on memory that several buffers use one after the other.
func inTurn(group []*ir.Buffer) *jen.Statement {
	if len(group) == 1 {
		return jen.Null()
	}
	var names []string
	for _, b := range group {
		names = append(names, b.Name)
	}
	if n := len(names); n > 6 {
		names = append(names[:3], "…", names[n-1])
	}
	return jen.Comment("// " + strings.Join(names, ", ") + " in turn")
}
