package train

import (
	"cmp"
	"errors"
	"math"
	"slices"

	"github.com/nngen/nngen/internal/numbers"
)

// The values of Job.FindThreshold.
const (
	FindF1       = "f1"
	FindBalanced = "balanced"
)

// thresholds are the probabilities from which on each output says yes: nil for one half.
type thresholds[E Float] []E

// yes tells whether output j says yes.
func (t thresholds[E]) yes(j int, p E) bool {
	if t == nil {
		return p >= 0.5
	}
	return p >= t[j]
}

// of are those of a head: nil where they are one half, or where it has none.
func (t thresholds[E]) of(head view) thresholds[E] {
	if t == nil || head.Threshold == 0 && head.FindThreshold == "" {
		return nil
	}
	return t[head.from:][:head.outputs]
}

// findsThreshold reports whether training finds the threshold of any output.
func (j *Job) findsThreshold() bool {
	return slices.ContainsFunc(j.views(), func(v view) bool { return v.FindThreshold != "" })
}

// thresholdsOf are those of all outputs: by the job, or those that the model has found.
func thresholdsOf[E Float](job *Job, net *network[E], model model[E]) (list thresholds[E], err error) {
	if job.findsThreshold() && (net.Threshold == nil || net.SetThreshold == nil) {
		return nil, errors.New("the job finds thresholds, but the model has no SetThreshold")
	}
	own := false
	for _, v := range job.views() {
		switch {
		case v.FindThreshold != "":
			list = append(list, net.Threshold(model)[v.from:][:v.outputs]...)
		case v.Threshold != 0:
			list = append(list, slices.Repeat([]E{E(v.Threshold)}, v.outputs)...)
		default:
			list = append(list, slices.Repeat([]E{0.5}, v.outputs)...)
			continue
		}
		own = true
	}
	if !own {
		return nil, nil
	}
	return list, nil
}

// findThresholds sets the thresholds of the model to what serves the rows best, the validation part. Without one, after the
// trainings that have found how to train on all rows, they are the means of theirs.
func (s *session[E]) findThresholds(rows []int) error {
	if !s.job.findsThreshold() {
		return nil
	}
	for _, v := range s.job.views() {
		if v.FindThreshold == "" {
			continue
		}
		if err := s.findThreshold(v, rows); err != nil {
			return err
		}
	}
	s.net.SetThreshold(s.model, s.thresholds)
	return nil
}

func (s *session[E]) findThreshold(head view, rows []int) error {
	found := s.thresholds.of(head)
	if pilots := s.checkpoints.pilots; len(rows) == 0 && len(pilots) > 0 {
		for j := range found {
			found[j] = E(pilots.threshold(head.from + j))
		}
		return nil
	}
	said, is := make([][]E, head.outputs), make([][]bool, head.outputs)
	err := s.forwardHead(head, rows, func(y, target []E) {
		for j, p := range y {
			said[j], is[j] = append(said[j], p), append(is[j], target[j] >= 0.5)
		}
	})
	if err != nil {
		return err
	}
	for j := range found {
		var ok bool
		if found[j], ok = bestThreshold(head.FindThreshold, said[j], is[j]); !ok {
			s.warnf("no threshold can be found for %s: all rows of the validation part are alike; it stays at 0.5", plain(head.yes(j)))
		}
	}
	return nil
}

// yes is what output j says.
func (v view) yes(j int) string {
	if v.Task == Binary {
		return v.classTexts()[1]
	}
	return outputColumns(v.Job)[j]
}

// bestThreshold is the threshold for the largest F1 of what is said, or the largest mean of the recalls of both answers; of
// equals the one nearest to one half. It lies in the middle between two probabilities, so that none is lost to rounding. Where
// all rows are alike it is one half, and not ok.
func bestThreshold[E Float](find string, said []E, is []bool) (best E, ok bool) {
	order := make([]int, len(said))
	all := 0
	for i := range order {
		order[i] = i
		all += numbers.Bit(is[i])
	}
	if all == 0 || all == len(is) {
		return 0.5, false
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Compare(said[b], said[a]) })
	top, right := -1.0, 0
	for i, row := range order {
		right += numbers.Bit(is[row])
		below := E(0)
		if i+1 < len(order) {
			if below = said[order[i+1]]; below == said[row] {
				continue
			}
		}
		value := 2 * float64(right) / float64(i+1+all) // F1
		if find == FindBalanced {
			negative := len(is) - all // times the rows of both answers, which are the same for all
			value = float64(right)*float64(negative) + float64(negative-(i+1-right))*float64(all)
		}
		t := between(below, said[row])
		if value > top || value == top && math.Abs(float64(t)-0.5) < math.Abs(float64(best)-0.5) {
			top, best = value, t
		}
	}
	return best, true
}

// between is one half where that tells two probabilities apart, else their middle, or what comes after the lower one.
func between[E Float](low, high E) E {
	if low < 0.5 && high >= 0.5 {
		return 0.5
	}
	if t := low + (high-low)/2; t > low {
		return t
	}
	return high
}
