package meter

import "math/rand/v2"

// session is one request to one package.
type session[E Float, In, T, Out any] struct {
	net Network[E, In, T, Out]
	req Request
	xs  []In
	ys  []Out
	ts  []T
}

// draw fills inputs and targets with random numbers, the same in every run.
func (s *session[E, In, T, Out]) draw() {
	r := rand.New(rand.NewPCG(1, 2))
	rows := max(1, s.req.Step)
	for _, n := range s.req.Batches {
		rows = max(rows, n)
	}
	s.xs, s.ys, s.ts = make([]In, rows), make([]Out, rows), make([]T, s.req.Step)
	for i := range s.xs {
		for k, x := 0, s.net.Input(&s.xs[i]); k < len(x); k++ {
			x[k] = s.entry(r, k)
		}
	}
	for i := range s.ts {
		s.net.SetTarget(&s.ts[i], s.target(r))
	}
}

// entry draws an entry of a row.
func (s *session[E, In, T, Out]) entry(r *rand.Rand, k int) E {
	if k >= len(s.req.Codes) || s.req.Codes[k] == 0 {
		return E(r.NormFloat64())
	}
	if n := s.req.Codes[k]; n > 0 {
		return E(r.IntN(n))
	}
	return E(r.ExpFloat64())
}

// target draws the target of one row.
func (s *session[E, In, T, Out]) target(r *rand.Rand) []E {
	if s.req.Classes > 0 {
		return []E{E(r.IntN(s.req.Classes))}
	}
	values := make([]E, len(s.net.Output(&s.ys[0])))
	for i := range values {
		switch {
		case s.req.Labels:
			values[i] = E(r.IntN(2))
		case s.req.Log1p:
			values[i] = E(r.ExpFloat64())
		default:
			values[i] = E(r.NormFloat64())
		}
	}
	return values
}

func (s *session[E, In, T, Out]) model() (Model[E, In, Out], error) {
	if len(s.req.Weights) == 0 {
		return s.net.New(1), nil
	}
	return s.net.Load(string(s.req.Weights))
}

// calls are what is measured of the package.
func (s *session[E, In, T, Out]) calls() ([]*work, error) {
	m, err := s.model()
	if err != nil {
		return nil, err
	}
	list := []*work{{name: Forward, rows: 1, prepare: func() func(int) {
		return func(n int) {
			for range n {
				s.ys[0] = m.Forward(&s.xs[0])
			}
		}
	}}}
	for _, rows := range s.req.Batches {
		list = append(list, &work{name: ForwardBatch, rows: rows, prepare: func() func(int) {
			return loop(func() { m.ForwardBatch(s.ys[:rows], s.xs[:rows]) })
		}})
	}
	params := make([]E, s.net.NumParams)
	m.Params(params)
	// A training that went on for all rounds could end in numbers that slow down the processor.
	return append(list, &work{name: Step, rows: s.req.Step, prepare: func() func(int) {
		trained := s.net.New(1)
		trained.SetParams(params)
		t := s.net.NewTrainer(trained)
		return loop(func() { t.Step(s.xs[:s.req.Step], s.ts) })
	}}), nil
}
