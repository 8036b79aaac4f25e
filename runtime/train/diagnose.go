package train

import (
	"fmt"
	"math"
	"slices"
)

// The values of Event.Code: what training may show of the data and the network.
const (
	CodeLeak         = "leaking-column"
	CodeTwins        = "duplicate-columns"
	CodeConstant     = "constant-columns"
	CodeGapless      = "no-gaps"
	CodeDead         = "dead-units"
	CodeStarved      = "starved-layer"
	CodeRateHigh     = "learning-rate-high"
	CodeRateLow      = "learning-rate-low"
	CodeOverfitting  = "overfitting"
	CodeFewRows      = "few-rows"
	CodeSaturated    = "saturated-units"
	CodeUnbalanced   = "unbalanced-classes"
	CodeUnderfitting = "underfitting"
)

// maxNotices is how many notices are told at once: people read the first.
const maxNotices = 3

// notice is what was seen, why, and what to try.
type notice struct{ code, message string }

// tell reports the first of the notices, which are ordered by seriousness.
func (s *session[E]) tell(list []notice) {
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
	gauges   []Gauge
}

// step says how much one update changes the layer that it changes most.
func (o *outcome) step() string {
	most := Gauge{Step: new(float64)}
	for _, g := range o.gauges {
		if g.Step != nil && *g.Step > *most.Step {
			most = g
		}
	}
	if *most.Step == 0 {
		return ""
	}
	return fmt.Sprintf("; one changes the weights of layer %d by %.2g of their size, and about 0.001 is usual", most.Layer, *most.Step)
}

// diagnose tells what the course of a training and its scores say, causes before what they lead to.
func (s *session[E]) diagnose(p parts, r result, done *Event) {
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
	list := s.layerTroubles(p.train, o, done.BestEpoch)
	o.gauges = s.gauges.last
	if n := rateHigh(o); n != nil { // which saturates units, too
		list = append(slices.DeleteFunc(list, func(n notice) bool { return n.code == CodeSaturated }), *n)
	}
	for _, look := range []func(*outcome) *notice{byHeart, rateLow, unbalanced} {
		if n := look(o); n != nil {
			list = append(list, *n)
		}
	}
	if len(list)+len(s.gauges.told) == 0 {
		if n := underfitting(o); n != nil {
			list = append(list, *n)
		}
	}
	s.tell(list)
}

// layerTroubles looks at the layers once more, as they are with the weights that are kept.
func (s *session[E]) layerTroubles(rows []int, o *outcome, epoch int) []notice {
	if !s.gauges.on {
		return nil
	}
	if s.gauges.last == nil || s.gauges.epoch != epoch {
		s.look(epoch, rows)
	}
	return slices.DeleteFunc(s.troubles(rows, false), func(n notice) bool {
		return n.code == CodeSaturated && o.training.Score > wellKnown // where it does no harm
	})
}

// fewestRows is how many rows a training part has of which anything is told: of fewer all may be chance.
const fewestRows = 20
