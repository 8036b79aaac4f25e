package probe

import (
	"slices"
	"testing"
)

// runs of a function whose allocations are counted. AllocsPerRun rounds down, so that what the Go runtime allocates now
// and then in the background does not count.
const runs = 5

// countedWork is for how many multiplications a long batch is among them.
const countedWork = 1 << 22

// counted is a call whose allocations are counted.
type counted struct {
	name string
	call func()
}

func (s *session[E, In, T, Out]) allocs() []Allocs {
	m := s.model()
	t := s.net.NewTrainer(m)
	long := s.repeated(countedWork)
	ys, flat := make([]Out, len(long)), make([]E, s.net.NumParams)
	ws := slices.Repeat([]E{0.5}, len(s.xs))
	var list []Allocs
	calls := append([]counted{
		{"Forward", func() { ys[0] = m.Forward(&s.xs[0]) }},
		{"ForwardBatch", func() { m.ForwardBatch(ys[:len(s.xs)], s.xs); m.ForwardBatch(ys, long) }},
		{"Params", func() { m.Params(flat) }},
		{"SetParams", func() { m.SetParams(flat) }},
		{"Loss", func() { t.Loss(s.xs, s.ts) }},
		{"Backward", func() { t.Backward(s.xs, s.ts) }},
		{"BackwardWeighted", func() { t.BackwardWeighted(s.xs, s.ts, ws) }},
		{"Gradient", func() { t.Gradient(flat) }},
		// Update uses up a gradient, so that it cannot be called alone.
		{"Update", func() { t.Backward(s.xs, s.ts); t.Update() }},
		{"Step", func() { t.Step(s.xs, s.ts) }},
	}, s.variants(t)...)
	t.Backward(s.xs, s.ts)
	for _, f := range calls {
		list = append(list, Allocs{f.name, testing.AllocsPerRun(runs, f.call)})
	}
	return list
}
