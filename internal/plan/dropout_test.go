package plan

import (
	"slices"
	"testing"

	"github.com/nngen/nngen/internal/ir"
)

// Every dropout has masks of its own, which depend on the seed of the spec, and masks the gradient as it did the signal.
func TestDropoutMasks(t *testing.T) {
	p := compile(t, parse(t, "{version: 1, model: net, inputs: 3, layers: [{units: 4}, {kind: dropout, rate: 0.5}, {units: 4}, {kind: dropout, rate: 0.25}, "+
		"{units: 1}], output: {task: regression}, train: {seed: 7}}"))
	masks := func(list []*ir.Instr) (found []ir.Mask) {
		for _, in := range list {
			if d, ok := in.Op.(*ir.Dropout); ok {
				found = append(found, d.Mask)
			}
		}
		return found
	}
	want := []ir.Mask{{Rate: 0.5, Seed: 7, Stream: 1}, {Rate: 0.25, Seed: 7, Stream: 2}}
	if got := masks(p.Train); !slices.Equal(got, want) {
		t.Errorf("forward %+v, want %+v", got, want)
	}
	slices.Reverse(want)
	if got := masks(p.Backward); !slices.Equal(got, want) {
		t.Errorf("backward %+v, want %+v", got, want)
	}
	if got := masks(p.Forward); got != nil {
		t.Errorf("predictions %+v", got)
	}
}
