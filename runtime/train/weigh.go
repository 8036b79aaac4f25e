package train

import (
	"context"
	"fmt"
	"math"
	"slices"
)

// weigh gives every row its weight: the one in the data times that of its class. Without either there are none.
func (s *session[E]) weigh(rows []int) error {
	classes := s.classWeights(rows)
	if classes == nil && s.data.weights == nil {
		return nil
	}
	s.weights = slices.Repeat([]E{1}, s.data.rows())
	if s.data.weights != nil {
		s.weights = slices.Clone(s.data.weights)
	}
	for row := range s.weights {
		if classes != nil {
			s.weights[row] *= E(classes[int(s.data.target(row)[0])])
		}
	}
	if s.weightOf(rows) == 0 {
		return fmt.Errorf("%s: each row of the training part has the weight 0; there is nothing to learn", s.job.dataPlace())
	}
	return nil
}

// classWeights are the weights of the classes by the rows of the training part; nil where there are none.
func (s *session[E]) classWeights(rows []int) []float64 {
	if !s.job.BalanceClasses {
		return s.job.ClassWeights
	}
	classes := len(s.job.classTexts())
	weights := make([]float64, classes)
	for _, row := range rows {
		weights[int(s.data.target(row)[0])]++
	}
	for k, n := range weights {
		if weights[k] = float64(len(rows)) / (float64(classes) * n); n == 0 {
			weights[k] = 1 // no row is weighed by it
		}
	}
	return weights
}

func (s *session[E]) weightOf(rows []int) (sum float64) {
	for _, row := range rows {
		sum += float64(s.weights[row])
	}
	return sum
}

// weightedPass takes a step for each batch, as pass does, and returns the mean of the losses of the rows by weight.
func (s *session[E]) weightedPass(ctx context.Context, order []int) float64 {
	all, mean := s.weightOf(order), 0.0
	for piece := range slices.Chunk(order, s.job.Batch) {
		weight := s.weightOf(piece)
		if weight == 0 || ctx.Err() != nil {
			continue
		}
		mean += s.weighStep(func() float64 { return s.weightedStep(piece) }) * weight / all
		if math.IsNaN(mean) {
			return mean
		}
		s.step(len(piece))
	}
	return mean
}

// weightedStep takes a step with rows that have weights, and returns the mean of their losses; where that is not finite it
// changes nothing and returns NaN.
func (s *session[E]) weightedStep(rows []int) float64 {
	loss := float64(s.trainer.backwardWeighted(s.gather(rows), s.gatherWeights(rows)))
	if !s.trainer.Update() {
		return math.NaN()
	}
	return loss
}

// gatherWeights copies the weights of rows together; where rows count alike it is nil.
func (s *session[E]) gatherWeights(rows []int) []E {
	if s.weights == nil {
		return nil
	}
	s.ws = s.ws[:0]
	for _, row := range rows {
		s.ws = append(s.ws, s.weights[row])
	}
	return s.ws
}
