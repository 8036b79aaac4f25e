package plan

import (
	"github.com/nngen/nngen/internal/ir"
	nn "github.com/nngen/nngen/runtime"
	"github.com/nngen/nngen/spec"
)

const (
	// Few units that would begin a new vector stand apart, as a tail, where a call of its own for them pays with so many
	// inputs. The weights are so few that the products of a block of rows stay on one core: of those that cores share the tail is
	// computed by one, which would need the rows of all; or so few units stand side by side that the padding would cost more than that.
	minTailInputs, maxTailWeights, maxTailUnits = 64, nn.SharedGradient / ir.BlockRows, 68
	// Weights that a near cache does not hold beside other things lie in panels, so that products read memory in its order and copy nothing: of
	// so many bytes, unless filling up the last panel costs a good part of them.
	minPanelBytes, maxFilled = 3 << 19, 16
)

// layouts decides how the weights of products lie in memory, and in which numbers a model keeps them.
func layouts(p *ir.Program, written weights) {
	for _, in := range p.Forward {
		if !ir.Is[ir.Affine](in) {
			continue
		}
		W := in.Args[0]
		if isInputMajor(p, W) {
			if !written[W] {
				W.Storage = storageOf(p, W)
			}
			setInputMajor(p, W)
		}
	}
}

// storageOf is the type of numbers in which a model keeps a matrix of weights. Small ones gain nothing by whole numbers.
func storageOf(p *ir.Program, W *ir.Buffer) ir.Storage {
	if p.Weights == ir.Int8 && (W.Size() < spec.MinInt8Weights || W.Cols() > nn.MaxInt8Inputs) {
		return ir.Full
	}
	return p.Weights
}

// isInputMajor reports whether the units of one input are to lie side by side: a kernel then holds the sums of several units in registers. Of few
// units it holds less, which still is quicker than sums over a short row. A long row is summed up lane by lane, in no more memory than the weights
// take: with few units that is quicker.
func isInputMajor(p *ir.Program, W *ir.Buffer) bool {
	units, inputs := W.Rows(), W.Cols()
	if inputs <= nn.ShortRow {
		return units > 1
	}
	byDots := units <= nn.DotUnits && inputs > nn.DotInputs*units && storageOf(p, W) == ir.Full && p.ElementSize == 4
	return units >= nn.LeastAside && !byDots
}

// setInputMajor gives a weight matrix, its gradient and its states one layout, since the optimizer walks them side by side.
func setInputMajor(p *ir.Program, W *ir.Buffer) {
	vector := nn.LineBytes / p.ElementSize
	pad, tail, panel := padding(W.Rows(), vector), 0, 0
	switch {
	case hasPanels(W, p.ElementSize):
		pad, panel = 0, nn.PanelBytes/p.ElementSize
	case hasTail(W, vector):
		pad, tail = 0, W.Rows()%vector
	case W.Storage == ir.Int8: // whose kernels read whole vectors
		pad = (vector - W.Rows()%vector) % vector
	}
	for _, in := range p.Update {
		if in.Dst != W {
			continue
		}
		for _, b := range append([]*ir.Buffer{W}, in.Args...) {
			b.Layout, b.Pad, b.Tail, b.Panel = ir.InputMajor, pad, tail, panel
		}
	}
}

// hasTail reports whether the last units are to stand apart. Kernels for bfloat16 know no tail.
func hasTail(W *ir.Buffer, vector int) bool {
	last := W.Rows() % vector
	few := last > 0 && last <= nn.TailUnits && W.Rows()-last >= nn.UnitsBeforeTail
	return few && W.Cols() >= minTailInputs && (W.Size() <= maxTailWeights || W.Rows() <= maxTailUnits) && W.Storage == ir.Full
}

// hasPanels reports whether the units are to lie in panels. Kernels for bfloat16 and int8 know none.
func hasPanels(W *ir.Buffer, elementSize int) bool {
	panel := nn.PanelBytes / elementSize
	rest := (panel - W.Rows()%panel) % panel
	large := W.Size()*elementSize >= minPanelBytes && W.Rows() > 2*panel && W.Cols() >= nn.PanelInputs
	return large && rest*maxFilled <= W.Rows() && W.Storage == ir.Full
}

// padding is what brings a row of n entries to whole vectors, or to a half or a quarter of one, so that no load of the
// next row crosses a cache line. Rows a page apart get a vector more: their beginnings would share a few places of a cache.
func padding(n, vector int) int {
	const page = 4096 / nn.LineBytes // in vectors
	unit := vector
	for unit > vector/4 && n <= unit/2 {
		unit /= 2
	}
	pad := (unit - n%unit) % unit
	if (n+pad)%(page*vector) == 0 {
		pad += vector
	}
	return pad
}
