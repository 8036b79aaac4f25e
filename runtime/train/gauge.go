package train

import (
	"math"
	"slices"

	"github.com/nngen/nngen/internal/numbers"
)

// What watching may cost: a look takes the gradient of some rows, one by one, which is about ten times the work of learning them,
// and there is one look for forty times that work, of which the first is that at the end. Steps are weighed as looks are, and
// early, where few rows are learned, each time that there are four times as many.
const (
	lookRows   = 16
	lookEvery  = lookRows * 10 * 40 // rows learned
	mostLooks  = 25
	deadSample = 500 // rows in which units are dead that are called so
)

// gauges watch the layers while a training runs. They take gradients, but no step: training goes on as if nobody looked.
type gauges[E Float] struct {
	on       bool
	learned  int // rows since the last look
	epoch    int // of the last look
	rows     int // learned
	weighed  int // the rows of the last step that was weighed
	weigh    bool
	steps    []*float64 // of the layers: the last update that was weighed
	last     []Gauge
	told     []string // codes
	gradient []E
	before   []E
}

// watch begins to watch, unless nobody is told.
func (s *session[E]) watch() {
	able := s.trainer.gradients() != nil
	s.gauges = gauges[E]{on: able && !s.events.quiet && len(s.job.Layers) > 0, told: s.gauges.told, learned: -lookEvery}
}

// due tells whether it is time for a look, once so many rows more are learned.
func (s *session[E]) due(epoch, more int) bool {
	g := &s.gauges
	if !g.on || g.last != nil && epoch-g.epoch < s.job.Epochs/mostLooks {
		return false
	}
	return s.job.Report || g.learned+more >= lookEvery
}

// count takes note of the rows of an epoch that begins.
func (s *session[E]) count(epoch, rows int) {
	g := &s.gauges
	g.weigh = s.due(epoch, rows) || g.on && g.rows+rows >= 4*g.weighed
	g.learned, g.rows = g.learned+rows, g.rows+rows
}

// weighStep takes a step, and measures how much it changes the weights if that is to be done.
func (s *session[E]) weighStep(step func() float64) float64 {
	g := &s.gauges
	if !g.weigh {
		return step()
	}
	g.weigh, g.weighed = false, g.rows
	n := s.net.NumParams
	g.before, g.gradient = slices.Grow(g.before[:0], n)[:n], slices.Grow(g.gradient[:0], n)[:n]
	s.model.Params(g.before)
	loss := step()
	s.model.Params(g.gradient)
	g.steps = nil
	for i := range s.job.Layers {
		l := &s.job.Layers[i]
		was, size, change := layerWeights(l, g.before), 0.0, 0.0
		for k, w := range layerWeights(l, g.gradient) {
			d := float64(w - was[k])
			size, change = size+float64(was[k])*float64(was[k]), change+d*d
		}
		g.steps = append(g.steps, finiteOrNil(math.Sqrt(change/size)))
	}
	return loss
}

// look measures the layers after an epoch, and reports what it sees.
func (s *session[E]) look(epoch int, rows []int) {
	g := &s.gauges
	g.learned, g.epoch = 0, epoch
	norms, answers, n := make([]float64, len(s.job.Layers)), s.newAnswers(), 0
	s.eachGradient(spreadOver(rows, lookRows), false, func(gradient []E, layer int) {
		l := &s.job.Layers[layer]
		biases := layerBiases(l, gradient)
		if layer == 0 {
			n++
		}
		norms[layer] += norm(biases)
		if l.Source >= 0 {
			readAnswers(answers[l.Source], &s.job.Layers[l.Source], layerWeights(l, gradient), biases)
		}
	})
	g.last = nil
	for i := range s.job.Layers {
		l := &s.job.Layers[i]
		of := Gauge{Layer: l.Number, Units: l.Units, Gradient: norms[i] / float64(max(n, 1)), Saturated: answers[i].saturated()}
		if l.Activation == "relu" {
			of.Dead = answers[i].dead()
		}
		if s.masked(i) {
			of.Saturated = 0 // a unit that is left out answers 0, and what is left is scaled
		}
		if g.steps != nil {
			of.Step = g.steps[i]
		}
		g.last = append(g.last, of)
	}
	s.events.emit(Event{Event: EventLayers, Epoch: epoch, Layers: g.last})
}

// newAnswers has one for each layer.
func (s *session[E]) newAnswers() (list []*answered) {
	for i := range s.job.Layers {
		list = append(list, newAnswered(s.job.Layers[i].Units))
	}
	return list
}

// masked tells whether units of the layer are left out before others take them.
func (s *session[E]) masked(layer int) bool {
	return slices.ContainsFunc(s.job.Layers, func(l Layer) bool { return l.Source == layer && l.Masked })
}

// masks tells whether any layer leaves units out in training.
func (j *Job) masks() bool {
	return slices.ContainsFunc(j.Layers, func(l Layer) bool { return l.Masked })
}

// eachGradient visits the gradient of the loss of each row, layer by layer. Astray is with other targets than those of the rows: what
// is known well already has hardly a gradient to read anything from.
func (s *session[E]) eachGradient(rows []int, astray bool, visit func(gradient []E, layer int)) {
	t := s.trainer.gradients()
	g := &s.gauges
	n := s.net.NumParams
	g.gradient = slices.Grow(g.gradient[:0], n)[:n]
	together := 1
	if s.job.masks() {
		together = maskedRows
	}
	for piece := range slices.Chunk(rows, together) {
		b := s.gather(piece)
		for k, row := range piece {
			if astray {
				b.setTarget(k, s.otherTarget(row))
			}
			if !numbers.Finite(float64(s.backwardOne(t, b, k))) {
				continue
			}
			t.Gradient(g.gradient)
			for layer := range s.job.Layers {
				visit(g.gradient, layer)
			}
		}
	}
}

// maskedRows is how many rows stand together where a dropout leaves units out: which ones depends on the place of a row in its batch, and
// on one place the same units would seem dead for all rows.
const maskedRows = 8

// backwardOne takes the gradient of row k alone.
func (s *session[E]) backwardOne(t gradients[E], b batch[E], k int) E {
	if b.len() == 1 {
		return t.backward(b)
	}
	weights := make([]E, b.len())
	weights[k] = 1
	return s.trainer.backwardWeighted(b, weights)
}

// otherTarget is a target that is wrong for a row.
func (s *session[E]) otherTarget(row int) []E {
	other := slices.Clone(s.data.target(row))
	for _, head := range s.job.views() {
		for i, t := range targetOf(head, other) {
			switch head.Task {
			case Regression:
				t += 1 + E(math.Abs(float64(t)))
			case Multiclass:
				t = E((int(t) + 1) % head.NumOutputs)
			default:
				t = 1 - t
			}
			targetOf(head, other)[i] = t
		}
	}
	return other
}

// deadFor counts the units of a relu layer that are dead for rows, and in how many that is known. It looks no further where they
// are fewer than least.
func (s *session[E]) deadFor(layer, least int, rows []int) (units, known int) {
	t := newAnswered(s.job.Layers[layer].Units)
	for piece := range slices.Chunk(rows, lookRows) {
		s.eachGradient(piece, true, func(gradient []E, reader int) {
			if l := &s.job.Layers[reader]; l.Source == layer {
				readAnswers(t, &s.job.Layers[layer], layerWeights(l, gradient), layerBiases(l, gradient))
			}
		})
		if t.rows > 0 && t.dead() < least {
			break
		}
	}
	return t.dead(), t.rows
}

// norm is the Euclidean one.
func norm[E Float](values []E) float64 {
	sum := 0.0
	for _, v := range values {
		sum += float64(v) * float64(v)
	}
	return math.Sqrt(sum)
}

// spreadOver are n of the rows, spread over all.
func spreadOver(rows []int, n int) []int {
	if len(rows) <= n {
		return rows
	}
	list := make([]int, n)
	for i := range list {
		list[i] = rows[i*len(rows)/n]
	}
	return list
}
