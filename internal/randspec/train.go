package randspec

import (
	"slices"
	"strings"

	"github.com/nngen/nngen/internal/op"
)

// maxEpochs bounds the epochs, of which a warm-up takes less than half.
const maxEpochs = 60

// train draws how to train; most keys may be left out.
func (d *draw) train(task *op.Task) {
	if d.chance(0.05) {
		d.split(d.finds)
		return
	}
	d.linef("train:")
	d.linef("  loss: %s", d.use(op.MustLookup(op.Losses, pick(d, task.Losses)).Info()))
	d.linef("  epochs: %d", maxEpochs/2+d.IntN(maxEpochs/2))
	d.steps()
	if d.chance(0.5) {
		d.linef("  seed: %d", d.Uint64())
	}
	if d.chance(0.15) {
		d.linef("  ensemble: %d", 2+d.IntN(4))
	}
	if d.chance(0.2) {
		d.linef("  early_stopping: {patience: %d}", 1+d.IntN(9))
		d.finds = true
	}
	d.split(d.finds)
}

// steps draws the optimizer and how it takes its steps.
func (d *draw) steps() {
	o := pick(d, op.Optimizers)
	if o.FullBatch() {
		if !d.unsteady() {
			d.linef("  optimizer: %s", d.use(o.Info()))
		}
		return // it takes nothing else
	}
	if d.chance(0.9) {
		d.linef("  optimizer: %s", d.use(o.Info()))
	}
	if d.chance(0.7) {
		d.linef("  schedule: %s", d.use(pick(d, op.Schedules).Info()))
	}
	if d.chance(0.7) {
		d.linef("  batch: %d", d.width())
	}
	if d.chance(0.4) {
		d.linef("  clip_norm: %s", d.value(op.Attr{Range: op.Positive, Default: 0.3}))
	}
}

// unsteady reports whether the same weights do not always have the same loss, or are rounded.
func (d *draw) unsteady() bool {
	text := d.text.String()
	return slices.ContainsFunc([]string{"dropout", "batch_norm", "bfloat16"}, func(word string) bool { return strings.Contains(text, word) })
}

// split keeps a validation part where training needs one.
func (d *draw) split(needed bool) {
	if needed {
		d.linef("data: {split: {validation: 0.1, test: 0.2}}")
	}
}
