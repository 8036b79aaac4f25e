package train

import (
	"context"
	"fmt"
	"math"
	"slices"
)

// pilot is a training that finds out how many epochs are best, told by rows that it does not learn from.
type pilot struct {
	Epochs int     `json:"epochs"`
	Best   int     `json:"best"`
	Metric string  `json:"metric"`
	Score  float64 `json:"score"`
	// Thresholds are those of the outputs that it has found.
	Thresholds []float64 `json:"thresholds,omitempty"`
}

// pilots are those of a training with Job.Refit, as far as they are over.
type pilots []pilot

// epochs is the mean of the best epochs.
func (list pilots) epochs() int {
	sum := 0.0
	for _, p := range list {
		sum += float64(p.Best)
	}
	return max(1, int(math.Round(sum/float64(len(list)))))
}

// threshold is the mean of what they have found for an output.
func (list pilots) threshold(output int) float64 {
	sum := 0.0
	for _, p := range list {
		if output >= len(p.Thresholds) {
			return 0.5 // of a checkpoint from before there were any
		}
		sum += p.Thresholds[output]
	}
	return sum / float64(len(list))
}

// score is the mean of the scores, with their deviation; of one there is none.
func (list pilots) score() (mean float64, deviation *float64) {
	var scores []float64
	for _, p := range list {
		scores = append(scores, p.Score)
	}
	mean, d := meanDeviation(scores)
	if len(scores) > 1 {
		deviation = &d
	}
	return mean, deviation
}

// explore trains Job.Refit times, with validation parts of their own, and then prepares the training on all of the rows but
// those to test, for the mean of the best epochs. Where it was interrupted, f and the parts are those of the
// training that was under way.
func (s *session[E]) explore(ctx context.Context, p parts) (f fitted, all parts, err error) {
	c := &s.checkpoints
	c.origin = s.origin()
	if s.job.Resume {
		if found, err := readCheckpoint(Checkpoint(s.job.Out)); err == nil && c.origin.differs(found.found.Origin) == "" {
			c.pilots = found.found.Pilots // what is wrong with it else is told where training goes on from it
		}
	}
	for k := len(c.pilots); k < s.job.Refit; k++ {
		own, err := s.pilotParts(p, k)
		if err == nil {
			f, err = s.pilot(ctx, own, k)
		}
		if err != nil {
			return f, own, fmt.Errorf("run %d of %d: %w", k+1, s.job.Refit, err)
		}
		if f.interrupted {
			return f, own, nil
		}
	}
	s.job.Epochs, s.job.Patience = c.pilots.epochs(), 0
	s.job.Seed = c.origin.Seed
	all = parts{train: p.untested(), test: p.test}
	s.events.emit(Event{Event: EventRefit, Rows: len(all.train), Epochs: &s.job.Epochs})
	return f, all, s.fresh(all)
}

// pilotParts has the parts of the spec first, and then other rows to validate, as many.
func (s *session[E]) pilotParts(p parts, k int) (parts, error) {
	if k == 0 {
		return p, nil
	}
	rows := p.untested()
	job := *s.job
	job.SplitSeed += uint64(k)
	job.Validation, job.Test = float64(len(p.validation))/float64(len(rows)), 0
	own, err := s.splitOf(&job, rows)
	own.test = p.test
	return own, err
}

// pilot is training k.
func (s *session[E]) pilot(ctx context.Context, p parts, k int) (fitted, error) {
	patience := s.job.Patience
	defer func() { s.job.Patience = patience }()
	if patience == 0 {
		s.job.Patience = s.job.Epochs // the best epoch counts, and none is left out
	}
	s.job.Seed = s.checkpoints.origin.Seed + uint64(k)
	f, err := s.quietly(ctx, p)
	s.job.Resume = false
	if err == errGivenUp {
		return f, nil
	}
	if err == errDiverged {
		err = errNoEpoch
	}
	if err != nil {
		return f, err
	}
	r, err := s.score(p.validation)
	if err != nil {
		return f, err
	}
	s.checkpoints.pilots = append(slices.Clip(s.checkpoints.pilots), pilot{f.epochs, f.best, r.metric, r.score, appendFloats(nil, s.thresholds)})
	s.events.emit(Event{Event: EventPilot, Fold: k + 1, Epochs: &f.epochs, BestEpoch: f.best, Metric: r.metric, Score: &r.score})
	return f, nil
}

// refitted makes the last event tell of a refit: without a test part, no row is left that says how good the weights are, and
// the score is the mean of those of the pilots.
func (s *session[E]) refitted(done *Event) {
	list := s.checkpoints.pilots
	if s.job.Refit == 0 || len(list) < s.job.Refit || done.Part != trainingPart {
		return
	}
	mean, deviation := list.score()
	done.Part, done.Score, done.Deviation, done.Baseline, done.Measures, done.ScoreBefore = validationPart, &mean, deviation, nil, Measures{}, nil
}
