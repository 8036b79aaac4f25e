package codegen

import (
	"fmt"
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
		for _, line := range wrapFormulas(heading(part, true)) {
			b.Comment("// " + line)
		}
		for i := 0; i < len(part); i++ {
			if i+1 < len(part) && ir.Is[ir.Affine](part[i]) && part[i+1].IsRelu(part[i].Dst) {
				b.affine(part[i], "Relu")
				i++
				continue
			}
			if part[i].Beside {
				i += b.layerGrads(part[i:]) - 1
				continue
			}
			if i+1 < len(part) && ir.Is[ir.WeightGrad](part[i]) && part[i].Dst.Layout == ir.InputMajor && ir.Is[ir.BiasGrad](part[i+1]) {
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
		jen.Lit(a.Last()), jen.Lit(dz.Last()), rows(dz), jen.Lit(weights.Dst.Stride())}
}

// instr prints one instruction.
func (b *batch) instr(in *ir.Instr) {
	write, ok := batchPrinters[in.Op.Name()]
	if !ok {
		panic(fmt.Sprintf("internal error: %s cannot be printed for a batch", in.Op.Name()))
	}
	write(b, in)
}

// batchPrinters prints every operation for n examples; losses and updates are printed apart.
var batchPrinters = map[string]func(*batch, *ir.Instr){
	ir.Affine{}.Name():     func(b *batch, in *ir.Instr) { b.affine(in, "") },
	ir.WeightGrad{}.Name(): (*batch).weightGrad,
	ir.BiasGrad{}.Name():   func(b *batch, in *ir.Instr) { b.Add(b.kernel("sumRows")).Call(all(b.buf(in.Dst)), b.buf(in.Args[0])) },
	ir.InputGrad{}.Name():  (*batch).inputGrad,
	ir.Softmax{}.Name(): func(b *batch, in *ir.Instr) {
		b.Add(b.kernel("softmaxRows")).Call(b.buf(in.Dst), b.buf(in.Args[0]), jen.Lit(in.Dst.Last()))
	},
	(*ir.Map)(nil).Name():     (*batch).mapped,
	(*ir.Dropout)(nil).Name(): (*batch).dropout,
	(*ir.Place)(nil).Name():   (*batch).place,
}

// inputGrad prints dA = Wᵀ·dZ: with one example a row, that is dZ·W.
func (b *batch) inputGrad(in *ir.Instr) {
	W, dz := in.Args[0], in.Args[1]
	variant := map[ir.Layout]string{ir.RowMajor: "NN", ir.InputMajor: "NT"}[W.Layout]
	b.Add(b.kernel("gemm"+variant)).Call(b.buf(in.Dst), b.buf(dz), all(b.buf(W)), rows(dz), jen.Lit(W.Cols()), jen.Lit(W.Rows()), jen.Lit(W.Stride()))
}

// mapped prints a formula through its kernel, or else as a loop.
func (b *batch) mapped(in *ir.Instr) {
	if isFast(in) {
		b.Add(b.fast(in, b.whole))
		return
	}
	b.Add(b.mapLoop(in, b.buf, b.buf, true))
}

// rows is the number of rows of a batch as a matrix with the last dimension as columns.
func rows(x *ir.Buffer) *jen.Statement { return times("n", x.Size()/x.Last()) }

// dropout prints the masking of a step, and the copy that stands for it elsewhere.
func (b *batch) dropout(in *ir.Instr) {
	dst, src, m := b.buf(in.Dst), b.buf(in.Args[0]), in.Op.(*ir.Dropout).Mask
	mask := nn("NewMask").Call(jen.Op(literal(m.Rate, 64)), jen.Op(strconv.FormatUint(m.Seed, 10)), jen.Op(strconv.FormatUint(m.Stream, 10)), field("t", "updates"))
	masked := b.kernel("dropout").Call(dst, src, jen.Lit(in.Dst.Size()), mask)
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
	b.Add(kernel).Call(b.buf(in.Dst), b.buf(x), all(b.buf(W)), all(b.buf(bias)), rows(x), jen.Lit(W.Rows()), jen.Lit(W.Cols()), jen.Lit(W.Stride()))
}

// whole is a buffer as a slice.
func (b *batch) whole(x *ir.Buffer) *jen.Statement {
	if x.Batched {
		return b.buf(x)
	}
	return all(b.buf(x))
}

// weightGrad prints dW = dZ·Aᵀ of weights that lie unit by unit. With one example a row, that is dZᵀ·A.
func (b *batch) weightGrad(in *ir.Instr) {
	dz, a := in.Args[0], in.Args[1]
	b.Add(b.kernel("gemmTN")).Call(all(b.buf(in.Dst)), b.buf(dz), b.buf(a), jen.Lit(dz.Last()), jen.Lit(a.Last()), rows(dz), jen.Lit(in.Dst.Stride()))
}
