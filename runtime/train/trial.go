package train

import (
	"context"
	"errors"
)

// trial does a job of ModeTrial: it trains, and scores on the validation part, or with Job.Folds on each fold of what is not
// the test part. It keeps no weights, and does not look at the rows to test. Once it trains, until says how long it may.
func (s *session[E]) trial(until func() (context.Context, context.CancelFunc)) error {
	s.job.CheckpointEvery, s.job.Resume, s.job.Refit = 0, false, 0
	if s.job.Patience > 0 && s.job.Validation == 0 {
		return errNoValidation
	}
	var err error
	if s.data, err = readDataset[E](s.job, s.net.inputs); err != nil {
		return err
	}
	p, err := split(s.job, s.data.rows(), s.classOf())
	if err != nil {
		return err
	}
	ctx, stop := until()
	defer stop()
	done := Event{Event: EventDone, Part: validationPart, Epochs: new(int)}
	if s.job.Folds > 0 {
		err = s.trialFolds(ctx, p, &done)
	} else {
		err = s.trialOnce(ctx, p, &done)
	}
	if errors.Is(err, errDiverged) {
		done.Message, err = "the first epoch brought no finite loss", nil
	}
	if err == nil {
		s.events.emit(done)
	}
	return err
}

func (s *session[E]) trialOnce(ctx context.Context, p parts, done *Event) error {
	if len(p.validation) == 0 {
		return errors.New("a trial is scored on a validation part; set data.split.validation, for example to 0.2")
	}
	r, f, loss, err := s.learned(ctx, p, p.validation)
	if err != nil {
		return err
	}
	done.Metric, done.Score, done.Loss, *done.Epochs, done.BestEpoch = r.metric, &r.score, &loss, f.epochs, f.best
	return nil
}

// trialFolds reports the means over the folds.
func (s *session[E]) trialFolds(ctx context.Context, p parts, done *Event) error {
	list, err := s.deal(p.untested())
	if err != nil {
		return err
	}
	var scores []float64
	mean := 0.0
	for k := range list {
		own, err := s.partsWithout(list, k)
		if err != nil {
			return err
		}
		r, f, loss, err := s.learned(ctx, own, list[k])
		if err != nil {
			return err
		}
		scores, mean = append(scores, r.score), mean+loss/float64(len(list))
		done.Metric = r.metric
		*done.Epochs = max(*done.Epochs, f.epochs)
	}
	score, deviation := meanDeviation(scores)
	done.Score, done.Deviation, done.Scores, done.Loss = &score, &deviation, scores, &mean
	return nil
}

// learned trains a new model and says how it does on rows. Nothing is reported meanwhile.
func (s *session[E]) learned(ctx context.Context, p parts, rows []int) (r result, f fitted, loss float64, err error) {
	if f, err = s.quietly(ctx, p); err != nil {
		return r, f, 0, err
	}
	loss = s.loss(rows)
	if r, err = s.score(rows); err != nil || checkLoss("loss", loss) != nil {
		err = errDiverged // its outputs are not finite there
	}
	return r, f, loss, err
}

// quietly trains a new model and reports nothing but what concerns a checkpoint. The error is errDiverged where no epoch was finished, errGivenUp where
// it was interrupted.
func (s *session[E]) quietly(ctx context.Context, p parts) (f fitted, err error) {
	if err = s.fresh(p); err != nil {
		return f, err
	}
	was := s.events.quiet
	s.events.quiet = true
	f, err = s.fit(ctx, p)
	s.events.quiet = was
	switch {
	case err == errDiverged && f.best > 0:
		err = nil
	case f.interrupted:
		err = errGivenUp
	}
	if err == nil {
		err = s.findThresholds(p.validation)
	}
	return f, err
}

// untested are the rows of the training and the validation part, in file order.
func (p parts) untested() []int { return merged(p.train, p.validation) }
