package codegen

import (
	"strconv"

	"github.com/dave/jennifer/jen"

	"github.com/nngen/nngen/internal/ir"
)

// batch prints calls for n examples: buffers are slices with one row per example.
type batch struct {
	*generator
	*jen.Group
	buf func(*ir.Buffer) *jen.Statement
	// training is the condition under which dropout is at work, or nil where it always is.
	training *jen.Statement
}

func (b *batch) paragraphs(list []passage) {
	for _, part := range list {
		b.Line()
		heads(b.Group, part, true)
		turn(b.generator, b.Group, part, func(group *jen.Group, calls []*ir.Call) {
			inner := *b
			inner.Group = group
			for _, c := range calls {
				inner.call(c)
			}
		})
	}
}

// batchParagraphs are the paragraphs of calls for n examples; f has the families, and of what a buffer without one is printed as.
func batchParagraphs(calls []*ir.Call, f families, of func(*ir.Buffer) *ir.Buffer) []passage {
	return repeats(paragraphs(calls), likeCalls(f, of))
}

// call prints a call through its kernel, or as what is written in its stead.
func (b *batch) call(c *ir.Call) {
	if write := batchPrinters[c.Kernel]; write != nil {
		write(b, c)
		return
	}
	b.Add(b.kernelCall(c, b.whole))
}

// batchPrinters prints what no kernel computes, or not from its arguments alone, for n examples.
var batchPrinters = map[string]func(*batch, *ir.Call){
	ir.Loop:      func(b *batch, c *ir.Call) { b.Add(b.mapLoop(c.First(), b.buf, b.buf, true)) },
	ir.Stepwise:  func(b *batch, c *ir.Call) { b.Add(b.mapSteps(c, b.whole)) },
	ir.Blocks:    func(b *batch, c *ir.Call) { b.blocks(b.Group, c.First(), id("n"), b.buf, b.whole) },
	ir.Masked:    func(b *batch, c *ir.Call) { b.dropout(c.First()) },
	ir.Gradients: (*batch).gradients,

	ir.WrittenOut: (*batch).writtenOut,

	ir.Search:    func(b *batch, c *ir.Call) { b.Add(b.largest(c.First(), id("n"), b.whole)) },
	ir.Found:     func(b *batch, c *ir.Call) { b.largestGrad(c.First()) },
	ir.Moments:   func(b *batch, c *ir.Call) { b.batchMoments(c.First()) },
	ir.BatchNorm: (*batch).batchNorm,
	ir.ByMoments: func(b *batch, c *ir.Call) { b.batchStandardize(c.First()) },
}

// gradients prints the gradients of a layer and of those beside it as one call.
func (b *batch) gradients(c *ir.Call) {
	names := []string{"C", "Sums", "A", "B", "M", "N", "K", "Ld"}
	var list []jen.Code
	for _, part := range c.Parts {
		list = append(list, jen.Line().Add(nn("Gradient")).Types(b.elem()).ValuesFunc(func(v *jen.Group) {
			for i, arg := range b.args(part, b.whole) {
				v.Id(names[i]).Op(":").Add(arg)
			}
		}))
	}
	b.Add(b.kernel(c.Kernel)).Call(append(list, jen.Line())...)
}

// dropout prints the masking of a step, and the copy that stands for it elsewhere.
func (b *batch) dropout(in *ir.Instr) {
	op := in.Op.(*ir.Dropout)
	dst, src, m := b.buf(in.Dst), b.buf(in.Args[0]), op.Mask
	mask := nn("NewMask").Call(jen.Op(literal(m.Rate, 64)), jen.Op(strconv.FormatUint(m.Seed, 10)), jen.Op(strconv.FormatUint(m.Stream, 10)), field("t", "updates"))
	masked := b.kernel("dropout").Call(dst, src, jen.Lit(in.Dst.Size()), mask)
	if op.Inner > 1 {
		masked = b.kernel("dropoutChannels").Call(dst, src, jen.Lit(in.Dst.Size()/op.Inner), jen.Lit(op.Inner), mask)
	}
	if b.training == nil {
		b.Add(masked)
		return
	}
	b.If(b.training).Block(masked).Else().Block(jen.Copy(dst, src))
}

// whole is a buffer as a slice.
func (b *batch) whole(x *ir.Buffer) *jen.Statement {
	if x.Batched {
		return b.buf(x)
	}
	return all(b.buf(x))
}
