package randspec

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"

	"github.com/nngen/nngen/internal/op"
)

const (
	maxDepth = 10
	maxWidth = 300
	graphs   = 0.45 // the share of networks that are no chains
)

// Spec returns the text of network number i of the seed. It is a spec without errors, though not without warnings.
func Spec(seed, i uint64) string {
	d := &draw{Rand: rand.New(rand.NewPCG(seed, i))}
	d.linef("version: 1")
	d.linef("model: net%d_%d", seed, i)
	d.header()
	if d.chance(graphs) {
		d.graph()
	} else {
		d.inputs()
		task := pick(d, op.Tasks)
		outputs := d.layers(task)
		d.output(task, outputs)
		d.train(task)
	}
	d.build()
	return d.text.String()
}

// build draws how the package is made.
func (d *draw) build() {
	if d.chance(0.3) {
		d.linef("unroll: %d", pick(d, []int{0, 16, 100, 1024}))
	}
	if d.chance(0.3) {
		d.linef("standalone: true")
	}
}

// draw is one spec under construction.
type draw struct {
	*rand.Rand
	text  strings.Builder
	names int  // so far, which keeps them apart
	finds bool // training finds a threshold, on a validation part
}

func (d *draw) linef(format string, args ...any) { fmt.Fprintf(&d.text, format+"\n", args...) }

// chance is true in a share p of the cases.
func (d *draw) chance(p float64) bool { return d.Float64() < p }

// width draws from 1 to maxWidth; small widths are as likely as large ones are many.
func (d *draw) width() int { return int(math.Exp(d.Float64() * math.Log(maxWidth+1))) }

func pick[E any](d *draw, list []E) E { return list[d.IntN(len(list))] }

func (d *draw) header() {
	if d.chance(0.2) {
		d.linef("package: p%d", d.IntN(100))
	}
	if d.chance(0.3) {
		d.linef("description: %q", pick(d, texts))
	}
	precision := pick(d, []string{"", "float32", "float64"})
	if precision != "" {
		d.linef("precision: %s", precision)
	}
	if precision != "float64" && d.chance(0.2) {
		d.linef("weights_storage: %s", pick(d, []string{"full", "bfloat16"}))
	}
	if d.chance(0.7) {
		d.linef("normalize: %s", pick(d, inputNormalizations))
	}
}

var (
	normalizations      = []string{"none", "standard", "minmax"}
	inputNormalizations = []string{"none", "standard", "minmax", "robust"}
)

func (d *draw) inputs() {
	n := d.width()
	if d.chance(0.6) {
		d.linef("inputs: %d", n)
		return
	}
	d.linef("inputs:")
	typed := d.chance(0.6)
	for range n {
		if typed && d.chance(0.7) {
			d.linef("  - %s", d.typed())
		} else {
			d.linef("  - %s", d.name("column", "unit", "description"))
		}
	}
}

// valueKeys are what else is done to the targets and outputs of a regression.
func (d *draw) valueKeys(task *op.Task) (keys []string) {
	if task.Labels {
		return nil
	}
	if d.chance(0.3) {
		keys = append(keys, "transform: log1p")
	}
	if d.chance(0.3) {
		keys = append(keys, "clip: range")
	}
	return keys
}

// threshold is from which probability on an answer is yes.
func (d *draw) threshold(task *op.Task) []string {
	if !task.Labels || task.Classes || !d.chance(0.4) {
		return nil
	}
	word := pick(d, []string{"f1", "balanced", short(0.1 + 0.8*d.Float64())})
	d.finds = d.finds || word == "f1" || word == "balanced"
	return []string{"threshold: " + word}
}

func (d *draw) output(task *op.Task, outputs int) {
	d.linef("output:")
	d.linef("  task: %s", task.Name)
	if !task.Labels && d.chance(0.6) {
		d.linef("  normalize: %s", pick(d, normalizations))
	}
	for _, key := range append(d.valueKeys(task), d.threshold(task)...) {
		d.linef("  %s", key)
	}
	if d.chance(0.5) {
		return
	}
	key, text := "names", "column"
	if task.Labels {
		key, text = "labels", "value"
	}
	if task.Units == 1 && task.Labels { // the negative and the positive answer
		outputs = 2
	}
	d.linef("  %s:", key)
	for range outputs {
		d.linef("    - %s", d.name(text))
	}
}
