package verify

import (
	"maps"
	"math/rand/v2"
	"slices"

	"github.com/nngen/nngen/internal/interp"
	"github.com/nngen/nngen/internal/ir"
	"github.com/nngen/nngen/internal/weights"
)

// own is the oracle with the weights of a trained model.
type own struct {
	*trial
	oracle  *interp.Machine
	tensors map[string][]float64 // as the package keeps them
	rand    *rand.Rand
}

func (t *trial) own() *own {
	o := &own{trial: t, oracle: interp.New(t.lowered), tensors: map[string][]float64{}, rand: rand.New(rand.NewPCG(9, 10))}
	for name, list := range t.model.Tensors {
		list = slices.Clone(list)
		for i, v := range list {
			list[i] = t.precision.round(v)
		}
		o.tensors[name] = list
	}
	whole := map[string]bool{}
	for _, b := range t.lowered.Params() {
		weights.Round(o.tensors[b.Saved.Tensor], t.kept[b.Name], b.Dims)
		whole[b.Name] = t.kept[b.Name] == ir.Int8
	}
	o.oracle.SetWhole(whole)
	o.oracle.SetTensors(o.tensors)
	return o
}

// forward returns the outputs of a row, and whether a number was rounded that lies between two steps.
func (o *own) forward(x []float64) (y []float64, between bool) {
	return o.oracle.Forward([][]float64{x})[0], o.oracle.BetweenSteps()
}

// Rounding adds up from layer to layer, and a jump is seldom where one change of the weights finds it.
const (
	ownShake  = 4 // times that of the precision
	ownShakes = 8
)

// unsteady reports whether weights that are changed by about a rounding error give other outputs, by more than the bound.
func (o *own) unsteady(x, want []float64) bool {
	defer o.oracle.SetTensors(o.tensors)
	for range ownShakes {
		o.oracle.SetTensors(o.shakenTensors())
		if got, _ := o.forward(x); !o.precision.deviate(got, want).within(o.precision.result) {
			return true
		}
	}
	return false
}

// shakenTensors changes parameters and scales: what is multiplied, and so rounded.
func (o *own) shakenTensors() map[string][]float64 {
	shaken := maps.Clone(o.tensors)
	list := o.spec.Tensors()
	for _, p := range o.spec.NormTensors() {
		if p.Scale {
			list = append(list, p)
		}
	}
	for _, p := range list {
		values := slices.Clone(shaken[p.Name])
		for i := range values {
			values[i] *= 1 + ownShake*o.precision.shake*(2*o.rand.Float64()-1)
		}
		shaken[p.Name] = values
	}
	return shaken
}
