package plan

import (
	"github.com/nngen/nngen/internal/ir"
	nn "github.com/nngen/nngen/runtime"
)

// A product that is a network borrows nothing. It goes one by one for what the kernels of batches do not do well, in nanoseconds as above: softmax
// waits for the product, dots take more to begin, as many rows as they have, and a tail is a product by dots more. What is written out is the
// quickest of all for one unit, and for so few entries that calls are inlined; else the outputs are copied slowly.
const (
	aloneSoftmaxCost, aloneSoftmaxGain = 44, 11
	aloneDotsCost, addsPerDotsGain     = 24, 130
	aloneWrittenCost, inlinedEntries   = 44, 4
	fewTail, fewDots                   = 2, 2
	fewWritten, unitsWritten           = 2, 3
	fewInlined                         = 12
)

// alone is fewExamples of a network that is one product.
func (b *balance) alone(W *ir.Buffer) int {
	taken := W.Layout == ir.InputMajor && W.Stride() >= W.Rows() && W.Rows() <= nn.NarrowUnits && W.Cols() <= nn.NarrowInputs
	switch {
	case b.written[W]:
		return writtenAlone(W)
	case b.softmax && taken:
		return even(aloneSoftmaxCost, aloneSoftmaxGain)
	case b.softmax:
		return 1
	case W.Layout == ir.RowMajor && W.Rows() > 1 && W.Size() <= fewWeights:
		return fewDots
	case W.Layout == ir.RowMajor:
		return min(fewDots, even(aloneDotsCost, rowGain+W.Size()/addsPerDotsGain))
	case W.Tail > 0 && W.Size() <= fewWeights:
		return fewTail
	}
	return 1
}

// writtenAlone is alone of a product that is written out.
func writtenAlone(W *ir.Buffer) int {
	switch {
	case W.Rows() == 1 || W.Size() <= inlinedEntries:
		return min(fewInlined, even(aloneWrittenCost, max(1, W.Size()/unitPerGain)))
	case W.Rows() <= unitsWritten:
		return fewWritten
	}
	return 1
}
