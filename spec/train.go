package spec

import (
	"math"
	"slices"

	"github.com/nngen/nngen/internal/op"
)

var trainKeys = []string{"loss", "optimizer", "schedule", "batch", "epochs", "seed", "early_stopping"}

// train reads how to train; what is left out has defaults: adam, 0.001, batch 32, 100 epochs, seed 1.
func (d *decoder) train(n *node) {
	t := &d.spec.Train
	*t = Train{Batch: 32, Epochs: 100, Seed: 1,
		Optimizer: op.Default(op.MustLookup(op.Optimizers, "adam")), Schedule: op.Default(op.MustLookup(op.Schedules, "constant"))}
	var f fields
	if n != nil {
		f = d.object(n, "train", nil, trainKeys)
	}
	d.loss(f["loss"])
	d.optimizer(f["optimizer"])
	t.Schedule = use(d, f["schedule"], "schedule", op.Schedules, t.Schedule)
	if v, ok := d.integer(f["batch"], "batch", 1, 1<<24); ok {
		t.Batch = v
	}
	if v, ok := d.integer(f["epochs"], "epochs", 1, 1<<30); ok {
		t.Epochs = v
	}
	t.Seed = d.unsigned(f["seed"], "seed", t.Seed)
	if early := f["early_stopping"]; early != nil {
		g := d.object(early, "early_stopping", []string{"patience"}, nil)
		t.Patience, _ = d.integer(g["patience"], "patience", 1, math.MaxInt)
		t.early = early
	}
}

// loss reads the loss and holds it against the task.
func (d *decoder) loss(n *node) {
	task := d.spec.Output.Task
	if task == nil {
		use(d, n, "loss", op.Losses, op.Default(op.Losses[0]))
		return
	}
	u := use(d, n, "loss", op.Losses, op.Default(op.MustLookup(op.Losses, task.Losses[0])))
	if !slices.Contains(task.Losses, u.Name()) {
		d.errorf(n, "task-loss", "the loss %s does not fit the task %s", u.Name(), task.Name).Hint = "use " + join(task.Losses, "or") + "."
	}
	d.spec.Train.Loss = u
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
