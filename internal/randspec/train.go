package randspec

import "github.com/nngen/nngen/internal/op"

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
	if d.chance(0.9) {
		d.linef("  optimizer: %s", d.use(pick(d, op.Optimizers).Info()))
	}
	if d.chance(0.7) {
		d.linef("  schedule: %s", d.use(pick(d, op.Schedules).Info()))
	}
	if d.chance(0.7) {
		d.linef("  batch: %d", d.width())
	}
	if d.chance(0.5) {
		d.linef("  seed: %d", d.Uint64())
	}
	if d.chance(0.4) {
		d.linef("  clip_norm: %s", d.value(op.Attr{Range: op.Positive, Default: 0.3}))
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

// split keeps a validation part where training needs one.
func (d *draw) split(needed bool) {
	if needed {
		d.linef("data: {split: {validation: 0.1, test: 0.2}}")
	}
}
