package op

import (
	"fmt"

	"github.com/nngen/nngen/internal/ir"
)

// dropout silences a share of the units in training and scales the others up, so that the expected signal stays the
// same (Srivastava et al. 2014, as PyTorch does it). It does nothing to predictions and to the loss without gradient.
var dropout = &LayerKind{
	Name: "dropout", Doc: "silences a share of the units in training: a ∘ mask / (1 − rate)", Uncounted: true,
	Attrs:   []Attr{{Name: "rate", Doc: "share of the units that is silenced", Required: true, Range: UnitInterval}},
	Shape:   same,
	Forward: func(b *ir.Builder, l *Layer, x []*ir.Buffer) *ir.Buffer { return dropoutForward(b, l, x[0], 1) },
}

// dropout2d silences whole channels: PyTorch's Dropout1d and Dropout2d (Tompson et al. 2015).
var dropout2d = &LayerKind{
	Name: "dropout2d", Doc: "silences a share of the channels in training: a ∘ mask / (1 − rate)", Uncounted: true,
	Attrs: []Attr{{Name: "rate", Doc: "share of the channels that is silenced", Required: true, Range: UnitInterval}},
	Shape: same,
	Forward: func(b *ir.Builder, l *Layer, x []*ir.Buffer) *ir.Buffer {
		return dropoutForward(b, l, x[0], Size(l.Out)/l.Out[0])
	},
}

// dropoutForward silences inner entries next to each other together.
func dropoutForward(b *ir.Builder, l *Layer, x *ir.Buffer, inner int) *ir.Buffer {
	if !b.Training || l.Args["rate"] == 0 {
		return x
	}
	h := b.Temp(fmt.Sprintf("h%d", l.Stream), x.Dims...)
	b.Emit(&ir.Dropout{Mask: ir.Mask{Rate: l.Args["rate"], Seed: l.Seed, Stream: uint64(l.Stream)}, Inner: inner}, h, x)
	return h
}
