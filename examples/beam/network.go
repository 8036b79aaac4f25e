package main

import (
	"github.com/nngen/nngen/runtime/train"

	model "penguinsbeam/penguins"
)

// network tells what reads, trains and answers about the types of the package.
func network() train.Network[float32, model.Input, model.Target, model.Output] {
	type (
		modelOf   = train.Model[float32, model.Input, model.Output]
		trainerOf = train.Trainer[float32, model.Input, model.Target]
	)
	return train.Network[float32, model.Input, model.Target, model.Output]{
		Load:       func(string) (modelOf, error) { return model.Pretrained(), nil },
		NumParams:  model.NumParams,
		New:        func(seed uint64) modelOf { return model.New(seed) },
		NewTrainer: func(m modelOf) trainerOf { return model.NewTrainer(m.(*model.Model)) },
		Input:      func(x *model.Input) []float32 { return x[:] },
		Output:     func(y *model.Output) []float32 { return y[:] },
		SetTarget: func(t *model.Target, values []float32) {
			*t = model.Target(values[0])
		},
		SetInputNorm: func(m modelOf, offset, scale []float32) {
			var o, s model.Input
			copy(o[:], offset)
			copy(s[:], scale)
			m.(*model.Model).SetInputNorm(&o, &s)
		},
		SetInputFill: func(m modelOf, values []float32) { m.(*model.Model).SetInputFill((*model.Input)(values)) },
	}
}
