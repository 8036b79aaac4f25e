package codegen

import (
	"maps"
	"slices"

	"github.com/dave/jennifer/jen"

	"github.com/nngen/nngen/internal/ir"
)

// maxStack is the scratch memory, in bytes, that Forward takes from the stack. Go puts no variable over 128 KiB there.
const maxStack = 64 << 10

// forward prints Forward: one example, layer by layer, without allocation.
func (g *generator) forward(f *jen.File) {
	doc(f, "Forward returns what the model says of one example: %s.", g.outputMeaning())
	g.forwardMethod(f, "Forward")
	if g.apart {
		g.scratchType(f)
	}
}

func (g *generator) forwardMethod(f *jen.File, name string) {
	p := g.forwardParts(name)
	m := method("m", "Model", name).Params(id(g.inputName()).Op("*").Id("Input")).Params(id(g.outputName()).Id("Output"))
	f.Add(m).BlockFunc(func(b *jen.Group) {
		g.otherwise(b, g.prog.Calls.One, nil, jen.Return(id("m").Dot(forwardPortable).Call(id(g.inputName()))))
		g.flatInput(b)
		switch {
		case g.pooled:
			b.Add(borrow("s", "scratchPool", "scratch"))
		case g.apart:
			b.Var().Id("s").Id("scratch")
		}
		p.print(b)
		b.Return(id(g.outputName()))
	})
	p.methods(f)
}

// forwardParts are the layers of Forward.
func (g *generator) forwardParts(name string) *parts {
	p := &parts{recv: "m", typ: "Model", name: name}
	s := id("s")
	if !g.pooled {
		s = jen.Op("&").Id("s")
	}
	p.add(id("s").Op("*").Id("scratch"), s)
	x, y := id("x").Op("*").Id("Input"), id("y").Op("*").Id("Output")
	if len(g.face.Ports) > 0 {
		x = id("x").Add(g.slice())
	}
	p.add(x, id("x"))
	if g.face.several() {
		p.add(id("y").Add(g.slice()), id("y"))
	} else {
		p.add(y, jen.Op("&").Id("y"))
	}
	spaced := g.apart || len(g.face.Ports) > 0 || g.face.several() || differ(g.prog.Calls.One)
	return p.layers(g.rowParagraphs(g.prog), func(*jen.Group, []*ir.Call) {}, func(b *jen.Group, list []passage) {
		r := &row{generator: g, Group: b, arrays: g.newArrays()}
		for i, paragraph := range list {
			if i > 0 || spaced && !p.several() {
				b.Line()
			}
			heads(b, paragraph, false)
			turn(g, b, paragraph, r.paragraph)
		}
	})
}

// rowParagraphs are the paragraphs for one example.
func (g *generator) rowParagraphs(p *ir.Program) []passage {
	return repeats(paragraphs(p.Calls.One), likeCalls(g.kin.scratch, itself))
}

// planScratch finds the buffers that Forward needs besides its arguments, and whether they are too large for the stack or
// may be given to other cores, or several methods compute them.
func (g *generator) planScratch() {
	seen, total := map[*ir.Buffer]bool{g.prog.Output: true}, 0
	for _, in := range g.prog.Forward {
		if b := in.Dst.Memory(); !seen[b] {
			g.temps = append(g.temps, b)
			seen[b] = true
			total += b.Size() * g.types.bits / 8
		}
	}
	g.pooled = total > maxStack || slices.ContainsFunc(g.prog.Calls.One, func(c *ir.Call) bool { return c.Shared })
	if len(g.kin.params) > 0 {
		g.kin.scratch = familiesOf(g.temps)
		maps.Copy(g.kin.scratch, g.kin.params)
	}
	many := func(p *ir.Program) bool { return len(inParts(g.rowParagraphs(p))) > 1 }
	g.apart = g.pooled || len(g.kin.scratch) > 0 || many(g.prog) || many(g.prog.Portable())
}

func (g *generator) scratchType(f *jen.File) {
	doc(f, "scratch is what Forward computes on the way%s.", map[bool]string{true: "; it is too large for the stack"}[g.pooled])
	f.Type().Id("scratch").StructFunc(func(s *jen.Group) {
		for _, b := range g.temps {
			s.Add(g.kin.scratch.declared(b, g.array(b.Size())))
		}
	})
	if g.pooled {
		pool(f, "scratchPool", "scratch")
	}
}

// row prints calls for one example: buffers are arrays.
type row struct {
	*generator
	*jen.Group
	arrays *arrays
}

// paragraph prints the calls of a layer.
func (r *row) paragraph(b *jen.Group, calls []*ir.Call) {
	inner := *r
	inner.Group, r = b, &inner
	for _, c := range calls {
		r.declare(c)
		r.call(c)
	}
}

// buf is the Go expression of a buffer.
func (r *row) buf(b *ir.Buffer) *jen.Statement {
	b = b.Memory()
	switch {
	case b == r.prog.Output:
		return id("y")
	case isHeld(b):
		return r.modelField(b)
	case b.Role == ir.Temp && r.apart:
		return r.of(id("s"), r.kin.scratch, b)
	}
	return id(b.Name)
}

// over is a buffer as what a loop ranges over: of an array Go would make a copy first.
func (r *row) over(b *ir.Buffer) *jen.Statement {
	if b.Memory() == r.prog.Input {
		return r.buf(b) // a pointer
	}
	return all(r.buf(b))
}

// whole is a buffer as a slice.
func (r *row) whole(b *ir.Buffer) *jen.Statement { return all(r.buf(b)) }

// call prints a call through its kernel, or as what is written in its stead.
func (r *row) call(c *ir.Call) {
	if write := rowPrinters[c.Kernel]; write != nil {
		write(r, c)
		return
	}
	r.Add(r.kernelCall(c, r.whole))
}

// rowPrinters prints what no kernel computes, for one example.
var rowPrinters = map[string]func(*row, *ir.Call){
	ir.Loop:       func(r *row, c *ir.Call) { r.Add(r.mapLoop(c.First(), r.buf, r.over, false)) },
	ir.Stepwise:   func(r *row, c *ir.Call) { r.Add(r.mapSteps(c, r.whole)) },
	ir.WrittenOut: (*row).writtenOut,
	ir.Blocks:     func(r *row, c *ir.Call) { r.blocks(r.Group, c.First(), nil, r.buf, r.whole) },
	ir.Search:     func(r *row, c *ir.Call) { r.Add(r.largest(c.First(), nil, r.whole)) },
}
