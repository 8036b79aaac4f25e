package probe

// What trainers have besides, given the types of the package.
type (
	softer[E Float, In, Out any] interface {
		BackwardSoft(xs []In, ps []Out) E
	}
	fromer[In, Out any] interface {
		BackwardFrom(xs []In, dys []Out)
	}
	inputter[In any] interface{ InputGradient(dxs []In) }
)

// outs are rows as outputs of the package.
func (s *session[E, In, T, Out]) outs(rows [][]float64) []Out {
	list := make([]Out, len(rows))
	for i, row := range rows {
		copy(s.net.Output(&list[i]), narrow[E](row))
	}
	return list
}

func (s *session[E, In, T, Out]) soft(t Trainer[E, In, T]) (g Gradient) {
	if len(s.req.Soft) == 0 {
		return g
	}
	loss := t.(softer[E, In, Out]).BackwardSoft(s.xs, s.outs(s.req.Soft))
	return Gradient{float64(loss), s.gradient(t)}
}

func (s *session[E, In, T, Out]) from(t Trainer[E, In, T]) (g Gradient) {
	if len(s.req.OutputGrads) == 0 {
		return g
	}
	t.(fromer[In, Out]).BackwardFrom(s.xs, s.outs(s.req.OutputGrads))
	return Gradient{Values: s.gradient(t)}
}

// inputGrads are the gradients by the inputs after the last Backward.
func (s *session[E, In, T, Out]) inputGrads(t Trainer[E, In, T]) (rows [][]float64) {
	if !s.req.InputGrads {
		return nil
	}
	dxs := make([]In, len(s.xs))
	t.(inputter[In]).InputGradient(dxs)
	for i := range dxs {
		rows = append(rows, widen(s.net.Input(&dxs[i])))
	}
	return rows
}

// inputsTwice asks twice, which must not change what is kept.
func (s *session[E, In, T, Out]) inputsTwice() error {
	t := s.net.NewTrainer(s.model())
	before := s.backward(t, s.xs, s.ts)
	want := s.inputGrads(t)
	if err := sameRows("gradient by the inputs", s.inputGrads(t), want); err != nil {
		return err
	}
	return same("gradient by the parameters", s.gradient(t), before.Values)
}

// variants are the calls of what there is for the counting of allocations.
func (s *session[E, In, T, Out]) variants(t Trainer[E, In, T]) (list []counted) {
	if len(s.req.Soft) > 0 {
		ps := s.outs(s.req.Soft)
		list = append(list, counted{"BackwardSoft", func() { t.(softer[E, In, Out]).BackwardSoft(s.xs, ps) }})
	}
	if len(s.req.OutputGrads) > 0 {
		dys := s.outs(s.req.OutputGrads)
		list = append(list, counted{"BackwardFrom", func() { t.(fromer[In, Out]).BackwardFrom(s.xs, dys) }})
	}
	if s.req.InputGrads {
		dxs := make([]In, len(s.xs))
		list = append(list, counted{"InputGradient", func() { t.(inputter[In]).InputGradient(dxs) }})
	}
	return list
}
