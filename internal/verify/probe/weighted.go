package probe

import (
	"fmt"
	"math"
	"slices"
)

// weighted computes the batch with the weights of the request.
func (s *session[E, In, T, Out]) weighted(t Trainer[E, In, T]) Gradient {
	if len(s.req.Weights) == 0 {
		return Gradient{}
	}
	return s.byWeight(t, s.ts, narrow[E](s.req.Weights))
}

func (s *session[E, In, T, Out]) byWeight(t Trainer[E, In, T], ts []T, ws []E) Gradient {
	loss := t.BackwardWeighted(s.xs[:len(ts)], ts, ws)
	return Gradient{float64(loss), s.gradient(t)}
}

// rate trains with the rates of the schedule set one by one, in an epoch of another one.
func (s *session[E, In, T, Out]) rate() error {
	m := s.model()
	t := s.net.NewTrainer(m)
	k := 0
	return s.steps(func(want Step) error {
		p := s.req.Steps[k]
		k++
		t.SetRate(p.Rate)
		t.SetEpoch(k * 1000)
		t.Backward(s.xs[p.From:p.To], s.ts[p.From:p.To])
		t.Update()
		if !finite(want.Params) {
			return nil
		}
		return near[E](fmt.Sprintf("parameters after step %d", k), s.params(m), want.Params, largest(want.Params))
	})
}

// weightAlone holds one row of weight 3 against the row as it is.
func (s *session[E, In, T, Out]) weightAlone() error {
	t := s.net.NewTrainer(s.model())
	want := s.backward(t, s.xs[:1], s.ts[:1])
	got := s.byWeight(t, s.ts[:1], []E{3})
	if err := near[E]("loss", []float64{got.Loss}, []float64{want.Loss}, math.Abs(want.Loss)); err != nil {
		return err
	}
	return near[E]("gradient", got.Values, want.Values, largest(want.Values))
}

// weightless gives every second row the weight 0, and then the target of its neighbour.
func (s *session[E, In, T, Out]) weightless() error {
	ts, ws := slices.Clone(s.ts), slices.Repeat([]E{1.5}, len(s.ts))
	for i := 1; i < len(ws); i += 2 {
		ts[i], ws[i] = ts[i-1], 0
	}
	t := s.net.NewTrainer(s.model())
	want := s.byWeight(t, s.ts, ws)
	return sameGradient(s.byWeight(t, ts, ws), want)
}

// additive holds the sums of gradients against each other: of weights a, of weights b, and of a + b.
func (s *session[E, In, T, Out]) additive() error {
	t := s.net.NewTrainer(s.model())
	a, b, both := make([]E, len(s.ts)), make([]E, len(s.ts)), make([]E, len(s.ts))
	for i := range a {
		a[i], b[i] = E(1+i%3), E(i%4)+0.5
		both[i] = a[i] + b[i]
	}
	ga, gb, want := total(s.byWeight(t, s.ts, a), a), total(s.byWeight(t, s.ts, b), b), total(s.byWeight(t, s.ts, both), both)
	size := largest(ga) + largest(gb)
	for i := range ga {
		ga[i] += gb[i]
	}
	return near[E]("gradient", ga, want, size)
}

// total is a gradient times the sum of the weights.
func total[E Float](g Gradient, ws []E) []float64 {
	sum := 0.0
	for _, w := range ws {
		sum += float64(w)
	}
	for i := range g.Values {
		g.Values[i] *= sum
	}
	return g.Values
}

func largest(list []float64) (v float64) {
	for _, x := range list {
		v = max(v, math.Abs(x))
	}
	return v
}

// near holds numbers against others, within what rounding may do to results of a size.
func near[E Float](what string, got, want []float64, size float64) error {
	bound := 1e-4
	if E(1)+E(1e-9) != 1 {
		bound = 1e-9
	}
	for i := range want {
		if d := math.Abs(got[i] - want[i]); !(d <= bound*size) && (finite(want[i:i+1]) || finite(got[i:i+1])) {
			return fmt.Errorf("%s: entry %d is %v instead of %v", what, i, got[i], want[i])
		}
	}
	return nil
}
