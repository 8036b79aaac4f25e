package train

import (
	"cmp"
	"math"
	"slices"
)

// calibrationBins is the number of bins of equal width by which probabilities are compared with what came true.
const calibrationBins = 15

// said is the probability of a class in a row, and whether the row is of that class: for two classes of the positive
// one, for more of the answer.
type said struct {
	p  float64
	is bool
}

// probabilities add up how good the probabilities of classes are.
type probabilities struct {
	bits int // of the network's numbers
	loss float64
	rows []said
}

// add adds a row of two classes by the probability of the positive one.
func (q *probabilities) add(p float64, positive bool) {
	q.rows = append(q.rows, said{p, positive})
	if !positive {
		p = 1 - p
	}
	q.lose(p)
}

// addClass adds a row by the probabilities of its class and of the answer.
func (q *probabilities) addClass(target, answer float64, right bool) {
	q.rows = append(q.rows, said{answer, right})
	q.lose(target)
}

// lose adds -log of the probability of what is true. As in scikit-learn it is no closer to 0 or 1 than an epsilon.
func (q *probabilities) lose(p float64) {
	epsilon := 0x1p-23
	if q.bits == 64 {
		epsilon = 0x1p-52
	}
	q.loss -= math.Log(min(max(p, epsilon), 1-epsilon))
}

func (q *probabilities) measures(m *Measures, binary bool) {
	if len(q.rows) == 0 {
		return
	}
	m.LogLoss = new(q.loss / float64(len(q.rows)))
	m.ECE = new(calibration(q.rows))
	if binary {
		m.AUC = area(q.rows)
	}
}

// bin counts the rows whose probability lies in an interval.
type bin struct {
	rows, true int
	p          float64 // the sum of the probabilities
}

// reliability sorts rows into bins of equal width, (k/15, (k+1)/15]; 0 is in the first.
func reliability(rows []said) (bins [calibrationBins]bin) {
	for _, r := range rows {
		k := 0
		for k+1 < calibrationBins && r.p > float64(k+1)/calibrationBins {
			k++
		}
		bins[k].rows++
		bins[k].p += r.p
		if r.is {
			bins[k].true++
		}
	}
	return bins
}

// calibration is the expected calibration error: the mean over the rows of |share that is true - mean probability| of
// their bin (Guo et al. 2017, On Calibration of Modern Neural Networks).
func calibration(rows []said) float64 {
	sum := 0.0
	for _, b := range reliability(rows) {
		sum += math.Abs(float64(b.true) - b.p)
	}
	return sum / float64(len(rows))
}

// area is the share of pairs of a positive and a negative row in which the positive one has the higher probability; equal
// ones count one half. It is nil where there are no such pairs.
func area(rows []said) *float64 {
	sorted := slices.SortedFunc(slices.Values(rows), func(a, b said) int { return cmp.Compare(a.p, b.p) })
	below, positives, pairs := 0, 0, 0.0
	for at := 0; at < len(sorted); {
		equal := [2]int{}
		for p := sorted[at].p; at < len(sorted) && sorted[at].p == p; at++ {
			if sorted[at].is {
				equal[1]++
			} else {
				equal[0]++
			}
		}
		pairs += float64(equal[1]) * (float64(below) + float64(equal[0])/2)
		below, positives = below+equal[0], positives+equal[1]
	}
	if below == 0 || positives == 0 {
		return nil
	}
	return new(pairs / (float64(below) * float64(positives)))
}
