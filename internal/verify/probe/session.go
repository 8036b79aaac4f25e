package probe

// session is one request to one package.
type session[E Float, In, T, Out any] struct {
	net Network[E, In, T, Out]
	req *Request
	xs  []In
	ts  []T
}

func (s *session[E, In, T, Out]) readBatch() {
	s.xs = s.inputs(s.req.X)
	s.ts = make([]T, len(s.req.Targets))
	for i, row := range s.req.Targets {
		s.net.SetTarget(&s.ts[i], narrow[E](row))
	}
}

// inputs are rows as inputs of the package.
func (s *session[E, In, T, Out]) inputs(rows [][]float64) []In {
	list := make([]In, len(rows))
	for i, row := range rows {
		copy(s.net.Input(&list[i]), narrow[E](row))
	}
	return list
}

// model returns a new model with the parameters, offsets and scales of the request.
func (s *session[E, In, T, Out]) model() Model[E, In, Out] {
	m := s.net.New(1)
	m.SetParams(narrow[E](s.req.Params))
	if set := s.net.SetInputNorm; set != nil {
		set(m, narrow[E](s.req.InputOffset), narrow[E](s.req.InputScale))
	}
	if set := s.net.SetInputFill; set != nil {
		set(m, narrow[E](s.req.InputFill))
	}
	if set := s.net.SetInputEdges; set != nil {
		set(m, narrow[E](s.req.InputEdges))
	}
	if set := s.net.SetOutputNorm; set != nil {
		set(m, narrow[E](s.req.OutputOffset), narrow[E](s.req.OutputScale))
	}
	if set := s.net.SetOutputRange; set != nil {
		set(m, narrow[E](s.req.OutputLow), narrow[E](s.req.OutputHigh))
	}
	if set := s.net.SetThreshold; set != nil {
		set(m, narrow[E](s.req.Threshold))
	}
	return m
}

// outputs computes the batch by Forward.
func (s *session[E, In, T, Out]) outputs(m Model[E, In, Out]) [][]float64 {
	rows := make([][]float64, len(s.xs))
	for i := range s.xs {
		y := m.Forward(&s.xs[i])
		rows[i] = widen(s.net.Output(&y))
	}
	return rows
}

// batches computes the batch by ForwardBatch, in pieces of several sizes: kernels treat the rest of a batch, which does
// not fill their tiles, apart.
func (s *session[E, In, T, Out]) batches(m Model[E, In, Out]) []Batch {
	var list []Batch
	for _, size := range []int{1, 3, len(s.xs)} {
		b := Batch{Size: size}
		for start := 0; start < len(s.xs); start += size {
			xs := s.xs[start:min(start+size, len(s.xs))]
			ys := make([]Out, len(xs))
			m.ForwardBatch(ys, xs)
			for i := range ys {
				b.Outputs = append(b.Outputs, widen(s.net.Output(&ys[i])))
			}
		}
		list = append(list, b)
	}
	return append(list, s.longBatch(m))
}

// A long batch takes several of the blocks of rows in which ForwardBatch works, if that is not too much work.
const (
	longRows = 600
	longWork = 1 << 30
)

// longBatch computes a long batch, and keeps the outputs of the last copy of the rows.
func (s *session[E, In, T, Out]) longBatch(m Model[E, In, Out]) Batch {
	xs := s.repeated(longWork)
	ys := make([]Out, len(xs))
	m.ForwardBatch(ys, xs)
	b := Batch{Size: len(xs)}
	for i := len(xs) - len(s.xs); i < len(xs); i++ {
		b.Outputs = append(b.Outputs, widen(s.net.Output(&ys[i])))
	}
	return b
}

func (s *session[E, In, T, Out]) work() int { return max(1, s.req.Work) }

// repeated repeats the rows until they are many, or take that much work.
func (s *session[E, In, T, Out]) repeated(work int) []In {
	xs := s.xs
	for len(xs) < min(longRows, work/s.work()) {
		xs = append(xs[:len(xs):len(xs)], s.xs...)
	}
	return xs
}

func (s *session[E, In, T, Out]) backward(t Trainer[E, In, T], xs []In, ts []T) Gradient {
	loss := t.Backward(xs, ts)
	return Gradient{float64(loss), s.gradient(t)}
}

// spans computes the further batches.
func (s *session[E, In, T, Out]) spans(t Trainer[E, In, T]) (list []Gradient) {
	for _, p := range s.req.Spans {
		list = append(list, s.backward(t, spanOf(p, s.xs), spanOf(p, s.ts)))
	}
	return list
}

func (s *session[E, In, T, Out]) gradient(t Trainer[E, In, T]) []float64 {
	g := make([]E, s.net.NumParams)
	t.Gradient(g)
	return widen(g)
}

func (s *session[E, In, T, Out]) params(m Model[E, In, Out]) []float64 {
	p := make([]E, s.net.NumParams)
	m.Params(p)
	return widen(p)
}

// steps trains a new model, one step for each part of the request.
func (s *session[E, In, T, Out]) steps(yield func(Step) error) error {
	m := s.model()
	t := s.net.NewTrainer(m)
	for _, p := range s.req.Steps {
		t.SetEpoch(p.Epoch)
		g := s.backward(t, s.xs[p.From:p.To], s.ts[p.From:p.To])
		t.Update()
		if err := yield(Step{g, s.params(m), s.after(m, p)}); err != nil {
			return err
		}
	}
	return nil
}

// after computes the part by Forward where the step has moved statistics that are no parameters.
func (s *session[E, In, T, Out]) after(m Model[E, In, Out], p Part) [][]float64 {
	if !s.req.Statistics {
		return nil
	}
	return s.outputs(m)[p.From:p.To]
}

func widen[E Float](v []E) []float64 {
	wide := make([]float64, len(v))
	for i := range v {
		wide[i] = float64(v[i])
	}
	return wide
}

func narrow[E Float](v []float64) []E {
	list := make([]E, len(v))
	for i := range v {
		list[i] = E(v[i])
	}
	return list
}
