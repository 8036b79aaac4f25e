package spec

import (
	"math"
	"slices"

	"github.com/nngen/nngen/internal/op"
)

const (
	maxBatch  = 1 << 24
	maxEpochs = 1 << 30
	maxRefit  = 1000
)

var (
	trainKeys = Keys{
		{Name: "loss", Doc: "by the task unless set", Form: entryForm(op.Losses)},
		{Name: "optimizer", Doc: "adam unless set", Form: entryForm(op.Optimizers)},
		{Name: "schedule", Doc: "of the learning rate, by epoch; constant unless set", Form: entryForm(op.Schedules)},
		{Name: "batch", Doc: "examples per update; 32 unless set", Form: Whole{1, maxBatch}},
		{Name: "epochs", Doc: "passes over the training part; 100 unless set", Form: Whole{1, maxEpochs}},
		{Name: "seed", Doc: "of weights, shuffling and split; 1 unless set", Form: Whole{0, math.MaxUint64}},
		{Name: "clip_norm", Doc: "largest norm of the gradient, of all parameters together", Form: Number{op.Positive}},
		{Name: "class_weights", Doc: "of the rows of each class, or balanced; none unless set", Form: classWeights},
		{Name: "refit", Doc: "trainings with validation parts of their own that find the best number of epochs, after which one learns from all rows but those to test", Form: Whole{1, maxRefit}},
		{Name: "ensemble", Doc: "networks with weights of their own that learn side by side from the same batches; the package answers with the mean of their answers; 1 unless set", Form: Whole{1, maxMembers}},
		{Name: "early_stopping", Doc: "ends the training where the validation loss no longer falls, and keeps the best weights", Form: stoppingKeys},
	}
	stoppingKeys = Keys{{Name: "patience", Doc: "epochs without a better validation loss", Required: true, Form: Whole{1, math.MaxInt64}}}
)

// train reads how to train; what is left out has defaults: adam, 0.001, batch 32, 100 epochs, seed 1.
func (d *decoder) train(n *node) {
	t := &d.spec.Train
	*t = Train{Batch: 32, Epochs: 100, Seed: 1,
		Optimizer: op.Default(op.MustLookup(op.Optimizers, "adam")), Schedule: op.Default(op.MustLookup(op.Schedules, "constant"))}
	var f fields
	if n != nil {
		f = d.mapping(n, "train", trainKeys)
	}
	d.loss(f["loss"])
	d.optimizer(f["optimizer"])
	if v, ok := d.integer(f["batch"], "batch", 1, maxBatch); ok {
		t.Batch = v
	}
	if v, ok := d.integer(f["epochs"], "epochs", 1, maxEpochs); ok {
		t.Epochs = v
	}
	d.schedule(f["schedule"])
	t.Seed = d.unsigned(f["seed"], "seed", t.Seed)
	t.ClipNorm, _ = d.real(f["clip_norm"], "clip_norm", op.Positive)
	if v, ok := d.integer(f["refit"], "refit", 1, maxRefit); ok {
		t.Refit, t.refit = v, f["refit"]
	}
	d.classWeights(f["class_weights"])
	for i := range d.spec.Layers {
		d.spec.Layers[i].Seed = t.Seed
	}
	d.fullBatch(f)
	d.ensemble(f["ensemble"])
	if early := f["early_stopping"]; early != nil {
		g := d.mapping(early, "early_stopping", stoppingKeys)
		t.Patience, _ = d.integer(g["patience"], "patience", 1, math.MaxInt)
		t.early = early
	}
}

// unsteady says what kinds of layers do to a loss that is to be the same whenever it is asked for.
var unsteady = map[string]string{"dropout": "draws other units each time", "dropout2d": "draws other channels each time", "batch_norm": "moves statistics from update to update"}

// fullBatch holds an optimizer that takes all rows at once, and compares losses, against what it cannot train with.
func (d *decoder) fullBatch(f fields) {
	o := d.spec.Train.Optimizer
	if !o.Entry.FullBatch() {
		return
	}
	for _, key := range []string{"schedule", "batch", "clip_norm"} {
		if n := f[key]; n != nil {
			d.errorf(n, "full-batch", "%s takes all rows at once and finds the size of its steps: %s would do nothing", o.Name(), key).Hint = "leave " + key + " out, or use another optimizer."
		}
	}
	for i := range d.spec.Layers {
		l := &d.spec.Layers[i]
		if l.Kind == nil || unsteady[l.Kind.Name] == "" {
			continue
		}
		d.errorf(l.at, "full-batch", "%s compares losses before and after a step, but %s %s", o.Name(), l.Kind.Name, unsteady[l.Kind.Name]).Hint = "leave the layer out, or use another optimizer: adam."
	}
	if d.spec.Storage != Full {
		d.errorf(f["optimizer"], "full-batch", "%s sets weights and measures their loss, which %s would round", o.Name(), d.spec.Storage).Hint = "leave weights_storage out, or use another optimizer: adam."
	}
}

// schedule reads the schedule. A warm-up that fills the whole training would never reach the learning rate.
func (d *decoder) schedule(n *node) {
	t := &d.spec.Train
	t.Schedule = use(d, n, "schedule", op.Schedules, t.Schedule)
	if w := t.Schedule.Args["warmup"]; w >= float64(t.Epochs) {
		d.errorf(n, "out-of-range", "warmup takes %g epochs, but there are only %d", w, t.Epochs).Hint = "give fewer epochs to warmup, or train for more."
	}
}

// loss reads the loss and holds it against the task. Of several heads those take it whose task it fits; the others have that
// of their task.
func (d *decoder) loss(n *node) {
	heads := d.spec.Outputs()
	used := false
	var u op.Use[*op.Loss]
	for i, out := range heads {
		if out.Task == nil {
			continue
		}
		fallback := op.Default(op.MustLookup(op.Losses, out.Task.Losses[0]))
		out.Loss = fallback
		if i == 0 || u.Entry == nil {
			u = use(d, n, "loss", op.Losses, fallback)
		}
		if n != nil && slices.Contains(out.Task.Losses, u.Name()) {
			out.Loss, used = u, true
		}
	}
	switch task := heads[0].Task; {
	case u.Entry == nil:
		use(d, n, "loss", op.Losses, op.Default(op.Losses[0]))
	case n != nil && !used && len(heads) > 1:
		d.errorf(n, "task-loss", "the loss %s fits the task of no head", u.Name()).Hint = "leave it out: every head has the loss of its task."
	case n != nil && !used && task != nil:
		d.errorf(n, "task-loss", "the loss %s does not fit the task %s", u.Name(), task.Name).Hint = "use " + join(task.Losses, "or") + "."
	}
	d.spec.Train.Loss = heads[0].Loss
	if len(d.spec.Heads) > 0 {
		d.spec.Output = d.spec.Heads[0]
	}
}

// optimizer reads the optimizer. Nesterov's rule without momentum is plain gradient descent by another name, and PyTorch
// refuses it too.
func (d *decoder) optimizer(n *node) {
	before := len(d.list)
	u := use(d, n, "optimizer", op.Optimizers, d.spec.Train.Optimizer)
	if u.Args["nesterov"] == 1 && u.Args["momentum"] == 0 && len(d.list) == before {
		d.errorf(n, "out-of-range", "nesterov needs a momentum greater than 0").Hint = "write momentum: 0.9, or leave nesterov out."
	}
	d.spec.Train.Optimizer = u
}
