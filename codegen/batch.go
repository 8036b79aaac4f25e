package codegen

import (
	"strconv"

	"github.com/dave/jennifer/jen"

	"github.com/nngen/nngen/internal/ir"
)

// batch prints instructions for n examples: buffers are slices with one row per example, and products are those of
// whole matrices.
type batch struct {
	*generator
	*jen.Group
	buf func(*ir.Buffer) *jen.Statement
	// training is the condition under which dropout is at work, or nil where it always is.
	training *jen.Statement
}

func (b *batch) paragraphs(list []*ir.Instr) {
	for _, part := range paragraphs(list) {
		b.Line()
		b.Comment("// " + b.heading(part, true))
		for _, in := range part {
			b.instr(in)
		}
	}
}

func (b *batch) instr(in *ir.Instr) {
	switch in.Op {
	case ir.Affine:
		W, x, bias := in.Args[0], in.Args[1], in.Args[2]
		b.gemm(map[ir.Layout]string{ir.RowMajor: "NT", ir.InputMajor: "NN"}[W.Layout], b.buf(in.Dst), b.buf(x), all(b.buf(W)), id("n"), W.Rows, W.Cols)
		b.Add(b.kernel("addBias")).Call(b.buf(in.Dst), all(b.buf(bias)))
	case ir.WeightGrad:
		b.weightGrad(in)
	case ir.BiasGrad:
		b.Add(b.kernel("sumRows")).Call(all(b.buf(in.Dst)), b.buf(in.Args[0]))
	case ir.InputGrad:
		W, dz := in.Args[0], in.Args[1]
		b.gemm(map[ir.Layout]string{ir.RowMajor: "NN", ir.InputMajor: "NT"}[W.Layout], b.buf(in.Dst), b.buf(dz), all(b.buf(W)), id("n"), W.Cols, W.Rows)
	case ir.Softmax:
		b.Add(b.kernel("softmaxRows")).Call(b.buf(in.Dst), b.buf(in.Args[0]), jen.Lit(in.Dst.Rows))
	case ir.Map:
		b.mapRows(in)
	case ir.Dropout:
		b.dropout(in)
	}
}

// dropout prints the masking of a step, and the copy that stands for it elsewhere.
func (b *batch) dropout(in *ir.Instr) {
	dst, src, m := b.buf(in.Dst), b.buf(in.Args[0]), in.Mask
	mask := nn("NewMask").Call(jen.Op(literal(m.Rate, 64)), jen.Op(strconv.FormatUint(m.Seed, 10)), jen.Op(strconv.FormatUint(m.Stream, 10)), field("t", "updates"))
	masked := b.kernel("dropout").Call(dst, src, jen.Lit(in.Dst.Rows), mask)
	if b.training == nil {
		b.Add(masked)
		return
	}
	b.If(b.training).Block(masked).Else().Block(jen.Copy(dst, src))
}

// gemm prints C (rows, n) = A·B, where one of the operands may be transposed and k is summed over.
func (b *batch) gemm(variant string, c, x, y, rows *jen.Statement, n, k int) {
	b.Add(b.kernel("gemm"+variant)).Call(c, x, y, rows, jen.Lit(n), jen.Lit(k))
}

// weightGrad prints dW = dZ·Aᵀ. With one example a row, that is dZᵀ·A, or its transpose where dW is input-major.
func (b *batch) weightGrad(in *ir.Instr) {
	dz, a := in.Args[0], in.Args[1]
	left, right := dz, a
	if in.Dst.Layout == ir.InputMajor {
		left, right = a, dz
	}
	b.Add(b.kernel("gemmTN")).Call(all(b.buf(in.Dst)), b.buf(left), b.buf(right), jen.Lit(left.Rows), jen.Lit(right.Rows), id("n"))
}

// mapRows prints a map over all entries at once, or row by row where an operand has one entry per unit.
func (b *batch) mapRows(in *ir.Instr) {
	broadcast := false
	for _, a := range in.Args {
		broadcast = broadcast || a.Cols != in.Dst.Cols
	}
	if !broadcast || in.Dst.Rows == 1 {
		b.Add(b.mapLoop(in, b.buf, b.buf))
		return
	}
	size := jen.Lit(in.Dst.Rows)
	b.For(id("row").Op(":=").Lit(0), id("row").Op("<").Add(times("n", in.Dst.Rows)), id("row").Op("+=").Add(size)).BlockFunc(func(loop *jen.Group) {
		local := map[*ir.Buffer]*jen.Statement{}
		for _, x := range append([]*ir.Buffer{in.Dst}, in.Args...) {
			if x.Cols == ir.Batch && local[x] == nil {
				local[x] = id(b.rowName(x))
				loop.Add(local[x].Clone()).Op(":=").Add(b.buf(x)).Index(id("row"), id("row").Op("+").Add(size))
			}
		}
		buf := func(x *ir.Buffer) *jen.Statement {
			if v := local[x]; v != nil {
				return v.Clone()
			}
			return b.buf(x)
		}
		loop.Add(b.mapLoop(in, buf, buf))
	})
}

// rowName is the name of one row of a buffer.
func (b *batch) rowName(x *ir.Buffer) string {
	if x == b.prog.Target {
		return "targets" // t is the Trainer
	}
	return x.Name
}
