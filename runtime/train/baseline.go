package train

import (
	"fmt"

	"github.com/nngen/nngen/internal/numbers"
)

// Baseline is what the simplest answer scores on the same rows: the same for all of them, whatever the inputs are.
type Baseline struct {
	Answer string  `json:"answer"` // always No, or the mean
	Score  float64 `json:"score"`
	// AtHalf is what the network scores with a threshold of one half, where its own is another: that may give up right answers
	// of one class for those of the other.
	AtHalf *float64 `json:"at_half,omitempty"`
}

// baseline is the best answer of a head that is the same for all rows, beside what its own is worth with a threshold of one half.
func (s *session[E]) baseline(head view, rows []int) *Baseline {
	b := s.simplest(head, rows)
	if own := s.thresholds; own.of(head) != nil {
		s.thresholds = nil
		if r, err := s.scoreHead(head, rows); err == nil {
			b.AtHalf = &r.score
		}
		s.thresholds = own
	}
	return b
}

// simplest is the most frequent class, for several labels the more frequent one of each, or the mean of each target.
func (s *session[E]) simplest(head view, rows []int) *Baseline {
	target := func(row int) []E { return targetOf(head, s.data.target(row)) }
	switch head.Task {
	case Regression:
		return &Baseline{Answer: "the mean", Score: constantR2(spreads(rows, head.targets, target))}
	case Multilabel:
		return &Baseline{Answer: "always the same labels", Score: constantLabels(rows, head.targets, target)}
	}
	counts := s.countClasses(head, rows)
	best := argmaxOf(counts)
	return &Baseline{Answer: "always " + plain(head.classTexts()[best]), Score: float64(counts[best]) / float64(len(rows))}
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
func constantLabels[E Float](rows []int, width int, target func(row int) []E) float64 {
	right := 0
	for label := range width {
		ones := 0
		for _, row := range rows {
			ones += numbers.Bit(target(row)[label] >= 0.5)
		}
		right += max(ones, len(rows)-ones)
	}
	return float64(right) / float64(len(rows)*width)
}

// constantR2 is the R² of the means of the targets: 0, but 1 for one whose values are all equal.
func constantR2(targets []spread) float64 {
	r2 := 0.0
	for _, target := range targets {
		r2 += float64(numbers.Bit(target.low == target.high))
	}
	return r2 / float64(len(targets))
}

// Suffices tells whether the simplest answer scores no less than the network, whatever its threshold is.
func (b *Baseline) Suffices(score float64) bool {
	if b.AtHalf != nil {
		score = max(score, *b.AtHalf)
	}
	return b.Score >= score
}

// String is the answer with its score.
func (b *Baseline) String() string { return fmt.Sprintf("%s: %.4g", b.Answer, b.Score) }
