package plan

import (
	"github.com/nngen/nngen/internal/ir"
	nn "github.com/nngen/nngen/runtime"
)

// A product that is a network borrows nothing. It goes one by one for what the kernels of batches do not do well: softmax waits for the product, and
// dots take more to begin. What is written out is the quickest of all for one unit, and for so few entries that calls are inlined.
var (
	aloneSoftmaxPrice = price{44, 11, 0}
	aloneDotsPrice    = price{24, 8, 130}
	aloneWrittenPrice = price{44, 0, 4}
)

const (
	inlinedEntries, fewInlined = 4, 12
	unitsWritten               = 3
)

// alone is fewExamples of a network that is one product: two rows where those of dots are as many, a tail is a product by dots more, or the outputs
// of what is written out are copied slowly.
func (b *balance) alone(W *ir.Buffer) int {
	taken := W.Layout == ir.InputMajor && W.Stride() >= W.Rows() && W.Rows() <= nn.NarrowUnits && W.Cols() <= nn.NarrowInputs
	switch {
	case b.written[W]:
		return writtenAlone(W)
	case b.softmax && taken:
		return aloneSoftmaxPrice.even(0)
	case b.softmax:
		return 1
	case W.Layout == ir.RowMajor && W.Rows() > 1 && W.Size() <= fewWeights:
		return 2
	case W.Layout == ir.RowMajor:
		return min(2, aloneDotsPrice.even(W.Size()))
	case W.Tail > 0 && W.Size() <= fewWeights:
		return 2
	}
	return 1
}

// writtenAlone is alone of a product that is written out.
func writtenAlone(W *ir.Buffer) int {
	switch {
	case W.Rows() == 1 || W.Size() <= inlinedEntries:
		return min(fewInlined, aloneWrittenPrice.even(W.Size()))
	case W.Rows() <= unitsWritten:
		return 2
	}
	return 1
}
