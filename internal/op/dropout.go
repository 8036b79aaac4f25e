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
	Forward: dropoutForward,
}

func dropoutForward(b *ir.Builder, l *Layer, x []*ir.Buffer) *ir.Buffer {
	if !b.Training || l.Args["rate"] == 0 {
		return x[0]
	}
	h := b.Temp(fmt.Sprintf("h%d", l.Stream), x[0].Dims...)
	b.Emit(&ir.Dropout{Mask: ir.Mask{Rate: l.Args["rate"], Seed: l.Seed, Stream: uint64(l.Stream)}}, h, x[0])
	return h
}
