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
	// full says that weights are not in bfloat16: those of a trainer.
	full bool
	// training is the condition under which dropout is at work, or nil where it always is.
	training *jen.Statement
}

func (b *batch) paragraphs(list []*ir.Instr) {
	for _, part := range paragraphs(list) {
		b.Line()
		for _, line := range wrapFormulas(b.heading(part, true)) {
			b.Comment("// " + line)
		}
		for i := 0; i < len(part); i++ {
			if i+1 < len(part) && part[i].Op == ir.Affine && part[i+1].IsRelu(part[i].Dst) {
				b.affine(part[i], "Relu")
				i++
				continue
			}
			if part[i].Beside {
				i += b.layerGrads(part[i:]) - 1
				continue
			}
			if i+1 < len(part) && part[i].Op == ir.WeightGrad && part[i].Dst.Layout == ir.InputMajor && part[i+1].Op == ir.BiasGrad {
				b.layerGrad(part[i], part[i+1])
				i++
				continue
			}
			b.instr(part[i])
		}
	}
}

// layerGrad prints the gradient of the weights and that of the bias as one call.
func (b *batch) layerGrad(weights, bias *ir.Instr) {
	b.Add(b.kernel("gemmTNSum")).Call(b.gradArgs(weights, bias)...)
}

// layerGrads prints the gradients of a layer and of those beside it as one call, and returns how many instructions that
// are.
func (b *batch) layerGrads(part []*ir.Instr) int {
	names := []string{"C", "Sums", "A", "B", "M", "N", "K", "Ld"}
	var list []jen.Code
	n := 0
	for last := false; !last; n += 2 {
		last = !part[n].Beside
		list = append(list, jen.Line().Add(nn("Gradient")).Types(b.elem()).ValuesFunc(func(v *jen.Group) {
			for i, arg := range b.gradArgs(part[n], part[n+1]) {
				v.Id(names[i]).Op(":").Add(arg)
			}
		}))
	}
	b.Add(b.kernel("gemmTNSums")).Call(append(list, jen.Line())...)
	return n
}

// gradArgs are the arguments of the kernel for the gradient of a layer.
func (b *batch) gradArgs(weights, bias *ir.Instr) []jen.Code {
	dz, a := weights.Args[0], weights.Args[1]
	return []jen.Code{all(b.buf(weights.Dst)), all(b.buf(bias.Dst)), b.buf(a), b.buf(dz),
		jen.Lit(a.Rows), jen.Lit(dz.Rows), id("n"), jen.Lit(weights.Dst.Stride())}
}

func (b *batch) instr(in *ir.Instr) {
	switch in.Op {
	case ir.Affine:
		b.affine(in, "")
	case ir.WeightGrad:
		b.weightGrad(in)
	case ir.BiasGrad:
		b.Add(b.kernel("sumRows")).Call(all(b.buf(in.Dst)), b.buf(in.Args[0]))
	case ir.InputGrad:
		W, dz := in.Args[0], in.Args[1]
		variant := map[ir.Layout]string{ir.RowMajor: "NN", ir.InputMajor: "NT"}[W.Layout]
		b.Add(b.kernel("gemm"+variant)).Call(b.buf(in.Dst), b.buf(dz), all(b.buf(W)), id("n"), jen.Lit(W.Cols), jen.Lit(W.Rows), jen.Lit(W.Stride()))
	case ir.Softmax:
		b.Add(b.kernel("softmaxRows")).Call(b.buf(in.Dst), b.buf(in.Args[0]), jen.Lit(in.Dst.Rows))
	case ir.Map:
		if isFast(in) {
			b.Add(b.fast(in, b.whole))
			return
		}
		b.Add(b.mapLoop(in, b.buf, b.buf))
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

// affine prints Z = W·A + b, and with it the activation that its kernel does on the way.
func (b *batch) affine(in *ir.Instr, then string) {
	W, x, bias := in.Args[0], in.Args[1], in.Args[2]
	variant := map[ir.Layout]string{ir.RowMajor: "NT", ir.InputMajor: "NN"}[W.Layout]
	kernel := b.kernel("gemm" + variant + "Bias" + then)
	if W.Half && !b.full {
		kernel = kernelOf("BF16", "gemm"+variant+"Bias"+then)
	}
	b.Add(kernel).Call(b.buf(in.Dst), b.buf(x), all(b.buf(W)), all(b.buf(bias)), id("n"), jen.Lit(W.Rows), jen.Lit(W.Cols), jen.Lit(W.Stride()))
}

// whole is a buffer as a slice.
func (b *batch) whole(x *ir.Buffer) *jen.Statement {
	if x.Cols == ir.Batch {
		return b.buf(x)
	}
	return all(b.buf(x))
}

// weightGrad prints dW = dZ·Aᵀ of weights that lie unit by unit. With one example a row, that is dZᵀ·A.
func (b *batch) weightGrad(in *ir.Instr) {
	dz, a := in.Args[0], in.Args[1]
	b.Add(b.kernel("gemmTN")).Call(all(b.buf(in.Dst)), b.buf(dz), b.buf(a), jen.Lit(dz.Rows), jen.Lit(a.Rows), id("n"), jen.Lit(in.Dst.Stride()))
}
