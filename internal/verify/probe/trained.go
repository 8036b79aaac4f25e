package probe

import "reflect"

// Trained is a model that there is already.
type Trained struct {
	Weights string // its file; empty where there is none
	X       [][]float64
}

// Answers are what a model says of rows: by Forward, by ForwardBatch of all of them, and by Classify, where it decides.
type Answers struct {
	Problem       string // why there are none
	Single, Batch [][]float64
	Classes       [][]int
}

// trained asks the model with the weights of a file.
func (s *session[E, In, T, Out]) trained() (a Answers) {
	if s.req.Trained.Weights == "" {
		return a
	}
	m, err := s.net.Load(s.req.Trained.Weights)
	if err != nil {
		a.Problem = err.Error()
		return a
	}
	xs := s.inputs(s.req.Trained.X)
	ys := make([]Out, len(xs))
	for i := range xs {
		y := m.Forward(&xs[i])
		a.Single = append(a.Single, widen(s.net.Output(&y)))
		if s.net.Classify != nil {
			a.Classes = append(a.Classes, numbersOf(reflect.ValueOf(s.net.Classify(m, &xs[i]))))
		}
	}
	m.ForwardBatch(ys, xs)
	for i := range ys {
		a.Batch = append(a.Batch, widen(s.net.Output(&ys[i])))
	}
	return a
}
