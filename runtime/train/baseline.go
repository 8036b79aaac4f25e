package train

import (
	"fmt"

	"github.com/nngen/nngen/internal/numbers"
)

// Baseline is what the simplest answer scores on the same rows: the same for all of them, whatever the inputs are.
type Baseline struct {
	Answer string  `json:"answer"` // always No, or the mean
	Score  float64 `json:"score"`
}

// baseline is the best answer that is the same for all rows: the most frequent class, for several labels the more
// frequent one of each, or the mean of each target.
func (s *session[E, In, T, Out]) baseline(rows []int) *Baseline {
	switch s.job.Task {
	case Regression:
		return &Baseline{"the mean", s.constantR2(rows)}
	case Multilabel:
		return &Baseline{"always the same labels", s.constantLabels(rows)}
	}
	counts := make([]int, len(s.job.classTexts()))
	for _, row := range rows {
		counts[int(s.data.target(row)[0])]++
	}
	best := argmaxOf(counts)
	return &Baseline{"always " + plain(s.job.classTexts()[best]), float64(counts[best]) / float64(len(rows))}
}

// argmaxOf is the index of the first of the largest counts.
func argmaxOf(counts []int) int {
	best := 0
	for i, n := range counts {
		if n > counts[best] {
			best = i
		}
	}
	return best
}

// constantLabels is the share of labels that are right where each is always the more frequent of 0 and 1.
func (s *session[E, In, T, Out]) constantLabels(rows []int) float64 {
	right := 0
	for label := range s.data.width {
		ones := 0
		for _, row := range rows {
			ones += numbers.Bit(s.data.target(row)[label] >= 0.5)
		}
		right += max(ones, len(rows)-ones)
	}
	return float64(right) / float64(len(rows)*s.data.width)
}

// constantR2 is the R² of the means of the targets: 0, but 1 for one whose values are all equal.
func (s *session[E, In, T, Out]) constantR2(rows []int) float64 {
	r2 := 0.0
	for _, target := range spreads(rows, s.data.width, s.data.target) {
		r2 += float64(numbers.Bit(target.low == target.high))
	}
	return r2 / float64(s.data.width)
}

// Suffices tells whether the simplest answer scores no less.
func (b *Baseline) Suffices(score float64) bool { return b.Score >= score }

// String is the answer with its score.
func (b *Baseline) String() string { return fmt.Sprintf("%s: %.4g", b.Answer, b.Score) }
