package spec

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/nngen/nngen/internal/op"
	wording "github.com/nngen/nngen/internal/words"
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

var (
	outputKeys = Keys{
		{Name: "task", Doc: "what the network is asked", Required: true, Form: words(op.Tasks)},
		{Name: "labels", Doc: "classification: the classes, or the labels of multilabel", Form: List{Of: nameForm(labelKeys), Min: 1}},
		{Name: "names", Doc: "regression: names of the outputs; where one has a column, they are the target columns", Form: List{Of: nameForm(outputNameKeys), Min: 1}},
		{Name: "normalize", Doc: "regression: what is done to the targets in training; none unless set", Form: normalizations},
	}
	labelKeys = Keys{
		{Name: "name", Doc: "what the Go constant is made from", Required: true, Form: nameText},
		{Name: "value", Doc: "text in the CSV, where it is not the name", Form: Text{}},
	}
	outputNameKeys = inputKeys[:2] // name and column
)

// output reads what the outputs mean.
func (d *decoder) output(n *node) {
	if n == nil {
		return
	}
	out := &d.spec.Output
	out.Normalize = "none"
	f := d.mapping(n, "output", outputKeys)
	if _, ok := d.text(f["task"], "task"); ok {
		out.Task, _ = entryNamed(d, f["task"], "task", op.Tasks)
	}
	for _, item := range d.sequence(f["labels"], "labels") {
		name, _ := d.name(item, "a label", "Label", labelKeys)
		out.Labels = append(out.Labels, name)
	}
	for _, item := range d.sequence(f["names"], "names") {
		name, _ := d.name(item, "an output", "Output", outputNameKeys)
		out.Names = append(out.Names, name)
	}
	out.Normalize = d.normalize(f["normalize"])
	if out.Task != nil {
		d.fitKeys(out.Task, f)
		d.fitTask(out, f)
	}
}

// fitKeys reports keys that belong to other tasks.
func (d *decoder) fitKeys(t *op.Task, f fields) {
	foreign := []string{"names", "normalize"}
	others := "regression"
	if !t.Labels {
		foreign, others = []string{"labels"}, "the classification tasks"
	}
	for _, key := range foreign {
		if n := f[key]; n != nil {
			d.errorf(n, "task-key", "the key %s belongs to %s, not to the task %s", key, others, t.Name).Hint = "leave " + key + " out, or change the task."
		}
	}
}

// fitTask holds the last layer and the names against the task.
func (d *decoder) fitTask(out *Output, f fields) {
	if len(d.spec.Layers) == 0 {
		return
	}
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
	if !t.Labels {
		d.count(f["names"], "name", len(out.Names), last)
	} else if t.Units == 0 {
		d.count(f["labels"], "label", len(out.Labels), last)
	} else if n := len(out.Labels); n > 0 && n != 2 {
		d.errorf(f["labels"], "label-count", "the task %s has 2 labels, not %d", t.Name, n).Hint = "write labels: [negative, positive], with your words for them."
	}
}

// count checks that there is a label or name for every output.
func (d *decoder) count(n *node, what string, got int, last *Layer) {
	if got == 0 || last.Units == 0 || got == last.Units {
		return
	}
	p := d.errorf(n, "label-count", "there %s, but layer %d has %s", are(got, what), last.Index, wording.Count(last.Units, "unit"))
	p.Notes = note(last.units, "%s is set here", symbol(last.Index))
	p.Hint = fmt.Sprintf("write one %s for each unit, or change the units.", what)
}

func are(n int, noun string) string {
	if n == 1 {
		return "is 1 " + noun
	}
	return "are " + wording.Count(n, noun)
}

// join lists words as a sentence does: a, b and c.
func join(words []string, last string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:len(words)-1], ", ") + " " + last + " " + words[len(words)-1]
}
