package train

import (
	"slices"

	"github.com/nngen/nngen/internal/numbers"
)

// Head is what one of several heads answers and learns. Fields that a Job has, too, are those of this head.
type Head struct {
	Name             string
	Task             string
	Targets          []string
	NumOutputs       int
	Labels           []string
	OutputNames      []string
	NormalizeOutputs string
	Log1pTargets     bool
	ClipOutputs      bool
	Threshold        float64
	FindThreshold    string
	LossSums         bool
	LossWeight       float64 // what its loss counts in that of the network
}

// HeadScore is how one of several heads does on the rows scored. Loss, before it is weighed, is absent where it is not
// finite.
type HeadScore struct {
	Metric   string    `json:"metric"`
	Score    float64   `json:"score"`
	Loss     *float64  `json:"loss,omitempty"`
	Baseline *Baseline `json:"baseline,omitempty"`
	Measures
}

// view is a head as the job of a network that has no other, and where it stands in the outputs and targets of a row.
type view struct {
	*Job
	name          string
	weight        float64
	outputs, from int // how many, and the first
	targets, at   int
}

// views are the heads in their order; a network with one has the job itself.
func (j *Job) views() []view {
	if len(j.Heads) == 0 {
		return []view{{Job: j, weight: 1, outputs: j.NumOutputs, targets: j.ownWidth()}}
	}
	var list []view
	from, at := 0, 0
	for _, h := range j.Heads {
		one := *j
		one.Heads = nil
		one.Task, one.Targets, one.NumOutputs, one.Labels, one.OutputNames = h.Task, h.Targets, h.NumOutputs, h.Labels, h.OutputNames
		one.NormalizeOutputs, one.Log1pTargets, one.ClipOutputs, one.LossSums = h.NormalizeOutputs, h.Log1pTargets, h.ClipOutputs, h.LossSums
		one.Threshold, one.FindThreshold = h.Threshold, h.FindThreshold
		v := view{Job: &one, name: h.Name, weight: h.LossWeight, outputs: h.NumOutputs, from: from, targets: one.ownWidth(), at: at}
		list = append(list, v)
		from, at = from+v.outputs, at+v.targets
	}
	return list
}

// headOf is the head of a target.
func (j *Job) headOf(target int) *view {
	for _, v := range j.views() {
		if target < v.at+v.targets {
			return &v
		}
	}
	panic("internal error: a target of no head")
}

// outputOf and targetOf are the parts of a row that belong to the head.
func outputOf[E Float](v view, y []E) []E { return y[v.from:][:v.outputs] }
func targetOf[E Float](v view, t []E) []E { return t[v.at:][:v.targets] }

// column is what a column of the head's is called: as it is, or behind the head's name where there are several.
func (v view) column(name string) string {
	if v.name == "" {
		return name
	}
	return v.name + "." + name
}

// byHead are the losses of the heads in the last call of a trainer's, before they are weighed.
type byHead interface{ HeadLosses() []float64 }

// losses are those of the heads over pieces of the rows: their sums with LossSums, else their means weighted by rows. Of a
// network with one head, and of a trainer that does not tell them apart, it is one. Of one that is not finite nothing else
// is known.
func (s *session[E]) losses(rows []int, size int, loss func(batch[E]) E) []float64 {
	views := s.job.views()
	heads, several := s.trainer.self().(byHead)
	if several = several && len(views) > 1; !several {
		views = []view{{Job: s.job, weight: 1}}
	}
	sums := make([]float64, len(views))
	for piece := range slices.Chunk(rows, size) {
		of := []float64{float64(loss(s.gather(piece)))}
		if several && numbers.Finite(of[0]) {
			of = heads.HeadLosses()
		}
		for i, l := range of {
			if !numbers.Finite(l) {
				return slices.Repeat([]float64{l}, len(views))
			}
			if !views[i].LossSums {
				l *= float64(len(piece)) / float64(len(rows))
			}
			sums[i] += l
		}
	}
	return sums
}

// weighed is the loss of the network.
func (s *session[E]) weighed(losses []float64) float64 {
	if len(losses) == 1 {
		return losses[0]
	}
	sum := 0.0
	for i, v := range s.job.views() {
		sum += v.weight * losses[i]
	}
	return sum
}

// measureAll measures the rows: the first head, and of several each one by name.
func (s *session[E]) measureAll(rows []int) (first result, heads map[string]HeadScore, err error) {
	views := s.job.views()
	if len(views) == 1 {
		first, err = s.measure(views[0], rows)
		return first, nil, err
	}
	heads = map[string]HeadScore{}
	losses := s.losses(rows, chunkRows, s.trainer.loss)
	for i, v := range views {
		r, err := s.measure(v, rows)
		if err != nil {
			return first, nil, err
		}
		of := HeadScore{Metric: r.metric, Score: r.score, Baseline: s.baseline(v, rows), Measures: r.measures}
		if len(losses) == len(views) && numbers.Finite(losses[i]) {
			of.Loss = &losses[i]
		}
		heads[v.name] = of
		if i == 0 {
			first = r
			first.measures = Measures{} // they stand with the head
		}
	}
	return first, heads, nil
}
