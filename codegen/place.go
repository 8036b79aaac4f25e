package codegen

import (
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/nngen/nngen/internal/ir"
)

// blocks prints a rearrangement. rows is the Go expression of the number of examples, or nil for one; buf is that of a
// buffer, and whole that of one as a slice. What no block writes is 0, and blocks that meet are added.
func (g *generator) blocks(b *jen.Group, in *ir.Instr, rows *jen.Statement, buf, whole func(*ir.Buffer) *jen.Statement) {
	after := func(x *ir.Buffer, from int) *jen.Statement {
		if from == 0 {
			return whole(x)
		}
		return buf(x).Index(jen.Lit(from), jen.Empty())
	}
	p, dst := in.Op.(*ir.Place), in.Dst
	double, gaps := p.Coverage(dst.Size())
	if double || gaps {
		b.Clear(whole(dst))
	}
	for i := range p.Blocks {
		block := &p.Blocks[i]
		src := in.Args[block.Arg]
		if rows == nil && !double {
			if src.Role == ir.Temp && block.Entries() <= maxMoved {
				b.Add(moved(block, buf(dst), buf(src)))
				continue
			}
			if n, ok := block.Run(); ok {
				b.Copy(after(dst, block.To), buf(src).Index(jen.Lit(block.From), jen.Lit(block.From+n)))
				continue
			}
		}
		kernel := "copy"
		if double {
			kernel = "add"
		}
		args := []jen.Code{after(dst, block.To), after(src, block.From)}
		if rows != nil {
			step := 0
			if src.Batched {
				step = src.Size()
			}
			args = append(args, axis(rows.Clone(), dst.Size(), step))
		}
		for _, a := range block.Axes {
			args = append(args, axis(jen.Lit(a.N), a.Dst, a.Src))
		}
		b.Add(g.kernel(kernel)).Call(args...)
	}
}

// maxMoved is up to how many entries that were just computed are moved one by one: a copy reads several at once, and would wait for what has
// written them one at a time.
const maxMoved = 8

// moved prints a block as the assignment of its entries.
func moved(block *ir.Block, dst, src *jen.Statement) *jen.Statement {
	var into, of []jen.Code
	block.Each(func(to, from int) {
		into, of = append(into, entry(dst, to)), append(of, entry(src, from))
	})
	return jen.List(into...).Op("=").List(of...)
}

// placeNotation writes concat(a, b), or what else the rearrangement is called.
func placeNotation(_ notation, in *ir.Instr, args []string) string {
	return in.Op.(*ir.Place).Word + "(" + strings.Join(args, ", ") + ")"
}
