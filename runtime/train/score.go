package train

import (
	"fmt"
	"math"
	"slices"

	"github.com/nngen/nngen/internal/numbers"
)

// result is the score of a set of rows.
type result struct {
	metric   string
	score    float64
	measures Measures // of a regression, and of what measure scored

	reliability []Reliability // of classes, of what measure scored
}

// score computes the metric of the task over rows, of several heads that of the first: the share of right rows
// (multilabel: of right labels), or for regression R².
func (s *session[E]) score(rows []int) (result, error) {
	return s.scoreHead(s.job.views()[0], rows)
}

func (s *session[E]) scoreHead(head view, rows []int) (result, error) {
	if head.Task == Regression {
		return s.scoreRegression(head, rows)
	}
	by := s.thresholds.of(head)
	right := 0
	err := s.forwardHead(head, rows, func(y, target []E) {
		right += rightAnswers(head.Task, y, target, by)
	})
	accuracy := float64(right) / float64(len(rows)*head.targets)
	return result{metric: "accuracy", score: accuracy}, err
}

// rightAnswers counts the entries of target that the output y gets right.
func rightAnswers[E Float](task string, y, target []E, by thresholds[E]) int {
	if task == Multiclass {
		if argmax(y) == int(target[0]) {
			return 1
		}
		return 0
	}
	right := 0
	for j, p := range y {
		if by.yes(j, p) == (target[j] >= 0.5) {
			right++
		}
	}
	return right
}

// argmax is the index of the first of the largest entries.
func argmax[E Float](y []E) int {
	best := 0
	for i, v := range y {
		if v > y[best] {
			best = i
		}
	}
	return best
}

// scoreRegression computes, in raw units, R² = 1 - Σ(t-y)²/Σ(t-mean(t))² as
// the mean over the outputs, and the errors over rows and outputs. As in
// scikit-learn, R² of an output whose targets are all equal is 1 if they are
// met exactly, else 0.
func (s *session[E]) scoreRegression(head view, rows []int) (result, error) {
	v := newValues(head.targets)
	err := s.forwardHead(head, rows, func(y, target []E) {
		for j := range y {
			d := float64(target[j]) - float64(y[j])
			v.squares[j] += d * d
			v.absolute[j] += math.Abs(d)
		}
	})
	targets := spreads(rows, head.targets, func(row int) []E { return targetOf(head, s.data.target(row)) })
	m := v.measures(outputColumns(head.Job), targets, len(rows))
	if err == nil && !(numbers.Finite(*m.R2) && numbers.Finite(*m.RMSE)) {
		err = fmt.Errorf("%s: the errors of the predictions are too large to be squared", s.job.dataName())
	}
	return result{metric: "r2", score: *m.R2, measures: m}, err
}

func determination(residual, total float64) float64 {
	switch {
	case total > 0:
		return 1 - residual/total
	case residual == 0:
		return 1
	}
	return 0
}

// forwardHead calls visit with what a head answers and is to answer, for every row.
func (s *session[E]) forwardHead(head view, rows []int, visit func(y, target []E)) error {
	return s.forward(rows, func(y, target []E) { visit(outputOf(head, y), targetOf(head, target)) })
}

// forward calls visit with the output and the target of every row. An output
// that is not finite is an error.
func (s *session[E]) forward(rows []int, visit func(y, target []E)) error {
	for piece := range slices.Chunk(rows, chunkRows) {
		b := s.gather(piece)
		s.model.forward(b)
		for i, row := range piece {
			y := b.output(i)
			if !allFinite(y) {
				return outputError(s.job.dataName(), row)
			}
			visit(y, s.data.target(row))
		}
	}
	return nil
}

// outputError is about an output that is not finite; row counts from 0.
func outputError(file string, row int) error {
	return fmt.Errorf("%s: the output of the network for data row %d is not finite; its inputs are too large", file, row+1)
}
