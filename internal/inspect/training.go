package inspect

import (
	"slices"

	"github.com/nngen/nngen/internal/ir"
	"github.com/nngen/nngen/spec"
)

// Training describes how the network is trained, and the memory that a step needs besides the parameters and the
// activations of a batch.
type Training struct {
	Loss                string     `json:"loss"`
	LossAttributes      Attributes `json:"loss_attributes,omitempty"`
	Optimizer           string     `json:"optimizer"`
	OptimizerAttributes Attributes `json:"optimizer_attributes,omitempty"`
	LearningRate        float64    `json:"learning_rate"`
	Schedule            string     `json:"schedule"`
	ScheduleAttributes  Attributes `json:"schedule_attributes,omitempty"`
	Batch               int        `json:"batch"`
	Epochs              int        `json:"epochs"`
	States              []string   `json:"states,omitempty"` // what the optimizer remembers of each parameter
	GradientBytes       int        `json:"gradient_bytes"`
	StateBytes          int        `json:"state_bytes"`
	StepBytes           int        `json:"step_bytes"` // the sum of the two
	Beside              []Beside   `json:"beside,omitempty"`
	Alone               []int      `json:"written_out,omitempty"` // layers whose gradient of a batch of one example is written out
}

// Beside is layers whose weight gradients, too small for several cores, are computed at the same time as that of a layer.
type Beside struct {
	Layers []int `json:"layers"`
	Layer  int   `json:"layer"`
}

func newTraining(s *spec.Spec, p *ir.Program) Training {
	t := s.Train
	size := map[ir.Role]int{}
	for _, b := range p.Buffers {
		size[b.Role] += b.Size() * elementBytes(s.Precision)
	}
	return Training{
		Loss: each(s, func(out *spec.Output) string { return out.Loss.Name() }), LossAttributes: attributes(t.Loss),
		Optimizer: t.Optimizer.Name(), OptimizerAttributes: attributes(t.Optimizer), LearningRate: t.Optimizer.Args[learningRate],
		Schedule: t.Schedule.Name(), ScheduleAttributes: attributes(t.Schedule),
		Batch: t.Batch, Epochs: t.Epochs, States: p.Optimizer.States,
		GradientBytes: size[ir.Grad], StateBytes: size[ir.State], StepBytes: size[ir.Grad] + size[ir.State],
		Beside: besideOf(p), Alone: aloneOf(p),
	}
}

// aloneOf finds the layers whose gradient of one example is written out, in their order.
func aloneOf(p *ir.Program) (list []int) {
	for _, c := range p.Calls.Backward {
		for _, part := range append(c.Else, c) {
			if part.Kernel == ir.WrittenOut && (p.AloneToo || part == c) {
				list = append(list, part.First().Layer)
			}
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// besideOf finds the weight gradients that are computed beside another one.
func besideOf(p *ir.Program) []Beside {
	var list []Beside
	for _, c := range p.Calls.Backward {
		if c.Parts == nil {
			continue
		}
		b := Beside{Layer: c.Last().Layer}
		for _, part := range c.Parts[:len(c.Parts)-1] {
			b.Layers = append(b.Layers, part.First().Layer)
		}
		list = append(list, b)
	}
	return list
}
