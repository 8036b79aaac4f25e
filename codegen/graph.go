package codegen

import (
	"fmt"
	"slices"

	"github.com/dave/jennifer/jen"

	"github.com/nngen/nngen/internal/ir"
)

// axis prints an axis of a block: n entries, so far apart in the result and in the operand.
func axis(n *jen.Statement, dst, src int) *jen.Statement {
	return nn("Axis").Values(id("N").Op(":").Add(n), id("Dst").Op(":").Lit(dst), id("Src").Op(":").Lit(src))
}

// axes prints the axes of a block over the rows of a batch, or of one example where rows is nil; those of the result come
// first.
func axes(rows *jen.Statement, dst, src *ir.Buffer, list []ir.Axis) []jen.Code {
	var args []jen.Code
	if rows != nil {
		args = append(args, axis(rows.Clone(), dst.Size(), src.Size()))
	}
	sorted := slices.Clone(list)
	slices.SortStableFunc(sorted, func(a, b ir.Axis) int {
		return map[bool]int{true: 1}[a.Dst == 0] - map[bool]int{true: 1}[b.Dst == 0]
	})
	for _, a := range sorted {
		args = append(args, axis(jen.Lit(a.N), a.Dst, a.Src))
	}
	return args
}

// largest prints the largest entries of blocks.
func (g *generator) largest(in *ir.Instr, rows *jen.Statement, whole func(*ir.Buffer) *jen.Statement) *jen.Statement {
	return g.kernel("largest").Call(append([]jen.Code{whole(in.Dst), whole(in.Args[0])}, axes(rows, in.Dst, in.Args[0], in.Op.(*ir.Largest).Block.Axes)...)...)
}

func (b *batch) largestGrad(in *ir.Instr) {
	args := []jen.Code{b.buf(in.Dst), b.buf(in.Args[0]), b.buf(in.Args[1]), b.buf(in.Args[2])}
	b.Add(b.kernel("largestGrad")).Call(append(args, axes(id("n"), in.Args[0], in.Dst, in.Op.(*ir.LargestGrad).Block.Axes)...)...)
}

// batchMoments prints the statistics of a batch, which only a step takes.
func (b *batch) batchMoments(in *ir.Instr) {
	moments := b.kernel("batchMoments").Call(all(b.buf(in.Dst)), b.buf(in.Args[0]), jen.Lit(in.Op.(*ir.BatchMoments).Inner))
	if b.training == nil {
		b.Add(moments)
		return
	}
	b.If(b.training).Block(moments)
}

// batchStandardize prints what batch_norm begins with: by the moments of the batch in a step, else by the running ones.
func (b *batch) batchStandardize(in *ir.Instr) {
	op, channels := in.Op.(*ir.BatchStandardize), in.Args[1].Dims[1]
	kernel := func(mean, variance *jen.Statement) *jen.Statement {
		return b.kernel("standardizeChannels").Call(b.buf(in.Dst), b.buf(in.Args[0]), mean, variance, jen.Lit(op.Inner), jen.Op(literal(op.Epsilon, 64)))
	}
	moments := b.buf(in.Args[1])
	batch := kernel(moments.Clone().Index(jen.Empty(), jen.Lit(channels)), moments.Clone().Index(jen.Lit(channels), jen.Empty()))
	if b.training == nil {
		b.Add(batch)
		return
	}
	b.If(b.training).Block(batch).Else().Block(kernel(all(b.buf(in.Args[2])), all(b.buf(in.Args[3]))))
}

// batchNorm prints a batch_norm of maps as one call in a step, and else in steps.
func (b *batch) batchNorm(c *ir.Call) {
	moments, standardize, affine, kernel := c.Instrs[0], c.Instrs[1], c.Instrs[2], "batchNorm"
	if len(c.Instrs) > 3 {
		kernel += "Relu"
	}
	op, y, n, x := standardize.Op.(*ir.BatchStandardize), b.buf(affine.Dst), b.buf(standardize.Dst), b.buf(moments.Args[0])
	gamma, beta := b.whole(affine.Arg("gamma")), b.whole(affine.Arg("beta"))
	inner, epsilon := jen.Lit(op.Inner), jen.Op(literal(op.Epsilon, 64))
	trained := b.kernel(kernel).Call(y, n, all(b.buf(moments.Dst)), x, gamma, beta, inner, epsilon)
	if b.training == nil {
		b.Add(trained)
		return
	}
	b.If(b.training).Block(trained).Else().BlockFunc(func(g *jen.Group) {
		g.Add(b.kernel("standardizeChannels")).Call(n, x, all(b.buf(standardize.Args[2])), all(b.buf(standardize.Args[3])), inner, epsilon)
		g.Add(b.kernel("affineChannels")).Call(y, n, gamma, beta, inner)
		if len(c.Instrs) > 3 {
			g.Add(b.kernel("relu")).Call(y, y)
		}
	})
}

// moving prints how an update moves the running statistics.
func (g *generator) moving(b *jen.Group, in *ir.Instr) {
	op, channels := in.Op.(*ir.Moving), in.Dst.Size()
	moments, values := field("t", in.Args[0].Name), field("t", "rows")
	if op.Inner > 1 {
		values = values.Op("*").Lit(op.Inner)
	}
	running := all(field("m", in.Dst.Name))
	if !op.Variance {
		b.Add(g.kernel("moving")).Call(running, moments.Index(jen.Empty(), jen.Lit(channels)), jen.Op(literal(op.Momentum, 64)), jen.Lit(1))
		return
	}
	b.If(id("n").Op(":=").Add(values), id("n").Op(">").Lit(1)).Block(
		g.kernel("moving").Call(running, moments.Index(jen.Lit(channels), jen.Empty()), jen.Op(literal(op.Momentum, 64)), nn("Unbiased").Call(id("n"))))
}

// standardized writes (x − mean)/√(variance + ε).
func standardized(x string, epsilon float64) string {
	return fmt.Sprintf("(%s − mean)/√(variance + %g)", x, epsilon)
}

// unstandardized writes the gradient of that by x, given that of its result n.
func unstandardized(dn, n string, epsilon float64) string {
	return fmt.Sprintf("(%[1]s − mean(%[1]s) − %[2]s∘mean(%[1]s∘%[2]s))/√(variance + %[3]g)", dn, n, epsilon)
}
