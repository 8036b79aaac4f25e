package inspect

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/nngen/nngen/internal/ir"
	"github.com/nngen/nngen/internal/op"
	"github.com/nngen/nngen/spec"
)

// Inputs describes layer 0.
type Inputs struct {
	Count     int     `json:"count"`     // n[0]
	Normalize string  `json:"normalize"` // none, standard or minmax
	Columns   []Input `json:"columns,omitempty"`
	Shapes    []Port  `json:"shapes,omitempty"` // where the inputs are a mapping
}

// Port is one input of a mapping.
type Port struct {
	Name      string `json:"name"`
	Shape     Shape  `json:"shape"`
	Normalize string `json:"normalize"`
}

// Input is a named input.
type Input struct {
	Name        string `json:"name"`
	Unit        string `json:"unit,omitempty"`
	Description string `json:"description,omitempty"`
	// Where rows are encoded: the type, and the first and the last of its entries among those that layer 1 sees, from 0.
	Type    string `json:"type,omitempty"`
	Entries []int  `json:"entries,omitempty"`
}

// Outputs describes what comes out.
type Outputs struct {
	Count  int      `json:"count"` // n[L]
	Values          // of a regression
	Labels []string `json:"labels,omitempty"` // of a classification; two, negative and positive, for one binary output
	Names  []string `json:"names,omitempty"`  // of a regression
	Heads  []Head   `json:"heads,omitempty"`  // where there are several; what is said of labels and names is said there
	task   *op.Task
}

// Values says what lies between targets and what the network learns, and from which probability on it says yes.
type Values struct {
	Normalize string `json:"normalize"`
	Transform string `json:"transform,omitempty"`
	Clip      string `json:"clip,omitempty"`
	Threshold any    `json:"threshold,omitempty"` // a number, f1 or balanced; nil where it is one half
}

func valuesOf(out *spec.Output) Values {
	v := Values{Normalize: out.Normalize}
	if out.Log1p {
		v.Transform = "log1p"
	}
	if out.Clip {
		v.Clip = "range"
	}
	if t := out.Threshold; t.Find != "" {
		v.Threshold = t.Find
	} else if t.Value != 0.5 {
		v.Threshold = t.Value
	}
	return v
}

// words say what is done to the outputs, after how they are normalized.
func (v *Values) words() (list []string) {
	if v.Transform != "" {
		list = append(list, "transformed ("+v.Transform+")")
	}
	if v.Clip != "" {
		list = append(list, "clipped to the range of the training targets")
	}
	if v.Threshold != nil {
		list = append(list, fmt.Sprintf("threshold: %v", v.Threshold))
	}
	return list
}

// Head is one of several heads.
type Head struct {
	Name  string `json:"name"`
	Count int    `json:"count"`
	Task  string `json:"task"`
	Reads string `json:"reads"` // a layer or an input
	Values
	Labels []string `json:"labels,omitempty"`
	Names  []string `json:"names,omitempty"`
}

func newInputs(s *spec.Spec) Inputs {
	in := Inputs{Count: s.NumEncoded(), Normalize: s.Normalize}
	for _, p := range s.Ports {
		in.Shapes = append(in.Shapes, Port{clean(p.Text), Shape(ir.Dims(p.Dims)), p.Normalize})
	}
	at := 0
	for i := range s.Inputs {
		x := &s.Inputs[i]
		c := Input{Name: clean(x.Text), Unit: clean(x.Unit), Description: clean(x.Description)}
		if s.Typed() {
			c.Type, c.Entries = x.Encoding.Type.Name, []int{at, at + x.Encoding.Width() - 1}
		}
		at += x.Encoding.Width()
		in.Columns = append(in.Columns, c)
	}
	return in
}

func newOutputs(s *spec.Spec) Outputs {
	if len(s.Heads) > 0 {
		out := Outputs{Count: s.NumOutputs(), Values: Values{Normalize: "none"}}
		for i := range s.Heads {
			h := &s.Heads[i]
			out.Heads = append(out.Heads, Head{clean(h.Text), h.Units, h.Task.Name, reads(sources(s, h)), valuesOf(h), texts(h.Labels), texts(h.Names)})
		}
		return out
	}
	return Outputs{Count: s.NumOutputs(), Values: valuesOf(&s.Output), task: s.Output.Task,
		Labels: texts(s.Output.Labels), Names: texts(s.Output.Names)}
}

func texts(names []spec.Name) []string {
	var list []string
	for _, n := range names {
		list = append(list, clean(n.Text))
	}
	return list
}

// name is what people call input i, with its unit.
func (in *Inputs) name(i int) string {
	if len(in.Shapes) > 0 {
		return in.Shapes[i].Name + " " + in.Shapes[i].Shape.String()
	}
	if len(in.Columns) == 0 {
		return numbered("x", i, in.Count)
	}
	c := in.Columns[i]
	if c.Unit == "" {
		return c.Name
	}
	return fmt.Sprintf("%s (%s)", c.Name, c.Unit)
}

// named is the number of inputs that people see.
func (in *Inputs) named() int {
	if len(in.Columns) > 0 {
		return len(in.Columns)
	}
	return in.Count
}

// encoded reports whether rows are encoded.
func (in *Inputs) encoded() bool { return len(in.Columns) > 0 && in.Columns[0].Type != "" }

// rows says which input is which entries of what layer 1 sees.
func (in *Inputs) rows() [][]string {
	rows := [][]string{{"input", "type", "entries"}}
	for i, c := range in.Columns {
		entries := strconv.Itoa(c.Entries[0])
		if c.Entries[1] > c.Entries[0] {
			entries += "–" + strconv.Itoa(c.Entries[1])
		}
		rows = append(rows, []string{in.name(i), c.Type, entries})
	}
	return rows
}

// name is what people call output i. The one output of a binary task is the probability of the second label; without
// labels the classes are 0, 1, …
func (out *Outputs) name(i int) string {
	names := slices.Concat(out.Names, out.Labels)
	switch {
	case len(out.Heads) > 0:
		return fmt.Sprintf("%s (%s, %d)", out.Heads[i].Name, out.Heads[i].Task, out.Heads[i].Count)
	case len(names) > out.Count:
		return "p(" + names[1] + ")"
	case len(names) > 0:
		return names[i]
	case out.task.Units == 1:
		return "p(1)"
	case out.task.Classes:
		return strconv.Itoa(i)
	}
	return numbered("y", i, out.Count)
}

// numbered is x where there is only one, else x1, x2, …
func numbered(symbol string, i, n int) string {
	if n == 1 {
		return symbol
	}
	return symbol + strconv.Itoa(i+1)
}
