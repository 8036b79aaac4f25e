package spec

import (
	"slices"
	"strconv"

	"github.com/nngen/nngen/internal/op"
)

// Balanced weighs a class by n/(K·n_k), where n_k of the n rows of the training part are of it.
const Balanced = "balanced"

var classWeights = OneOf{
	Words{[]string{Balanced}, []string{"each class by n/(K·n_k), where n_k of the n training rows are of it"}},
	Map{Number{op.Positive}},
}

// ClassWeights weigh the rows of each class in training. Without Balanced and ByClass there are none.
type ClassWeights struct {
	Balanced bool
	ByClass  []float64 // in the order of the classes
}

// classWeights reads the weights of classes: balanced, or a number for some of them; the others have 1.
func (d *decoder) classWeights(n *node) {
	if n == nil {
		return
	}
	task := d.spec.Output.Task
	if task == nil {
		return
	}
	classes := d.classes()
	if classes == nil {
		d.errorf(n, "task-key", "the key class_weights belongs to tasks with classes, not to the task %s", task.Name).Hint = "leave class_weights out, or weigh rows by data: {weight: COLUMN}."
		return
	}
	if n.kind != mappingNode {
		d.spec.Train.ClassWeights.Balanced = d.choice(n, "class_weights", "", Balanced) == Balanced
		return
	}
	weights := slices.Repeat([]float64{1}, len(classes))
	for _, e := range n.entries {
		i := slices.Index(classes, e.key.text)
		if i < 0 {
			d.unknown(e.key, "unknown-key", "unknown class "+quote(e.key.text)+" in class_weights", "the classes are", classes)
		} else if v, ok := d.real(e.value, "the weight of "+quote(e.key.text), op.Positive); ok {
			weights[i] = v
		}
	}
	d.spec.Train.ClassWeights.ByClass = weights
}

// classes are the texts of the classes; nil where the task has none.
func (d *decoder) classes() (list []string) {
	out := &d.spec.Output
	if !out.Task.Classes && out.Task.Units != 1 {
		return nil
	}
	for _, l := range out.Labels {
		list = append(list, l.Text)
	}
	if list != nil || len(d.spec.Layers) == 0 {
		return list
	}
	n := 2
	if out.Task.Classes {
		n = d.spec.Last().Units
	}
	for i := range n {
		list = append(list, strconv.Itoa(i))
	}
	return list
}
