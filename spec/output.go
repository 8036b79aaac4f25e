package spec

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/nngen/nngen/internal/op"
	wording "github.com/nngen/nngen/internal/words"
)

func itoa(n int) string { return strconv.Itoa(n) }

// readings finds the tasks of the heads and what they read ahead of the rest, since default activations of layers follow
// from them.
func readings(output, outputs *node) []reading {
	if outputs == nil {
		return []reading{readingOf(output)}
	}
	var list []reading
	for _, e := range outputs.entries {
		list = append(list, readingOf(e.value))
	}
	return list
}

func readingOf(n *node) (r reading) {
	if n == nil || n.kind != mappingNode {
		return r
	}
	for _, e := range n.entries {
		switch e.key.text {
		case "task":
			r.task, _ = op.Lookup(op.Tasks, e.value.text)
		case "from":
			r.from = e.value.text
		}
	}
	return r
}

var (
	outputKeys = Keys{
		{Name: "task", Doc: "what the network is asked", Required: true, Form: words(op.Tasks)},
		{Name: "labels", Doc: "classification: the classes, or the labels of multilabel", Form: List{Of: nameForm(labelKeys), Min: 1}},
		{Name: "names", Doc: "regression: names of the outputs; where one has a column, they are the target columns", Form: List{Of: nameForm(outputNameKeys), Min: 1}},
		{Name: "normalize", Doc: "regression: what is done to the targets in training; none unless set", Form: normalizations},
		{Name: "transform", Doc: "regression: what is done to the targets before they are normalized, and undone in answers; none unless set", Form: targetTransforms},
		{Name: "threshold", Doc: "binary, multilabel: the probability from which on the answer is yes, or how it is found; 0.5 unless set", Form: thresholdForm},
		{Name: "clip", Doc: "regression: what answers are kept within; none unless set", Form: clips},
	}
	thresholdForm = OneOf{Number{op.Share}, Words{[]string{FindF1, FindBalanced}, []string{
		"found on the validation part: the largest F1 of the positive class, or of each label", "found on the validation part: the largest mean of the recalls of both answers"}}}
	labelKeys = Keys{
		{Name: "name", Doc: "what the Go constant is made from", Required: true, Form: nameText},
		{Name: "value", Doc: "text in the CSV, where it is not the name", Form: Text{}},
	}
	outputNameKeys = inputKeys[:2] // name and column

	targetTransforms = Words{[]string{"none", "log1p"}, []string{"as they are", "log(1 + t), of targets greater than -1"}}
	clips            = Words{[]string{"none", "range"}, []string{"whatever the network says", "the range of the training targets, which stands in the weights file"}}
)

// headKeys are the keys of one of several heads.
var headKeys = append(slices.Clone(outputKeys),
	Key{Name: "from", Doc: "the layer or input that the head reads; the last layer unless set", Form: Text{}},
	Key{Name: "loss_weight", Doc: "what its loss counts in the sum; 1 unless set", Form: Number{op.Positive}})

// output reads what the outputs mean.
func (d *decoder) output(n *node) {
	out := &d.spec.Output
	*out = Output{Normalize: "none", LossWeight: 1, Threshold: Threshold{Value: 0.5}, From: Source{Layer: len(d.spec.Layers) - 1}}
	if n == nil {
		return
	}
	d.head(out, d.mapping(n, "output", outputKeys))
}

// outputs reads several heads: a mapping from their names to what each means.
func (d *decoder) outputs(n *node) {
	if n.kind != mappingNode || len(n.entries) == 0 {
		d.errorf(n, "wrong-type", "outputs must be a mapping from names to heads, not %s", n.quotedText()).Hint = "write outputs: {policy: {from: p, task: multiclass}}, for example."
		return
	}
	for _, e := range n.entries {
		out := Output{Normalize: "none", LossWeight: 1, Threshold: Threshold{Value: 0.5}, From: Source{Layer: len(d.spec.Layers) - 1}}
		out.Name = d.portName(e.key, "a head", "Head")
		if e.value.kind == nullNode {
			d.noValue(e.key, true)
			continue
		}
		f := d.mapping(e.value, "the head "+e.key.text, headKeys)
		if from := f["from"]; from != nil && d.graph != nil {
			if s := d.source(from, d.graph); s != nil {
				out.From = Source{s.layer, s.input}
			}
		}
		if w, ok := d.real(f["loss_weight"], "loss_weight", op.Positive); ok {
			out.LossWeight = w
		}
		d.head(&out, f)
		d.spec.Heads = append(d.spec.Heads, out)
	}
	if len(d.spec.Heads) > 0 {
		d.spec.Output = d.spec.Heads[0]
	}
}

// portName reads the name of a mapped input or of a head, which becomes a Go name.
func (d *decoder) portName(key *node, what, prefix string) Name {
	switch {
	case slices.Contains(reservedNames, key.text):
		d.errorf(key, "bad-name", "%s cannot be called %s, which has a meaning of its own in from", what, quote(key.text)).Hint = "use another name."
	case !layerName.MatchString(key.text):
		d.errorf(key, "bad-name", "%s cannot be the name of %s", quote(key.text), what).Hint = "use letters, digits and underscores, beginning with a letter."
	default:
		return Name{Go: goName(key.text, prefix), Text: key.text, at: key}
	}
	return Name{}
}

// head reads the keys of a head.
func (d *decoder) head(out *Output, f fields) {
	if _, ok := d.text(f["task"], "task"); ok {
		out.Task, _ = entryNamed(d, f["task"], "task", op.Tasks)
	}
	for _, item := range d.sequence(f["labels"], "labels") {
		name, _ := d.name(item, "a label", "Label", labelKeys)
		out.Labels = append(out.Labels, name)
	}
	if out.Task != nil && (out.Task.Classes || out.Task.Units == 1) {
		d.sameNumbers(out.Labels)
	}
	for _, item := range d.sequence(f["names"], "names") {
		name, _ := d.name(item, "an output", "Output", outputNameKeys)
		out.Names = append(out.Names, name)
	}
	out.Normalize = d.normalize(f["normalize"])
	out.Log1p = d.choice(f["transform"], "transform", "none", targetTransforms.Words...) == "log1p"
	out.Clip = d.choice(f["clip"], "clip", "none", clips.Words...) == "range"
	d.threshold(out, f["threshold"])
	out.Units = d.headSize(out)
	if out.Task != nil {
		d.fitKeys(out.Task, f)
		d.fitTask(out, f)
	}
}

// headSize is how many numbers a head reads; 0 where that is not known.
func (d *decoder) headSize(out *Output) int {
	switch {
	case out.From.FromInput() && len(d.spec.Ports) > 0:
		return d.spec.Ports[out.From.Input].Size()
	case out.From.FromInput():
		return d.spec.NumEncoded()
	}
	if l := d.headLayer(out); l != nil && l.Out != nil {
		return op.Size(l.Out)
	}
	return 0
}

// headLayer is the layer that a head reads, or nil.
func (d *decoder) headLayer(out *Output) *Layer {
	if out.From.FromInput() || out.From.Layer >= len(d.spec.Layers) {
		return nil
	}
	return &d.spec.Layers[out.From.Layer]
}

// fitKeys reports keys that belong to other tasks.
func (d *decoder) fitKeys(t *op.Task, f fields) {
	foreign := []string{"names", "normalize", "transform", "clip"}
	others := "regression"
	if !t.Labels {
		foreign, others = []string{"labels"}, "the classification tasks"
	}
	d.foreign(t, f, others, foreign...)
	if !t.Labels || t.Classes {
		d.foreign(t, f, "the tasks binary and multilabel", "threshold")
	}
}

// foreign reports keys of an output that belong to others than its task.
func (d *decoder) foreign(t *op.Task, f fields, others string, keys ...string) {
	for _, key := range keys {
		if n := f[key]; n != nil {
			d.errorf(n, "task-key", "the key %s belongs to %s, not to the task %s", key, others, t.Name).Hint = "leave " + key + " out, or change the task."
		}
	}
}

// fitTask holds the layer that a head reads and its names against its task.
func (d *decoder) fitTask(out *Output, f fields) {
	if len(d.spec.Layers) == 0 {
		return
	}
	last, t := d.headLayer(out), out.Task
	switch {
	case last == nil:
		d.needsLayer(out, f)
		return
	case last.Kind.Uncounted: // it cannot be the last layer, which has been said
		return
	}
	place := last.activation
	if place == nil {
		place = last.at
	}
	a := last.Activation
	if t.Only && last.Kind.Activation == "" {
		d.needsLayer(out, f)
	} else if t.Only && a.Entry != nil && a.Name() != t.Activation {
		hint := fmt.Sprintf("leave the activation out, or write activation: %s.", t.Activation)
		if !last.Kind.Units {
			hint = fmt.Sprintf("let the output read a layer with units, or write activation: %s.", t.Activation)
		}
		d.errorf(place, "task-activation", "the task %s needs %s in the last layer, not %s", t.Name, t.Activation, a.Name()).Hint = hint
	} else if !t.Only && a.Entry != nil && a.Entry.Joint && last.Kind.Units {
		d.errorf(place, "task-activation", "the task %s needs an activation that works on each output alone, not %s", t.Name, a.Name()).Hint =
			"leave the activation out: linear is the default."
	}
	if len(last.Out) > 1 && t.Only {
		d.errorf(last.at, "dim-mismatch", "the task %s reads a vector, but layer %d is %s", t.Name, last.Index, op.Dims(last.Out)).Hint = "put {kind: flatten} before it."
		return
	}
	at := last.units
	if at == nil {
		at = last.at
	}
	if t.Units > 0 && out.Units > 0 && out.Units != t.Units {
		d.errorf(at, "dim-mismatch", "the task %s has one output, but layer %d has %d units", t.Name, last.Index, out.Units).Hint =
			"write units: 1, or use multiclass or multilabel."
	}
	if !t.Labels {
		d.count(f["names"], "name", len(out.Names), last, out.Units)
	} else if t.Units == 0 {
		d.count(f["labels"], "label", len(out.Labels), last, out.Units)
	} else if n := len(out.Labels); n > 0 && n != 2 {
		d.errorf(f["labels"], "label-count", "the task %s has 2 labels, not %d", t.Name, n).Hint = "write labels: [negative, positive], with your words for them."
	}
}

// needsLayer reports a head whose task asks for an activation, where it reads what has none.
func (d *decoder) needsLayer(out *Output, f fields) {
	if !out.Task.Only {
		return
	}
	at := f["from"]
	if at == nil {
		at = f["task"]
	}
	d.errorf(at, "task-activation", "the task %s reads a layer with %s, and this is none", out.Task.Name, out.Task.Activation).Hint = "put a layer such as {units: …} behind it."
}

// count checks that there is a label or name for every output.
func (d *decoder) count(n *node, what string, got int, last *Layer, units int) {
	if got == 0 || units == 0 || got == units {
		return
	}
	p := d.errorf(n, "label-count", "there %s, but layer %d has %s", are(got, what), last.Index, wording.Count(units, "unit"))
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
