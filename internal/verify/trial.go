package verify

import (
	"math/rand/v2"

	"github.com/nngen/nngen/internal/interp"
	"github.com/nngen/nngen/internal/ir"
	"github.com/nngen/nngen/internal/plan"
	"github.com/nngen/nngen/internal/verify/probe"
	"github.com/nngen/nngen/internal/weights"
	"github.com/nngen/nngen/spec"
)

// steps is the number of optimizer steps that are compared.
const steps = 5

// trial is one comparison: the oracle and what both sides compute with.
type trial struct {
	spec      *spec.Spec
	precision precision
	oracle    *interp.Machine
	stepper   *interp.Machine       // the oracle of the optimizer, which counts updates
	shaken    *interp.Machine       // the oracle with parameters that are changed by about a rounding error
	unsteady  *interp.Machine       // the oracle of the optimizer with parameters and gradients that are changed so
	kept      map[string]ir.Storage // how the model keeps the parameters
	rand      *rand.Rand
	free      *rand.Rand // what is drawn from the seed of the run
	req       probe.Request
	lowered   *ir.Program
	norms     map[string][]float64 // offsets and scales by the name of the constant
	written   written              // the last row that was drawn
	x, y      normal               // of the entries of an input and of the outputs
	model     *Trained             // that there is already, or nil
	work      int                  // multiply-adds of one example, or parameters, of which there may be more
}

func newTrial(s *spec.Spec, seed uint64) (*trial, error) {
	prog, err := plan.Compile(s)
	if err != nil {
		return nil, err
	}
	kept, whole := map[string]ir.Storage{}, map[string]bool{}
	for _, p := range prog.Params() {
		kept[p.Name], whole[p.Name] = p.Storage, p.Storage == ir.Int8
	}
	lowered := plan.Lower(s)
	t := &trial{
		kept: kept, lowered: lowered, work: workOf(s, lowered),
		spec: s, precision: precisionOf(s),
		rand: rand.New(rand.NewPCG(1, 2)), free: rand.New(rand.NewPCG(seed, 3)),
	}
	for _, m := range []**interp.Machine{&t.oracle, &t.stepper, &t.shaken, &t.unsteady} {
		*m = interp.New(plan.Lower(s))
		(*m).SetWhole(whole)
	}
	t.req.Work = t.work
	t.oracle.Watch(true)
	return t, nil
}

// workOf is what one example takes.
func workOf(s *spec.Spec, lowered *ir.Program) int {
	return max(1, s.NumParams(), lowered.MultiplyAdds())
}

// again is the trial of another program of the same package: what counts updates begins anew, and nothing is drawn.
func (t *trial) again() (*trial, error) {
	fresh, err := newTrial(t.spec, 0)
	if err != nil {
		return nil, err
	}
	next := *t
	next.stepper, next.unsteady = fresh.stepper, fresh.unsteady
	next.prepare(next.stepper, 0)
	next.setRanges()
	return &next, nil
}

// draw fills the request, from a fixed seed. It fails where no batch can be compared. Dropout may make all inputs of a unit
// 0 in the same row of every batch; where its bias then lies on a kink, other parameters are needed.
func (t *trial) draw() (err error) {
	defer t.oracle.Watch(false)
	for range parameterTries {
		t.req.Params = t.stored(t.params())
		t.constants()
		t.prepare(t.oracle, 0)
		t.prepare(t.stepper, 0)
		t.prepare(t.shaken, t.precision.shake)
		if err = t.batch(); err == nil {
			t.steps()
			t.variants()
			t.lengths()
			t.trainedRows()
			return nil
		}
	}
	return err
}

// prepare gives a machine the constants of the request, and its parameters, each changed by at most the share given.
func (t *trial) prepare(m *interp.Machine, shake float64) {
	m.SetParams(t.changed(t.req.Params, shake))
	for name, v := range t.norms {
		m.SetConstant(name, v)
	}
}

// changed returns the values, each changed by at most the share given.
func (t *trial) changed(values []float64, share float64) []float64 {
	list := make([]float64, len(values))
	for i, v := range values {
		list[i] = v * (1 + share*t.between(-1, 1))
	}
	return list
}

// steps spreads the steps over the schedule, and the batch over the steps: equal gradients would hide how an optimizer
// weighs them.
func (t *trial) steps() {
	t.req.Statistics = len(t.lowered.WithRole(ir.Running)) > 0
	rows := len(t.req.X)
	for i := range steps {
		from, epoch := i*rows/steps, (t.spec.Train.Epochs-1)*i/(steps-1)
		t.stepper.SetEpoch(epoch)
		t.req.Steps = append(t.req.Steps, probe.Part{
			Epoch: epoch, From: from, To: max(from+1, (i+1)*rows/steps), Rate: t.stepper.Rate()})
	}
}

// stored returns the parameters as a model keeps them: it may have to round weights.
func (t *trial) stored(params []float64) []float64 {
	for _, p := range t.tensors() {
		weights.Round(params[p.from:p.to], t.kept[p.name], p.dims)
	}
	return params
}

// tensor is one parameter: the entries from ≤ i < to of a flat list of all.
type tensor struct {
	name     string
	dims     []int
	from, to int
}

// tensors lists the parameters in canonical order.
func (t *trial) tensors() []tensor {
	var list []tensor
	at := 0
	for _, p := range t.spec.Tensors() {
		size := 1
		for _, n := range p.Dims {
			size *= n
		}
		list = append(list, tensor{p.Param, p.Dims, at, at + size})
		at += size
	}
	return list
}
