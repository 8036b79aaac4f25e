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
	for _, block := range p.Blocks {
		src := in.Args[block.Arg]
		axes := block.Axes
		to, from := after(dst, block.To), after(src, block.From)
		if rows == nil && !double && (len(axes) == 0 || len(axes) == 1 && axes[0].Dst == 1 && axes[0].Src == 1) {
			b.Copy(to, buf(src).Index(jen.Lit(block.From), jen.Lit(block.From+run(axes))))
			continue
		}
		kernel := "copy"
		if double {
			kernel = "add"
		}
		args := []jen.Code{to, from}
		if rows != nil {
			step := 0
			if src.Batched {
				step = src.Size()
			}
			args = append(args, axis(rows.Clone(), dst.Size(), step))
		}
		for _, a := range axes {
			args = append(args, axis(jen.Lit(a.N), a.Dst, a.Src))
		}
		b.Add(g.kernel(kernel)).Call(args...)
	}
}

func run(axes []ir.Axis) int {
	if len(axes) == 0 {
		return 1
	}
	return axes[0].N
}

// placeNotation writes concat(a, b), or what else the rearrangement is called.
func placeNotation(_ notation, in *ir.Instr, args []string) string {
	return in.Op.(*ir.Place).Word + "(" + strings.Join(args, ", ") + ")"
}
