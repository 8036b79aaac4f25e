package train

import (
	"encoding"
	"io"
	"slices"
)

// What a training knows of a package are numbers; its types are known to this file alone. Programs would otherwise compile
// all of a training anew, each for its own types.

// network is a Network without its types.
type network[E Float] struct {
	NumParams       int
	inputs, outputs int // of a row

	New        func(seed uint64) model[E]
	Load       func(path string) (model[E], error)
	NewTrainer func(m model[E]) trainer[E]
	NewBatch   func() batch[E]

	SetInputNorm, SetOutputNorm func(m model[E], offset, scale []E)
	SetOutputRange              func(m model[E], low, high []E)
	Threshold                   func(m model[E]) []E
	SetThreshold                func(m model[E], values []E)
	SetInputFill, SetInputEdges func(m model[E], values []E)
}

// model is a Model without its types.
type model[E Float] interface {
	Params(dst []E)
	SetParams(src []E)
	Write(w io.Writer) error

	// forward answers the rows of a batch, and forwardEach does so row by row.
	forward(b batch[E])
	forwardEach(b batch[E])

	// reader is nil where the generated model does not read weights.
	reader() encoding.BinaryUnmarshaler
}

// trainer is a Trainer without its types.
type trainer[E Float] interface {
	SetEpoch(e int)
	Update() bool
	loss(b batch[E]) E
	step(b batch[E]) E
	backwardWeighted(b batch[E], ws []E) E

	// gradients is nil where the generated trainer has no gradient to show.
	gradients() gradients[E]

	// self is the generated trainer, for what only some can do.
	self() any
}

// gradients are those of a generated trainer.
type gradients[E Float] interface {
	backward(b batch[E]) E
	Gradient(dst []E)
}

// batch are rows as a package takes them, and what it answers.
type batch[E Float] interface {
	reset()
	len() int
	add(x []E)                                // a row without a target; of nil the numbers are of no account
	gather(rows []int, xs, targets *pages[E]) // these rows in the place of those before
	setTarget(i int, target []E)              // of row i
	output(i int) []E                         // what forward answered to row i
}

// untyped hides the types of a network.
func untyped[E Float, In, T, Out any](net Network[E, In, T, Out]) *network[E] {
	n := &network[E]{
		NumParams: net.NumParams,
		New:       func(seed uint64) model[E] { return modelOf[E, In, T, Out]{net.New(seed)} },
		Load: func(path string) (model[E], error) {
			m, err := net.Load(path)
			if err != nil {
				return nil, err
			}
			return modelOf[E, In, T, Out]{m}, nil
		},
		NewTrainer: func(m model[E]) trainer[E] {
			return trainerOf[E, In, T, Out]{net.NewTrainer(m.(modelOf[E, In, T, Out]).Model)}
		},
		NewBatch:       func() batch[E] { return &batchOf[E, In, T, Out]{net: &net} },
		SetInputNorm:   ofPair[E, In, T, Out](net.SetInputNorm),
		SetOutputNorm:  ofPair[E, In, T, Out](net.SetOutputNorm),
		SetOutputRange: ofPair[E, In, T, Out](net.SetOutputRange),
		SetThreshold:   ofValues[E, In, T, Out](net.SetThreshold),
		SetInputFill:   ofValues[E, In, T, Out](net.SetInputFill),
		SetInputEdges:  ofValues[E, In, T, Out](net.SetInputEdges),
	}
	if net.Threshold != nil {
		n.Threshold = func(m model[E]) []E { return net.Threshold(m.(modelOf[E, In, T, Out]).Model) }
	}
	n.inputs, n.outputs = len(net.Input(new(In))), len(net.Output(new(Out)))
	return n
}

func ofPair[E Float, In, T, Out any](set func(m Model[E, In, Out], a, b []E)) func(m model[E], a, b []E) {
	if set == nil {
		return nil
	}
	return func(m model[E], a, b []E) { set(m.(modelOf[E, In, T, Out]).Model, a, b) }
}

func ofValues[E Float, In, T, Out any](set func(m Model[E, In, Out], values []E)) func(m model[E], values []E) {
	if set == nil {
		return nil
	}
	return func(m model[E], values []E) { set(m.(modelOf[E, In, T, Out]).Model, values) }
}

type modelOf[E Float, In, T, Out any] struct{ Model[E, In, Out] }

func (m modelOf[E, In, T, Out]) forward(b batch[E]) {
	r := b.(*batchOf[E, In, T, Out])
	r.ys = slices.Grow(r.ys[:0], len(r.xs))[:len(r.xs)]
	m.ForwardBatch(r.ys, r.xs)
}

func (m modelOf[E, In, T, Out]) forwardEach(b batch[E]) {
	r := b.(*batchOf[E, In, T, Out])
	r.ys = slices.Grow(r.ys[:0], len(r.xs))[:len(r.xs)]
	for i := range r.ys {
		m.ForwardBatch(r.ys[i:i+1], r.xs[i:i+1])
	}
}

func (m modelOf[E, In, T, Out]) reader() encoding.BinaryUnmarshaler {
	r, _ := m.Model.(encoding.BinaryUnmarshaler)
	return r
}

type trainerOf[E Float, In, T, Out any] struct{ Trainer[E, In, T] }

func (t trainerOf[E, In, T, Out]) self() any { return t.Trainer }

func (t trainerOf[E, In, T, Out]) loss(b batch[E]) E {
	r := b.(*batchOf[E, In, T, Out])
	return t.Loss(r.xs, r.ts)
}

func (t trainerOf[E, In, T, Out]) step(b batch[E]) E {
	r := b.(*batchOf[E, In, T, Out])
	return t.Step(r.xs, r.ts)
}

func (t trainerOf[E, In, T, Out]) backwardWeighted(b batch[E], ws []E) E {
	r := b.(*batchOf[E, In, T, Out])
	return t.BackwardWeighted(r.xs, r.ts, ws)
}

func (t trainerOf[E, In, T, Out]) gradients() gradients[E] {
	if g, ok := t.Trainer.(gradientsOf[E, In, T]); ok {
		return gradientsFrom[E, In, T, Out]{g}
	}
	return nil
}

// gradientsOf is a generated trainer that shows its gradient.
type gradientsOf[E Float, In, T any] interface {
	Backward(xs []In, ts []T) E
	Gradient(dst []E)
}

type gradientsFrom[E Float, In, T, Out any] struct{ gradientsOf[E, In, T] }

func (g gradientsFrom[E, In, T, Out]) backward(b batch[E]) E {
	r := b.(*batchOf[E, In, T, Out])
	return g.Backward(r.xs, r.ts)
}

type batchOf[E Float, In, T, Out any] struct {
	net *Network[E, In, T, Out]
	xs  []In
	ts  []T
	ys  []Out
}

func (b *batchOf[E, In, T, Out]) reset() { b.xs, b.ts = b.xs[:0], b.ts[:0] }

func (b *batchOf[E, In, T, Out]) len() int { return len(b.xs) }

func (b *batchOf[E, In, T, Out]) add(x []E) {
	b.xs = slices.Grow(b.xs, 1)[:len(b.xs)+1] // a variable of its own for the row would be one on the heap
	copy(b.net.Input(&b.xs[len(b.xs)-1]), x)
}

func (b *batchOf[E, In, T, Out]) gather(rows []int, xs, targets *pages[E]) {
	b.xs, b.ts = slices.Grow(b.xs[:0], len(rows))[:len(rows)], slices.Grow(b.ts[:0], len(rows))[:len(rows)]
	for i, row := range rows {
		copy(b.net.Input(&b.xs[i]), xs.row(row))
		b.setTarget(i, targets.row(row))
	}
}

func (b *batchOf[E, In, T, Out]) setTarget(i int, target []E) {
	var none T
	b.ts[i] = none
	b.net.SetTarget(&b.ts[i], target)
}

func (b *batchOf[E, In, T, Out]) output(i int) []E { return b.net.Output(&b.ys[i]) }
