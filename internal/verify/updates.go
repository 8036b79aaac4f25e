package verify

import "github.com/nngen/nngen/internal/verify/probe"

// diverged is the size of a gradient's entries from which on training has run away, as it may on random data.
const diverged = 1e6

// updates compares the optimizer alone: at each step the oracle starts from the package's parameters and gradient.
type updates struct {
	*trial
	before []float64 // the parameters before the next step
	taken  int
	over   bool    // training has run away
	worst  []Check // the worst step of each parameter
}

func (t *trial) updates() *updates { return &updates{trial: t, before: t.req.Params} }

// add compares the next step.
func (u *updates) add(step probe.Step) {
	u.stepper.SetParams(u.before)
	if u.over = u.over || u.runsAway(step); u.over {
		return
	}
	u.stepper.SetEpoch(u.req.Steps[u.taken].Epoch)
	u.stepper.SetGradient(step.Values)
	u.stepper.Update()
	u.taken++
	want := u.stepper.Params()
	for i, p := range u.tensors() {
		c := u.check(Update, p.name, step.Params[p.from:p.to], want[p.from:p.to])
		c.Step, c.At = u.taken, c.place(p.dims)
		if u.taken == 1 {
			u.worst = append(u.worst, c)
		} else if c.worseThan(u.worst[i]) {
			u.worst[i] = c
		}
	}
	u.before = step.Params
}

// runsAway reports whether the gradient is out of bounds, and rightly so.
func (u *updates) runsAway(step probe.Step) bool {
	if u.taken == 0 || largest(step.Values) < diverged {
		return false
	}
	p := u.req.Steps[u.taken]
	_, gradient := u.stepper.Backward(u.req.X[p.From:p.To], u.req.Targets[p.From:p.To])
	return !(largest(gradient) < diverged)
}
