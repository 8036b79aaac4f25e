package train

import (
	"context"
	"math"
	"math/rand/v2"
	"slices"

	"github.com/nngen/nngen/internal/numbers"
)

// How learning rates are tried.
const (
	rateSweeps = 3 // from other weights, over other batches; the curve is their mean
	rateLimit  = 4 // a sweep ends where its loss is so many times the lowest one

	rateSteady = 0.8 // of the loss that tells this, the part that is left in the next step
	rateWindow = 6   // steps on either side that smooth the curve
)

// RateSteps is how many learning rates ModeRates tries, each with a batch of its own.
const RateSteps = 200

// tryRates does a job of ModeRates: it trains with a rate that rises from batch to batch, and sees when the loss begins to
// fall and when to rise (Smith 2017, arXiv 1506.01186). No weights are kept.
func (s *session[E]) tryRates() error {
	p, err := s.prepare()
	if err != nil {
		return err
	}
	ctx, stop := untilSignal()
	defer stop()
	s.events.emit(Event{Event: EventStart, Rows: s.data.rows(), LeftOut: s.data.leftOut, Train: len(p.train), Validation: len(p.validation), Test: len(p.test)})
	var sweeps [][]float64
	seed := s.job.Seed
	defer func() { s.job.Seed = seed }()
	for range rateSweeps {
		sweeps = append(sweeps, s.sweep(ctx, p.train))
		if ctx.Err() != nil {
			return errGivenUp
		}
		s.job.Seed++
		if err := s.fresh(p); err != nil {
			return err
		}
	}
	losses := meanCurve(sweeps)
	smoothed := smooth(losses, rateWindow)
	rates := make([]float64, len(losses))
	for i := range rates {
		rates[i] = s.rate(i)
	}
	s.events.emit(Event{Event: EventRates, Rates: rates, Losses: losses, Smoothed: smoothed})
	rate, reason := suggestRate(rates, smoothed)
	done := Event{Event: EventDone, Reason: reason, Plot: s.job.Plot}
	if rate > 0 {
		done.LearningRate = &rate
	}
	s.events.emit(done)
	return nil
}

// sweep takes a step with each rate, and returns the losses until they explode.
func (s *session[E]) sweep(ctx context.Context, rows []int) (losses []float64) {
	rated := s.trainer.self().(rated)
	random := rand.New(rand.NewPCG(s.job.Seed, splitStream+1))
	var left []int
	steady, lowest := 0.0, math.Inf(1)
	for i := 0; i < RateSteps && ctx.Err() == nil; i++ {
		if len(left) == 0 {
			left = slices.Clone(rows)
			random.Shuffle(len(left), func(i, j int) { left[i], left[j] = left[j], left[i] })
		}
		n := min(s.job.Batch, len(left))
		rated.SetRate(s.rate(i))
		loss := s.learn(left[:n])
		left = left[n:]
		if !numbers.Finite(loss) {
			break
		}
		losses = append(losses, loss)
		steady = rateSteady*steady + (1-rateSteady)*loss
		now := steady / (1 - math.Pow(rateSteady, float64(i+1)))
		if lowest = min(lowest, now); now > rateLimit*lowest {
			break
		}
	}
	return losses
}

// rate is the one of a step.
func (s *session[E]) rate(i int) float64 {
	return s.job.RateFrom * math.Pow(s.job.RateFactor, float64(i))
}

// rated is a trainer whose learning rate can be set.
type rated interface{ SetRate(lr float64) }

// learn takes one step, and returns the loss before it.
func (s *session[E]) learn(rows []int) float64 {
	if s.weights == nil {
		return float64(s.trainer.step(s.gather(rows)))
	}
	if s.weightOf(rows) == 0 {
		return 0
	}
	return s.weightedStep(rows)
}

// meanCurve is the mean of curves, as far as the shortest goes.
func meanCurve(curves [][]float64) []float64 {
	n := len(slices.MinFunc(curves, func(a, b []float64) int { return len(a) - len(b) }))
	curve := make([]float64, n)
	for i := range curve {
		for _, c := range curves {
			curve[i] += c[i] / float64(len(curves))
		}
	}
	return curve
}

// smooth is the mean of each value and its neighbours, which weigh less the farther away they are.
func smooth(values []float64, window int) []float64 {
	list := make([]float64, len(values))
	for i := range list {
		sum, weights := 0.0, 0.0
		for j := max(0, i-window); j < min(len(values), i+window+1); j++ {
			w := float64(window + 1 - max(i-j, j-i))
			sum, weights = sum+w*values[j], weights+w
		}
		list[i] = sum / weights
	}
	return list
}
