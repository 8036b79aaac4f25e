package train

import (
	"cmp"
	"errors"
	"fmt"

	"github.com/nngen/nngen/internal/numbers"
)

// chunkRows is the number of rows computed at once where the batch size of
// the job plays no role.
const chunkRows = 256

var errNoValidation = errors.New("early stopping needs a validation part; set data.split.validation, for example to 0.1")

// errNoEpoch is about a training of which nothing is left.
var errNoEpoch = errors.New("the first epoch brought no finite loss; lower the learning rate")

// session is one training or evaluation.
type session[E Float] struct {
	job    *Job
	net    *network[E]
	events *events

	data       *dataset[E]
	model      model[E]
	trainer    trainer[E]
	descent    *lbfgs[E]     // with Job.LBFGS: what changes the weights, with the trainer's gradients
	thresholds thresholds[E] // by which the model answers

	spreads []spread // of the inputs in the training part, once asked for
	unused  []string // values that no row of the training part has
	gapless []string // columns that may have gaps, but have none there
	weights []E      // of the rows in training; nil if they count alike
	live    pulse

	checkpoints checkpoints
	laps        []lap
	gauges      gauges[E]

	batch batch[E] // the rows of one call of the model
	ws    []E
}

// gather copies rows together, as the model takes them; they stay until the next call.
func (s *session[E]) gather(rows []int) batch[E] {
	b := s.empty()
	b.gather(rows, &s.data.xs, &s.data.targets)
	return b
}

// empty is the session's batch without rows.
func (s *session[E]) empty() batch[E] {
	if s.batch == nil {
		s.batch = s.net.NewBatch()
	}
	s.batch.reset()
	return s.batch
}

// train does a job of ModeTrain. It returns errDiverged, after everything else
// is done, if training had to end early for that reason.
func (s *session[E]) train() error {
	switch {
	case s.job.Patience > 0 && s.job.Validation == 0:
		return errNoValidation
	case s.job.Refit > 0 && s.job.Validation == 0:
		return errors.New("to refit takes a validation part; set data.split.validation, for example to 0.1")
	case s.job.findsThreshold() && s.job.Validation == 0:
		return errors.New("a threshold is found on the validation part; set data.split.validation, for example to 0.1")
	case s.job.Folds > 0:
		ctx, stop := untilSignal()
		defer stop()
		return s.folds(ctx)
	}
	p, err := s.prepare()
	if err != nil {
		return err
	}
	ctx, stop := untilSignal()
	defer stop()
	s.events.emit(Event{
		Event: EventStart, Rows: s.data.rows(), LeftOut: s.data.leftOut,
		Train: len(p.train), Validation: len(p.validation), Test: len(p.test),
	})
	s.warn(p.train)
	s.warnUnused()
	var fitted fitted
	if s.job.Refit > 0 {
		if fitted, p, err = s.explore(ctx, p); err != nil {
			return err
		}
	}
	var divergence error
	if !fitted.interrupted {
		fitted, divergence = s.fit(ctx, p)
	}
	if divergence != nil && divergence != errDiverged {
		return divergence
	}
	if divergence != nil && fitted.best == 0 {
		return divergence // nothing was learned: an earlier file stays
	}
	defer s.forgetCheckpoint(&fitted)
	if err := s.finish(p, fitted, divergence == nil && !fitted.interrupted); err != nil {
		return err
	}
	return divergence
}

// prepare reads and splits the data and makes the model to be trained.
func (s *session[E]) prepare() (parts, error) {
	s.beat()
	var err error
	if s.data, err = readDataset[E](s.job, s.net.inputs); err != nil {
		return parts{}, err
	}
	p, err := split(s.job, s.data.rows(), s.classOf())
	if err != nil {
		return parts{}, err
	}
	return p, s.fresh(p)
}

// fresh makes a model that has learned nothing but offsets, scales and the like, and its trainer.
func (s *session[E]) fresh(p parts) error {
	s.unused, s.gapless, s.spreads = nil, nil, nil // those of another training part
	if err := s.begin(); err != nil {
		return err
	}
	if err := s.normalize(p.train); err != nil {
		return err
	}
	s.forgetUnused(p.train)
	s.trainer = s.net.NewTrainer(s.model)
	if s.job.LBFGS != nil {
		s.descent = &lbfgs[E]{first: s.job.LBFGS.Rate}
	}
	if s.job.Rate > 0 {
		s.trainer.self().(rated).SetRate(s.job.Rate)
	}
	var err error
	if s.thresholds, err = thresholdsOf(s.job, s.net, s.model); err != nil {
		return err
	}
	return s.weigh(p.train)
}

// classOf tells the class of a row, by the first head that has classes; it is nil where none has.
func (s *session[E]) classOf() func(row int) int {
	for _, head := range s.job.views() {
		if head.hasClasses() {
			return func(row int) int { return int(targetOf(head, s.data.target(row))[0]) }
		}
	}
	return nil
}

// finish scores the model on the first part there is of test, validation and
// training, saves it and reports. Training is whole unless it ended early
// because it was interrupted or diverged.
func (s *session[E]) finish(p parts, f fitted, whole bool) error {
	name, rows := p.scored()
	var result result
	var heads map[string]HeadScore
	err := s.findThresholds(p.validation)
	if err == nil {
		result, heads, err = s.measureAll(rows)
	}
	if err != nil {
		_, saving := s.keep(whole, nil)
		return errors.Join(saving, err)
	}
	now := s.recordOn(name, rows, result)
	kept, err := s.keep(whole, &now)
	if err != nil {
		return err
	}
	s.detail(rows, result)
	done := Event{
		Event: EventDone, Metric: result.metric, Score: &result.score, Baseline: s.baseline(s.job.views()[0], rows), Measures: result.measures, Heads: heads, Part: name,
		Parts: s.scoreParts(p), Epochs: &f.epochs, BestEpoch: f.best, Weights: kept.path, ScoreBefore: kept.before,
	}
	if whole {
		s.diagnose(p, result, &done)
	}
	s.refitted(&done)
	if s.job.Line {
		done.Line = s.line(p.train)
	}
	s.events.emit(done)
	return nil
}

// eval does a job of ModeEval.
func (s *session[E]) eval() error {
	var err error
	if s.model, err = s.net.Load(s.job.Weights); err != nil {
		return err
	}
	s.trainer = s.net.NewTrainer(s.model)
	if s.thresholds, err = thresholdsOf(s.job, s.net, s.model); err != nil {
		return err
	}
	if s.data, err = readDataset[E](s.job, s.net.inputs); err != nil {
		return err
	}
	rows, err := s.part()
	if err != nil {
		return err
	}
	result, heads, err := s.measureAll(rows)
	if err != nil {
		return err
	}
	part := cmp.Or(s.job.Part, PartAll)
	loss := s.loss(rows)
	if !numbers.Finite(loss) {
		return fmt.Errorf("%s: the loss of these rows is not finite: the values are too large for float%d", s.job.dataName(), bitSize[E]())
	}
	s.detail(rows, result)
	s.events.emit(Event{
		Event: EventEval, Metric: result.metric, Score: &result.score, Baseline: s.baseline(s.job.views()[0], rows), Measures: result.measures, Heads: heads, Part: part,
		Loss: &loss, Rows: len(rows), LeftOut: s.data.leftOut,
	})
	return nil
}

// part are the rows that eval scores.
func (s *session[E]) part() ([]int, error) {
	if part := cmp.Or(s.job.Part, PartAll); part == PartAll {
		return s.allRows(), nil
	}
	p, err := split(s.job, s.data.rows(), s.classOf())
	if err != nil {
		return nil, err
	}
	rows := map[string][]int{PartTrain: p.train, PartValidation: p.validation, PartTest: p.test}[s.job.Part]
	if len(rows) == 0 {
		return nil, fmt.Errorf("there is no %s part; data.split in the spec sets its share of the rows", s.job.Part)
	}
	return rows, nil
}
