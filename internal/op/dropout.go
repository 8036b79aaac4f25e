package op

import (
	"fmt"

	"github.com/nngen/nngen/internal/ir"
)

// dropout silences a share of the units in training and scales the others up, so that the expected signal stays the
// same (Srivastava et al. 2014, as PyTorch does it). It does nothing to predictions and to the loss without gradient.
var dropout = &LayerKind{
	Name: "dropout", Doc: "silences a share of the units in training: a ∘ mask / (1 − rate)",
	Attrs:    []Attr{{Name: "rate", Doc: "share of the units that is silenced", Required: true, Range: UnitInterval}},
	Units:    func(in, _ int) int { return in },
	Params:   func(*Layer) []Shape { return nil },
	Forward:  dropoutForward,
	Backward: dropoutBackward,
}

func dropoutForward(b *ir.Builder, l *Layer, x *ir.Buffer) Tape {
	if !b.Training || l.Args["rate"] == 0 {
		return Tape{In: x, Pre: x, Out: x}
	}
	h := b.Temp(fmt.Sprintf("h%d", l.Stream), l.In)
	b.Emit(ir.Dropout, h, x).Mask = l.mask()
	return Tape{In: x, Pre: x, Out: h}
}

// dropoutBackward masks the gradient as the signal was masked.
func dropoutBackward(b *ir.Builder, l *Layer, t Tape, dh *ir.Buffer, _ bool) *ir.Buffer {
	if t.Out == t.In {
		return dh
	}
	dx := b.Temp("d"+t.In.Name, l.In)
	b.Emit(ir.Dropout, dx, dh).Mask = l.mask()
	return dx
}

func (l *Layer) mask() ir.Mask {
	return ir.Mask{Rate: l.Args["rate"], Seed: l.Seed, Stream: uint64(l.Stream)}
}
