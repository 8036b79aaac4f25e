package codegen

import (
	"slices"

	"github.com/dave/jennifer/jen"

	"github.com/nngen/nngen/internal/ir"
)

// maxStack is the scratch memory, in bytes, that Forward takes from the stack. Go puts no variable over 128 KiB there.
const maxStack = 64 << 10

// forward prints Forward: one example, layer by layer, without allocation.
func (g *generator) forward(f *jen.File) {
	doc(f, "Forward returns what the model says of one example: %s.", g.outputMeaning())
	f.Add(g.forwardMethod("Forward"))
	if g.pooled {
		g.scratchType(f)
	}
}

func (g *generator) forwardMethod(name string) *jen.Statement {
	m := method("m", "Model", name).Params(id(g.inputName()).Op("*").Id("Input")).Params(id(g.outputName()).Id("Output"))
	return m.BlockFunc(func(b *jen.Group) {
		g.otherwise(b, g.prog.Calls.One, nil, jen.Return(id("m").Dot(forwardPortable).Call(id(g.inputName()))))
		g.flatInput(b)
		r := &row{generator: g, Group: b, declared: map[*ir.Buffer]bool{}}
		if g.pooled {
			b.Add(borrow("s", "scratchPool", "scratch"))
		}
		for i, part := range paragraphs(g.prog.Calls.One) {
			if i > 0 || g.pooled || len(g.face.Ports) > 0 || g.face.several() || differ(g.prog.Calls.One) {
				b.Line()
			}
			for _, text := range headings(part, false) {
				for _, line := range wrapFormulas(text) {
					b.Comment("// " + line)
				}
			}
			for _, c := range part {
				r.declare(c.Last().Dst.Memory())
				r.call(c)
			}
		}
		b.Return(id(g.outputName()))
	})
}

// planScratch finds the buffers that Forward needs besides its arguments, and whether they are too large for the stack or
// may be given to other cores.
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
}

func (g *generator) scratchType(f *jen.File) {
	doc(f, "scratch is what Forward computes on the way; it is too large for the stack.")
	f.Type().Id("scratch").StructFunc(func(s *jen.Group) {
		for _, b := range g.temps {
			s.Id(b.Name).Add(g.array(b.Size()))
		}
	})
	pool(f, "scratchPool", "scratch")
}

// row prints calls for one example: buffers are arrays.
type row struct {
	*generator
	*jen.Group
	declared map[*ir.Buffer]bool
}

// buf is the Go expression of a buffer.
func (r *row) buf(b *ir.Buffer) *jen.Statement {
	b = b.Memory()
	switch {
	case b == r.prog.Output:
		return id("y")
	case isHeld(b):
		return modelField(b)
	case b.Role == ir.Temp && r.pooled:
		return field("s", b.Name)
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
	ir.Stepwise:   func(r *row, c *ir.Call) { r.Add(r.mapSteps(c.First(), r.whole)) },
	ir.WrittenOut: (*row).writtenOut,
	ir.Blocks:     func(r *row, c *ir.Call) { r.blocks(r.Group, c.First(), nil, r.buf, r.whole) },
	ir.Search:     func(r *row, c *ir.Call) { r.Add(r.largest(c.First(), nil, r.whole)) },
}

func (r *row) declare(b *ir.Buffer) {
	if b.Role == ir.Temp && b != r.prog.Output && !r.pooled && !r.declared[b] {
		r.Var().Id(b.Name).Add(r.array(b.Size()))
		r.declared[b] = true
	}
}
