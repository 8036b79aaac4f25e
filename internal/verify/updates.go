package verify

import (
	"fmt"
	"math"
	"slices"

	"github.com/nngen/nngen/internal/interp"
	"github.com/nngen/nngen/internal/numbers"
	"github.com/nngen/nngen/internal/verify/probe"
	"github.com/nngen/nngen/spec"
)

// diverged is the size of a gradient's entries from which on training has run away, as it may on random data.
const diverged = 1e6

// updates compares the optimizer alone: at each step the oracle starts from the package's parameters and gradient.
type updates struct {
	*trial
	before []float64 // the parameters before the next step
	taken  int
	over   bool    // training has run away
	worst  []Check // the worst step of each parameter
	moved  []Check // the outputs after each step, where it moves statistics
	byRule *stated // the optimizer once more
	ruled  *Check  // the worst step by it
}

func (t *trial) updates() *updates {
	return &updates{trial: t, before: t.req.Params, byRule: t.stated()}
}

// add compares the next step.
func (u *updates) add(step probe.Step) {
	u.stepper.SetParams(u.before)
	part := u.req.Steps[u.taken]
	if u.req.Statistics { // those of the batch, which the update moves the running ones to
		u.stepper.Backward(u.req.X[part.From:part.To], u.req.Targets[part.From:part.To])
	}
	if u.over = u.over || u.runsAway(step); u.over {
		return
	}
	u.unsteady.SetParams(u.changed(u.before, u.tolerated()/2)) // no entry is excused for this alone
	want := take(u.stepper, u.req.Steps[u.taken].Epoch, step.Values)
	shaken := take(u.unsteady, u.req.Steps[u.taken].Epoch, u.changed(step.Values, u.precision.shake))
	u.taken++
	u.rule(want, step.Values)
	for i, p := range u.tensors() {
		got, excused := u.excuse(step.Params[p.from:p.to], want[p.from:p.to], shaken[p.from:p.to])
		c := u.check(Update, p.name, got, want[p.from:p.to])
		c.Step, c.At = u.taken, c.place(p.dims)
		if u.taken == 1 {
			u.worst = append(u.worst, c)
		} else if before := u.worst[i].Excused; c.worseThan(u.worst[i]) {
			u.worst[i] = c
			u.worst[i].Excused = before
		}
		u.worst[i].Excused += excused
	}
	u.before = step.Params
	u.after(step, part)
}

// after compares the outputs once the step has moved what is no parameter.
func (u *updates) after(step probe.Step, part probe.Part) {
	if !u.req.Statistics {
		return
	}
	u.stepper.SetParams(step.Params)
	c := u.outputs(fmt.Sprintf("Forward after step %d", u.taken), step.Outputs, u.stepper.Forward(u.req.X[part.From:part.To]))
	if u.spec.Storage != spec.Full { // the trainer's statistics are those of weights in full, which nobody sees
		bound := 4 * u.precision.update
		c.Bound, c.OK = Number(bound), float64(c.Error) <= bound
	}
	u.moved = append(u.moved, c)
}

// checks are the worst steps.
func (u *updates) checks() []Check {
	list := slices.Concat(u.worst, u.moved)
	if u.ruled != nil {
		list = append(list, *u.ruled)
	}
	return list
}

// take makes one step of a machine's optimizer and returns the parameters after it.
func take(m *interp.Machine, epoch int, gradient []float64) []float64 {
	m.SetEpoch(epoch)
	m.SetGradient(gradient)
	m.Update()
	return m.Params()
}

// excuse leaves out the entries whose new value depends on how parameter and gradient are rounded, by putting what is
// wanted in their place, and counts them. Such are entries that a step brings close to 0 in a tensor without larger ones,
// and those of adaptive rules that forget at once (beta2 or rho near 0): they divide the gradient by its own size, so that
// where weight decay cancels it, the rounding that is left decides about a whole step.
func (t *trial) excuse(got, want, shaken []float64) (rest []float64, excused int) {
	steady := t.tolerated() * max(largest(want), t.precision.zero)
	rest = slices.Clone(got)
	for i, w := range want {
		if math.Abs(shaken[i]-w) > steady && numbers.Finite(got[i]) {
			rest[i] = w
			excused++
		}
	}
	return rest, excused
}

// tolerated is how much of an update, relative to the largest entry, rounding may decide.
func (t *trial) tolerated() float64 { return roundingShare * t.precision.update }

// runsAway reports whether the gradient is out of bounds, and rightly so.
func (u *updates) runsAway(step probe.Step) bool {
	if u.taken == 0 || largest(step.Values) < diverged {
		return false
	}
	p := u.req.Steps[u.taken]
	_, gradient := u.stepper.Backward(u.req.X[p.From:p.To], u.req.Targets[p.From:p.To])
	return !(largest(gradient) < diverged)
}
