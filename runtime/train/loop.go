package train

import (
	"context"
	"errors"
	"math/rand/v2"
	"slices"
)

// errDiverged makes the exit status 1; what happened is told by EventDiverged.
var errDiverged = errors.New("training diverged")

// errGivenUp ends an epoch that was interrupted.
var errGivenUp = errors.New("interrupted")

// fitted says how training went.
type fitted struct {
	epochs int // finished
	best   int // the epoch whose weights the model has, counted from 1; 0: none finished

	interrupted bool
}

// fit trains. It leaves the model with the weights of the last epoch or, with
// early stopping, of the best one. If training diverges, that is the last or
// best one before, and the error is errDiverged. Another error says that it cannot go on from a checkpoint.
func (s *session[E]) fit(ctx context.Context, p parts) (fitted, error) {
	var f fitted
	s.laps = nil
	s.watch()
	var best *float64 // validation loss
	kept, params := &snapshot[E]{params: make([]E, s.net.NumParams)}, make([]E, s.net.NumParams)
	s.model.Params(params)
	if err := s.snap(kept, params); err != nil {
		return f, err
	}
	if err := s.resume(&f, &best, kept); err != nil {
		return f, err
	}
	if f.epochs > 0 && s.stops(ctx, &f) {
		return f, s.putBack(kept)
	}
	for e := f.epochs + 1; e <= s.job.Epochs; e++ {
		event, problem := s.epoch(ctx, e, p, params)
		if problem == errGivenUp {
			s.interrupted(&f)
			break
		}
		if problem != nil {
			s.events.emit(Event{Event: EventDiverged, Epoch: e, BestEpoch: f.best, Message: advice(s.job, e, f.best, problem)})
			if err := s.putBack(kept); err != nil {
				return f, err
			}
			return f, errDiverged
		}
		s.events.emit(event)
		if s.due(e, 0) {
			s.look(e, p.train)
			s.tellGrave(p.train)
		}
		f.epochs, s.laps = e, append(s.laps, newLap(event))
		if s.job.Patience == 0 || best == nil || *event.ValidationLoss < *best {
			best, f.best = event.ValidationLoss, e
			if err := s.snap(kept, params); err != nil {
				return f, err
			}
		}
		s.checkpoint(&f, best, kept, ctx.Err() != nil)
		if s.stops(ctx, &f) {
			break
		}
	}
	return f, s.putBack(kept)
}

// stops tells whether training is to end before its last epoch, and reports it.
func (s *session[E]) stops(ctx context.Context, f *fitted) bool {
	if s.job.Patience > 0 && f.epochs-f.best >= s.job.Patience {
		s.events.emit(Event{Event: EventStopped, Epoch: f.epochs, BestEpoch: f.best})
		return true
	}
	if s.descent != nil && s.descent.finished {
		s.events.emit(Event{Event: EventStopped, Epoch: f.epochs, BestEpoch: f.best, Message: "no step lowers the training loss any more"})
		return true
	}
	if ctx.Err() != nil || s.events.err != nil {
		s.interrupted(f)
		return true
	}
	return false
}

func (s *session[E]) interrupted(f *fitted) {
	f.interrupted = true
	s.events.emit(Event{Event: EventInterrupted, Epoch: f.epochs})
}

// epoch trains epoch e, counted from 1, and copies the weights to params. The
// error says what is not finite, or is errGivenUp. The first epoch is never
// given up, so that there is something to keep.
func (s *session[E]) epoch(ctx context.Context, e int, p parts, params []E) (Event, error) {
	if e == 1 {
		ctx = context.WithoutCancel(ctx)
	}
	event := Event{Event: EventEpoch, Epoch: e, Epochs: &s.job.Epochs}
	loss := s.pass(ctx, e-1, p.train)
	if ctx.Err() != nil {
		return event, errGivenUp
	}
	s.model.Params(params)
	if err := checkTrained(loss, params); err != nil || len(p.validation) == 0 {
		event.Loss = &loss
		return event, err
	}
	validation := s.loss(p.validation)
	if err := checkLoss("validation loss", validation); err != nil {
		return event, err
	}
	result, err := s.score(p.validation)
	event.Loss, event.ValidationLoss = &loss, &validation
	event.Metric, event.ValidationScore = result.metric, &result.score
	return event, err
}

// pass takes one step for each batch of the rows, in an order drawn for epoch
// e, counted from 0, and returns the training loss. It stops when ctx is done.
func (s *session[E]) pass(ctx context.Context, e int, rows []int) float64 {
	order := slices.Clone(rows)
	rand.New(rand.NewPCG(s.job.Seed, uint64(e))).Shuffle(len(order), func(i, j int) {
		order[i], order[j] = order[j], order[i]
	})
	s.trainer.SetEpoch(e)
	s.live.epoch, s.live.rows = e+1, 0
	s.count(e+1, len(rows))
	if s.descent != nil {
		return s.descend(ctx, rows)
	}
	if s.weights != nil {
		return s.weightedPass(ctx, order)
	}
	return s.weighed(s.losses(order, s.job.Batch, func(b batch[E]) E {
		if ctx.Err() != nil {
			return 0
		}
		loss := E(s.weighStep(func() float64 { return float64(s.trainer.step(b)) }))
		s.step(b.len())
		return loss
	}))
}

func (s *session[E]) loss(rows []int) float64 {
	return s.weighed(s.losses(rows, chunkRows, s.trainer.loss))
}
