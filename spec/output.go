package spec

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/nngen/nngen/internal/op"
)

func itoa(n int) string { return strconv.Itoa(n) }

// task finds the task ahead of the rest of the output, since the last layer's default activation follows from it.
func (d *decoder) task(output *node) *op.Task {
	if output == nil || output.kind != mappingNode {
		return nil
	}
	for _, e := range output.entries {
		if e.key.text == "task" {
			t, _ := op.Lookup(op.Tasks, e.value.text)
			return t
		}
	}
	return nil
}

func (d *decoder) output(n *node) {
	if n == nil {
		return
	}
	out := &d.spec.Output
	out.at, out.Normalize = n, "none"
	f := d.object(n, "output", []string{"task"}, []string{"labels", "names", "normalize"})
	if f["task"] == nil {
		return
	}
	if text, ok := d.text(f["task"], "task"); ok {
		out.Task, _ = entryNamed(d, f["task"], "task", op.Tasks)
		_ = text
	}
	if out.Task == nil {
		return
	}
	d.onlyFor(f["labels"], "labels", out.Task.Labels, "the classification tasks")
	d.onlyFor(f["names"], "names", !out.Task.Labels, "regression")
	d.onlyFor(f["normalize"], "normalize", !out.Task.Labels, "regression")
	for _, item := range d.sequence(f["labels"], "labels") {
		out.Labels = append(out.Labels, d.name(item, "a label", "Label", "value"))
	}
	for _, item := range d.sequence(f["names"], "names") {
		out.Names = append(out.Names, d.name(item, "an output", "Output", "column"))
	}
	out.Normalize = d.normalize(f["normalize"])
	if len(d.spec.Layers) > 0 {
		d.fitTask(out, f)
	}
}

func (d *decoder) onlyFor(n *node, key string, fits bool, tasks string) {
	if n != nil && !fits {
		d.errorf(n, "task-key", "%s belongs to %s, not to the task %s", key, tasks, d.spec.Output.Task.Name)
	}
}

// fitTask holds the last layer and the names against the task.
func (d *decoder) fitTask(out *Output, f fields) {
	last, t := d.spec.Last(), out.Task
	if a := last.Activation; t.Only && a.Entry != nil && a.Name() != t.Activation {
		d.errorf(last.activation, "task-activation", "the task %s needs %s in the last layer, not %s", t.Name, t.Activation, a.Name()).Hint =
			fmt.Sprintf("leave the activation out, or write activation: %s.", t.Activation)
	} else if !t.Only && a.Entry != nil && a.Entry.Joint {
		d.errorf(last.activation, "task-activation", "the task %s needs an activation that works on each output alone, not %s", t.Name, a.Name()).Hint =
			"leave the activation out: linear is the default."
	}
	if t.Units > 0 && last.Units > 0 && last.Units != t.Units {
		d.errorf(last.units, "dim-mismatch", "the task %s has one output, but layer %d has %d units", t.Name, last.Index, last.Units).Hint =
			"write units: 1, or use multiclass or multilabel."
	}
	want := last.Units
	if t.Units == 1 {
		want = 2
	}
	d.count(f["labels"], "label", len(out.Labels), want, last)
	d.count(f["names"], "name", len(out.Names), last.Units, last)
}

// count checks that there is a label or name for every output, and that none stands twice.
func (d *decoder) count(n *node, what string, got, want int, last *Layer) {
	if n == nil || n.kind != sequenceNode || got == 0 || last.Units == 0 {
		return
	}
	if got != want && d.spec.Output.Task.Units == 1 {
		d.errorf(n, "label-count", "a binary task has 2 labels [negative, positive], not %d", got)
	} else if got != want {
		p := d.errorf(n, "label-count", "there are %s, but layer %d has %s", plural(got, what), last.Index, plural(want, "unit"))
		p.Notes = note(last.units, "%s is set here", symbol(last.Index))
	}
	first := map[string]*node{}
	for _, x := range slices.Concat(d.spec.Output.Labels, d.spec.Output.Names) {
		if at := first[x.Text]; at != nil {
			d.errorf(x.at, "duplicate-name", "%q stands twice", x.Text).Notes = note(at, "first here")
		}
		first[x.Text] = x.at
	}
}

func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return itoa(n) + " " + noun + "s"
}

func joinOr(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:len(words)-1], ", ") + " or " + words[len(words)-1]
}
