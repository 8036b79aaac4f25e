package spec

import "github.com/nngen/nngen/internal/op"

func (d *decoder) data(n *node) {
	if n != nil {
		f := d.object(n, "data", nil, []string{"file", "target", "split"})
		d.spec.Data.File, d.spec.fileAt = d.path(f["file"], "file"), f["file"]
		d.target(f["target"])
		d.split(f["split"])
	}
	if early := d.spec.Train.early; early != nil && d.spec.Train.Patience > 0 && d.spec.Data.Validation == 0 && !d.list.HasErrors() {
		d.errorf(early, "no-validation", "early stopping watches the validation loss, but there is no validation part").Hint =
			"write split: {validation: 0.1} under data, or leave early_stopping out."
	}
}

// target reads the columns that hold the targets: one for classes, one per output otherwise.
func (d *decoder) target(n *node) {
	if n == nil {
		return
	}
	items := []*node{n}
	if n.kind == sequenceNode {
		items = d.sequence(n, "target")
	}
	for _, item := range items {
		if s, ok := d.text(item, "target"); ok {
			d.spec.Data.Target = append(d.spec.Data.Target, s)
		}
	}
	task := d.spec.Output.Task
	if task == nil || len(d.spec.Layers) == 0 || d.spec.Last().Units == 0 || len(items) == 0 {
		return
	}
	want := d.spec.Last().Units
	if task.Classes {
		want = 1
	}
	if len(items) != want {
		d.errorf(n, "target-count", "the task %s with %s needs %s, not %d", task.Name, plural(d.spec.Last().Units, "output"), plural(want, "target column"), len(items))
	}
	d.targetIsInput(items)
}

// targetIsInput reports a target that is one of the inputs: the network would be shown the answer.
func (d *decoder) targetIsInput(items []*node) {
	for _, item := range items {
		for _, in := range d.spec.Inputs {
			if in.Text == item.text {
				d.errorf(item, "target-is-input", "the column %q is an input and cannot be a target too", in.Text).Notes = note(in.at, "an input here")
			}
		}
	}
}

func (d *decoder) split(n *node) {
	if n == nil {
		return
	}
	share := op.UnitInterval
	f := d.object(n, "split", nil, []string{"validation", "test"})
	d.spec.Data.Validation, _ = d.real(f["validation"], "validation", share)
	d.spec.Data.Test, _ = d.real(f["test"], "test", share)
	if sum := d.spec.Data.Validation + d.spec.Data.Test; sum >= 1 {
		d.errorf(n, "out-of-range", "validation and test take %g of the rows, which leaves none to train on", sum).Hint = "their sum must be less than 1."
	}
}
