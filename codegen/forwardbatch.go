package codegen

import (
	"slices"
	"strconv"
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/nngen/nngen/internal/ir"
)

// maxBlockBytes is the scratch memory of a block of rows. Where the weights are so few that reading them for each block costs nothing, it is
// nearBytes: the nearest cache then holds what a layer computes until the next has read it. A block has leastNearRows at least.
const (
	maxBlockBytes = 4 << 20
	nearBytes     = 32 << 10
	leastNearRows = 48
)

// forwardBatch prints ForwardBatch: through matrix products, and in blocks where these need scratch memory.
func (g *generator) forwardBatch(f *jen.File) {
	doc(f, "ForwardBatch computes ys[i] = Forward(xs[i]) for all examples, up to rounding. The slices must be of one length, and not empty.")
	args := jen.Params(id("ys").Index().Id("Output"), id("xs").Index().Id("Input"))
	check := nn("CheckBatch").Call(jen.Lit("ForwardBatch"), jen.Len(id("xs")), jen.Len(id("ys")))
	m := method("m", "Model", "ForwardBatch").Add(args)
	if len(g.temps) == 0 {
		rows := g.rowsParts("forwardBatch")
		f.Add(m).BlockFunc(func(b *jen.Group) {
			if g.prog.FewExamples.Any() {
				b.Add(check)
				b.Add(g.eachForward())
				return
			}
			b.Id("n").Op(":=").Add(check)
			b.Add(g.oneByOne(id("n")))
			g.rowByRow(b)
			b.List(id("x"), id("y")).Op(":=").List(g.flat("xs"), g.flat("ys"))
			rows.print(b)
		})
		rows.methods(f)
		return
	}
	xs, ys := id("xs"), id("ys")
	few := jen.Null()
	if !g.prog.FewExamples.Any() {
		few = g.oneByOne(jen.Len(xs))
	}
	f.Add(m).Block(check, few,
		jen.If(jen.Len(xs).Op("<=").Id("blockRows")).Block(
			id("m").Dot("forwardBlock").Call(ys, xs), jen.Return()),
		id("b").Op(":=").Add(field("batchPool", "Get")).Call().Assert(jen.Op("*").Id("batch")),
		jen.Op("*").Id("b").Op("=").Id("batch").Values(id("m"), ys, xs),
		nn("ShareRows").Call(id("b"), jen.Len(xs), id("blockRows"), g.rowWork()),
		jen.Op("*").Id("b").Op("=").Id("batch").Values(),
		field("batchPool", "Put").Call(id("b")))
	g.batchType(f)
	g.forwardBlock(f)
	g.blockType(f)
}

// batchType prints what is shared block by block: the arguments of ForwardBatch.
func (g *generator) batchType(f *jen.File) {
	doc(f, "batch is a call of ForwardBatch for more than blockRows rows, which cores share in blocks.")
	f.Type().Id("batch").Struct(id("m").Op("*").Id("Model"), id("ys").Index().Id("Output"), id("xs").Index().Id("Input"))
	pool(f, "batchPool", "batch")
	doc(f, "Rows computes a block.")
	rows := func(s string) *jen.Statement { return field("b", s).Index(id("from"), id("to")) }
	f.Add(method("b", "batch", "Rows")).Params(id("from"), id("to").Int()).Block(
		field("b", "m").Dot("forwardBlock").Call(rows("ys"), rows("xs")))
}

// oneByOne leaves a batch of few examples to Forward, or to a kernel: products of matrices have more to prepare.
func (g *generator) oneByOne(n *jen.Statement) *jen.Statement {
	few := g.prog.FewExamples
	most := jen.Lit(few.Whole)
	if few.Halves != few.Whole || few.Narrow != few.Whole {
		most = nn("Few").Call(jen.Lit(few.Whole), jen.Lit(few.Halves), jen.Lit(few.Narrow))
	} else if few.Whole == 1 {
		alone := jen.Comment("// One example alone is quicker without products of matrices.").Line()
		if direct := g.directly(jen.Lit(0)); direct != nil {
			return alone.If(g.unlessWritten(n.Op("==").Lit(1))).Block(direct, jen.Return())
		}
		return alone.If(n.Op("==").Lit(1)).Block(forwardOf(jen.Lit(0)), jen.Return())
	}
	before := jen.Null()
	if len(g.prog.Calls.Few) == 1 {
		before = g.together(n).Line()
	}
	if direct := g.directly(id("i")); direct != nil {
		return jen.Comment("// So few examples are quicker one by one.").Line().
			If(g.unlessWritten(n.Clone().Op("<=").Add(most))).Block(jen.For(id("i").Op(":=").Range().Id("xs")).Block(direct), jen.Return())
	}
	return before.Comment("// So few examples are quicker one by one, without products of matrices.").Line().
		If(n.Clone().Op("<=").Add(most)).Block(g.eachForward(), jen.Return())
}

// together leaves some examples to a kernel for several rows, if the processor has one.
func (g *generator) together(n *jen.Statement) *jen.Statement {
	most := jen.Lit(g.prog.FewTogether)
	if g.prog.FewTogether == ir.AnyNumber {
		most = id("blockRows")
	}
	few := id("n").Op(">").Lit(1).Op("&&").Id("n").Op("<=").Add(most)
	return jen.Comment("// Some examples are computed several at a time, if there is a kernel for it.").Line().
		If(id("n").Op(":=").Add(n.Clone()), nn("Assembly").Op("&&").Add(few)).Block(
		jen.List(id("x"), id("y")).Op(":=").List(g.flat("xs"), g.flat("ys")),
		g.byRows(),
	)
}

// byRows returns if a kernel for several rows computes all of them.
func (g *generator) byRows() *jen.Statement {
	call := g.kernelCall(g.prog.Calls.Few[0], func(t *ir.Buffer) *jen.Statement {
		switch t = t.Memory(); {
		case t == g.prog.Output:
			return id("y")
		case isHeld(t):
			return all(g.modelField(t))
		}
		return id("x")
	})
	return jen.If(call).Block(jen.Return())
}

// directly does for an example what Forward does, where that is the call of a kernel alone: it needs no copy of the result. It is nil where
// Forward is more.
func (g *generator) directly(i *jen.Statement) *jen.Statement {
	calls := g.prog.Calls.One
	if len(calls) != 1 || g.prog.Calls.Few != nil || len(g.temps) > 0 || len(g.face.Ports) > 0 || g.face.several() || rowPrinters[calls[0].Kernel] != nil {
		return nil
	}
	row := func(list string) *jen.Statement { return all(id(list).Index(i.Clone())) }
	return g.kernelCall(calls[0], func(t *ir.Buffer) *jen.Statement {
		switch t = t.Memory(); {
		case t == g.prog.Output:
			return row("ys")
		case isHeld(t):
			return all(g.modelField(t))
		}
		return row("xs")
	})
}

// unlessWritten restricts a condition to builds where Forward is the call of directly, and not written out.
func (g *generator) unlessWritten(when *jen.Statement) *jen.Statement {
	if differ(g.prog.Calls.One) {
		return nn("Assembly").Op("&&").Add(when)
	}
	return when
}

// eachForward leaves all examples to Forward.
func (g *generator) eachForward() *jen.Statement {
	return jen.For(id("i").Op(":=").Range().Id("xs")).Block(forwardOf(id("i")))
}

// forwardOf leaves an example to Forward.
func forwardOf(i jen.Code) *jen.Statement {
	return id("ys").Index(i).Op("=").Id("m").Dot("Forward").Call(jen.Op("&").Add(id("xs").Index(i)))
}

// rowByRow leaves all examples to Forward where that is quicker without assembly.
func (g *generator) rowByRow(b *jen.Group) {
	if g.prog.RowByRow {
		b.If(jen.Op("!").Add(nn("Assembly"))).Block(g.eachForward(), jen.Return())
	}
}

func (g *generator) forwardBlock(f *jen.File) {
	doc(f, "forwardBlock computes at most blockRows rows.")
	rows := g.rowsParts("forwardBlock")
	f.Add(method("m", "Model", "forwardBlock")).Params(id("ys").Index().Id("Output"), id("xs").Index().Id("Input")).BlockFunc(func(b *jen.Group) {
		if g.prog.FewExamples.Any() {
			b.Add(g.eachForward())
			return
		}
		g.rowByRow(b)
		rowsOf := jen.List(id("n"), id("x"), id("y")).Op(":=").List(jen.Len(id("xs")), g.flat("xs"), g.flat("ys"))
		borrowed := borrow("s", "blockPool", "block")
		if len(g.prog.Calls.Few) == 1 && g.prog.FewTogether == ir.AnyNumber {
			b.Add(rowsOf)
			b.Comment("// They are computed several at a time, if there is a kernel for it.")
			b.Add(g.byRows())
			b.Add(borrowed)
		} else {
			b.Add(borrowed)
			b.Add(rowsOf)
		}
		if !rows.several() && len(g.kin.params) == 0 {
			g.blockSlices(b, func(*ir.Buffer) bool { return true })
		}
		if len(g.prog.Calls.Few) > 1 && !rows.several() { // its inputs are computed by another part
			g.someTogether(b)
			return
		}
		rows.print(b)
	})
	if !g.prog.FewExamples.Any() {
		rows.methods(f)
	}
}

// someTogether prints the layers for n rows of two narrow layers behind others: these, and then the two by a kernel that computes several rows
// at a time, where they are few and the processor has one, or else by products of matrices.
func (g *generator) someTogether(b *jen.Group) {
	few := g.prog.Calls.Few
	inputs, pair := few[:len(few)-1], few[len(few)-1]
	body := g.rowsBody(b)
	body.paragraphs(batchParagraphs(inputs, g.kin.params, g.inBlock))
	b.Line()
	b.Comment("// Some examples are computed several at a time, if there is a kernel for it.")
	call := g.kernelCall(pair, body.whole)
	if g.prog.FewTogether != ir.AnyNumber {
		call = id("n").Op("<=").Lit(g.prog.FewTogether).Op("&&").Add(call)
	}
	b.If(call).Block(jen.Return())
	body.paragraphs(batchParagraphs(g.prog.Calls.Batch[len(inputs):], g.kin.params, g.inBlock))
}

// blockSlices names the parts of a block that hold n rows of the buffers wanted.
func (g *generator) blockSlices(b *jen.Group, want func(*ir.Buffer) bool) {
	for _, group := range g.prog.ForwardScratch {
		for _, t := range group {
			if want(t) {
				b.Id(t.Name).Op(":=").Id("s").Dot(group[0].Name).Index(jen.Empty(), times("n", t.Size()))
			}
		}
	}
}

// rowsParts are the layers for n rows, from x to y.
func (g *generator) rowsParts(name string) *parts {
	p := &parts{recv: "m", typ: "Model", name: name}
	if len(g.temps) > 0 {
		p.add(id("s").Op("*").Id("block"), id("s"))
	}
	p.add(id("n").Int(), id("n"))
	p.add(jen.List(id("x"), id("y")).Add(g.slice()), jen.List(id("x"), id("y")))
	begin := func(b *jen.Group, calls []*ir.Call) {
		if len(g.kin.params) > 0 {
			return
		}
		used := map[*ir.Buffer]bool{}
		for _, in := range ir.Computed(calls) {
			used[in.Dst.Memory()] = true
			for _, t := range in.Args {
				used[t.Memory()] = true
			}
		}
		g.blockSlices(b, func(t *ir.Buffer) bool { return used[t] })
	}
	return p.layers(batchParagraphs(g.prog.Calls.Batch, g.kin.params, g.inBlock), begin, g.rows)
}

// inBlock is the buffer that gives the memory of another in a block its name.
func (g *generator) inBlock(t *ir.Buffer) *ir.Buffer {
	for _, group := range g.prog.ForwardScratch {
		if slices.Contains(group, t) {
			return group[0]
		}
	}
	return t
}

// rows prints layers for n rows.
func (g *generator) rows(b *jen.Group, list []passage) { g.rowsBody(b).paragraphs(list) }

// rowsBody is what prints layers for n rows.
func (g *generator) rowsBody(b *jen.Group) *batch {
	return &batch{generator: g, Group: b, buf: func(t *ir.Buffer) *jen.Statement {
		t = t.Memory()
		switch {
		case t == g.prog.Output:
			return id("y")
		case isHeld(t):
			return g.modelField(t)
		case t.Role == ir.Temp && len(g.kin.params) > 0: // loops cannot go over slices with names of their own
			return id("s").Dot(g.inBlock(t).Name).Index(jen.Empty(), times("n", t.Size()))
		}
		return id(t.Name)
	}}
}

// flat is the view of a slice of examples as one slice of numbers.
func (g *generator) flat(name string) *jen.Statement { return g.floats(id(name)) }

// floats is flat of any list of arrays.
func (g *generator) floats(list *jen.Statement) *jen.Statement {
	return nn("Floats" + strconv.Itoa(g.types.bits)).Call(list)
}

func (g *generator) blockType(f *jen.File) {
	units := 1
	for _, group := range g.prog.ForwardScratch {
		units += group[0].Size()
	}
	rows := min(ir.BlockRows, g.blockRows(units))
	if g.prog.FewExamples.Any() {
		f.Const().Id("blockRows").Op("=").Lit(rows)
		return
	}
	doc(f, "block is what forwardBlock computes on the way.")
	f.Type().Id("block").StructFunc(func(s *jen.Group) {
		for _, group := range g.prog.ForwardScratch {
			s.Id(group[0].Name).Index(times("blockRows", group[0].Size())).Add(g.elem()).Add(inTurn(group))
		}
	})
	f.Line()
	f.Const().Id("blockRows").Op("=").Lit(rows)
	pool(f, "blockPool", "block")
}

// blockRows is how many rows of so many numbers a block has at most. Products of matrices gain from many rows; convolutions do not, and
// what they compute should stay in a near cache until the next reads it.
func (g *generator) blockRows(units int) int {
	fit := func(bytes int) int { return max(1, bytes*8/g.types.bits/units) }
	switch {
	case slices.ContainsFunc(g.prog.Forward, ir.Is[*ir.Conv]):
		return fit(maxBlockBytes / 8)
	case g.prog.NumParams()*g.types.bits/8 <= nearBytes:
		return max(leastNearRows, fit(nearBytes)&^15)
	}
	return fit(maxBlockBytes)
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

// rowWork is how many multiplications a row takes, about: with every parameter one, where no convolution uses it again.
func (g *generator) rowWork() *jen.Statement {
	work := 0
	for _, in := range g.prog.Forward {
		work += in.MultiplyAdds()
	}
	if work <= 2*g.prog.NumParams() {
		return id("NumParams")
	}
	return jen.Lit(work)
}
