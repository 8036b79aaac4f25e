package train

import "math"

// The values of Event.Code: what training may show of the data and the network.
const (
	CodeLeak         = "leaking-column"
	CodeTwins        = "duplicate-columns"
	CodeConstant     = "constant-columns"
	CodeRateHigh     = "learning-rate-high"
	CodeRateLow      = "learning-rate-low"
	CodeOverfitting  = "overfitting"
	CodeFewRows      = "few-rows"
	CodeUnbalanced   = "unbalanced-classes"
	CodeUnderfitting = "underfitting"
)

// maxNotices is how many notices are told at once: people read the first.
const maxNotices = 3

// notice is what was seen, why, and what to try.
type notice struct{ code, message string }

// tell reports the first of the notices, which are ordered by seriousness.
func (s *session[E, In, T, Out]) tell(list []notice) {
	for _, n := range list[:min(len(list), maxNotices)] {
		s.events.emit(Event{Event: EventNotice, Code: n.code, Message: n.message})
	}
}

// lap is an epoch that is over.
type lap struct {
	epoch            int
	loss, validation float64 // validation is NaN without such a part
}

func newLap(e Event) lap {
	l := lap{e.Epoch, *e.Loss, math.NaN()}
	if e.ValidationLoss != nil {
		l.validation = *e.ValidationLoss
	}
	return l
}

// outcome is what is known at the end of a training that ran as long as it was to.
type outcome struct {
	job    *Job
	params int
	laps   []lap
	metric string

	training, validation, held Scored // held is the part that was scored, unless that is the training part
	part                       string // what held is called; "" without one

	baseline float64 // of the training part
	classes  []classOutcome
}

// diagnose tells what the course of a training and its scores say, causes before what they lead to.
func (s *session[E, In, T, Out]) diagnose(p parts, r result, done *Event) {
	o := &outcome{
		job: s.job, params: s.net.NumParams, laps: s.laps, metric: r.metric,
		training: done.Parts[trainingPart], validation: done.Parts[validationPart], baseline: s.simplest(s.job.views()[0], p.train).Score, classes: s.classOutcomes(p.train, r.measures),
	}
	if done.Part != trainingPart {
		o.held, o.part = done.Parts[done.Part], done.Part
	}
	if o.training.Rows < fewestRows {
		return
	}
	var list []notice
	for _, look := range []func(*outcome) *notice{rateHigh, byHeart, rateLow, unbalanced} {
		if n := look(o); n != nil {
			list = append(list, *n)
		}
	}
	if len(list) == 0 {
		if n := underfitting(o); n != nil {
			list = append(list, *n)
		}
	}
	s.tell(list)
}

// fewestRows is how many rows a training part has of which anything is told: of fewer all may be chance.
const fewestRows = 20
