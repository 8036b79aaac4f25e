package vocab

import (
	"fmt"
	"slices"
	"strings"

	"github.com/nngen/nngen/internal/op"
)

// Table is one table of the vocabulary.
type Table struct {
	Name    string  `json:"name"` // plural: activations
	Key     string  `json:"key"`  // where its words stand in a spec
	Entries []Entry `json:"entries"`
}

// Entry is one word with its mathematics.
type Entry struct {
	Name       string      `json:"name"`
	Doc        string      `json:"doc"`
	Formula    []string    `json:"formula,omitempty"` // several where it is a list of assignments
	Attributes []Attribute `json:"attributes,omitempty"`
}

// Attribute is a number or truth value that an entry takes.
type Attribute struct {
	Name    string `json:"name"`
	Doc     string `json:"doc"`
	Default any    `json:"default,omitempty"` // nothing where it is required
	Range   string `json:"range"`
}

// Tables lists the vocabulary, in the order in which a spec uses it.
func Tables() []Table {
	return []Table{
		table("tasks", "output.task", op.Tasks, task),
		table("input types", "inputs[].type", op.InputTypes, inputType),
		table("layer kinds", "layers[].kind", op.LayerKinds, func(*op.LayerKind, *Entry) {}),
		table("activations", "layers[].activation", op.Activations, func(a *op.Activation, e *Entry) { e.add(a.F) }),
		table("initializers", "layers[].init", op.Initializers, initializer),
		table("losses", "train.loss", op.Losses, func(l *op.Loss, e *Entry) { e.add(l.F) }),
		table("optimizers", "train.optimizer", op.Optimizers, update),
		table("schedules", "train.schedule", op.Schedules, func(s *op.Schedule, e *Entry) { e.add(s.F) }),
	}
}

func table[E op.Entry](name, key string, entries []E, describe func(E, *Entry)) Table {
	t := Table{Name: name, Key: key}
	for _, e := range entries {
		info := e.Info()
		entry := Entry{Name: info.Name, Doc: info.Doc}
		describe(e, &entry)
		for _, a := range info.Attrs {
			entry.Attributes = append(entry.Attributes, attribute(a))
		}
		t.Entries = append(t.Entries, entry)
	}
	return t
}

func attribute(a op.Attr) Attribute {
	out := Attribute{Name: a.Name, Doc: a.Doc, Range: a.Range.String()}
	if a.Range.Kind == op.Integer {
		out.Range = "a whole number, " + out.Range
	}
	out.Default = a.Fallback()
	return out
}

// add puts a line of mathematics to the entry, if there is any.
func (e *Entry) add(formula string) {
	if formula != "" {
		e.Formula = append(e.Formula, formula)
	}
}

// task says of a task what follows from it.
func task(t *op.Task, e *Entry) {
	activation := t.Activation
	if !t.Only {
		activation += " or another activation"
	}
	e.Doc += fmt.Sprintf("; %s in the last layer, loss %s", activation, strings.Join(t.Losses, ", "))
}

// inputType says which keys a type takes, and what missing may say.
func inputType(t *op.InputType, e *Entry) {
	e.add(strings.Join(t.Keys, ", "))
	e.add("missing: error, a value, " + strings.Join(t.Missing, ", "))
}

// initializer says how weights and, where they do not begin at 0, biases are drawn.
func initializer(i *op.Initializer, e *Entry) {
	e.add(drawn[i.Dist] + i.F)
	if i.Bias != "" {
		e.add("b: " + drawn[i.Dist] + i.Bias)
	}
}

// drawn is what the formula of an initializer stands for.
var drawn = map[op.Dist]string{op.Normal: "σ = ", op.Uniform: "± "}

// update writes the rule of an optimizer, scalars first.
func update(o *op.Optimizer, e *Entry) {
	for _, s := range slices.Concat(o.Scalars, o.Steps) {
		e.add(s.Var + " = " + s.F)
	}
}
