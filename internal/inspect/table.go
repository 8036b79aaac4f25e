package inspect

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"text/tabwriter"
	"unicode/utf8"
)

// Table writes the report for people: what the network is, a line for each layer, and how it is trained.
func (r *Report) Table(w io.Writer) error {
	var text strings.Builder
	writeTable(&text, r.about())
	text.WriteByte('\n')
	if r.Inputs.encoded() {
		writeTable(&text, r.Inputs.rows())
		text.WriteByte('\n')
	}
	writeTable(&text, r.layerRows())
	text.WriteByte('\n')
	writeTable(&text, r.trainingRows())
	_, err := io.WriteString(w, text.String())
	return err
}

// writeTable sets rows in columns that are as wide as their widest cell.
func writeTable(text *strings.Builder, rows [][]string) {
	w := tabwriter.NewWriter(text, 0, 0, 2, ' ', 0)
	for _, row := range rows {
		fmt.Fprintln(w, strings.Join(row, "\t"))
	}
	w.Flush()
}

func (r *Report) about() [][]string {
	rows := [][]string{{"model", r.Model}}
	if r.Description != "" {
		rows = append(rows, []string{"description", r.Description})
	}
	return append(rows,
		[]string{"precision", r.Precision},
		[]string{"inputs", r.inputs()},
		[]string{"outputs", r.outputs()},
		[]string{"task", r.Task})
}

// inputs lists the inputs, those of a mapping with their shapes.
func (r *Report) inputs() string {
	if n := len(r.Inputs.Shapes); n > 0 {
		return side(n, r.Inputs.Normalize, r.Inputs.name)
	}
	return side(r.Inputs.named(), r.Inputs.Normalize, r.Inputs.name)
}

// outputs lists the outputs, or the heads where there are several.
func (r *Report) outputs() string {
	if n := len(r.Outputs.Heads); n > 0 {
		return side(n, r.Outputs.Normalize, r.Outputs.name)
	}
	return side(r.Outputs.Count, r.Outputs.Normalize, r.Outputs.name, r.Outputs.words()...)
}

// side lists the inputs or the outputs by name, the middle of a long list left out, with what is done to them.
func side(n int, normalize string, name func(int) string, done ...string) string {
	var names []string
	for _, i := range shown(n, 8, 1) {
		if i == leftOut {
			names = append(names, "…")
		} else {
			names = append(names, name(i))
		}
	}
	text := strconv.Itoa(n)
	if normalize != "none" {
		done = append([]string{"normalized (" + normalize + ")"}, done...)
	}
	text = strings.Join(append([]string{text}, done...), ", ")
	return text + ": " + strings.Join(names, ", ")
}

func (r *Report) layerRows() [][]string {
	if !r.chain {
		return r.graphRows()
	}
	rows := [][]string{{"layer", "kind", "activation", "init", "W", "b", "Z", "parameters", "multiply-adds", "bytes", "computed", "layout of W", "because"}}
	for i := range r.Layers {
		l := &r.Layers[i]
		rows = append(rows, []string{strconv.Itoa(l.Index), l.Kind, l.activation(), call(l.Initializer, l.InitializerAttributes),
			l.W.String(), l.B.String(), l.Z.String(),
			strconv.Itoa(l.Parameters), strconv.Itoa(l.MultiplyAdds), strconv.Itoa(l.Bytes), l.Kernel, l.Layout, l.because()})
	}
	t := r.Totals
	rows = append(rows, []string{"total", "", "", "", "", "", "",
		strconv.Itoa(t.Parameters), strconv.Itoa(t.MultiplyAdds), strconv.Itoa(t.Bytes)})
	for _, column := range []int{0, 7, 8, 9} {
		alignRight(rows, column)
	}
	return rows
}

// alignRight pads the cells of a column on the left, which a tabwriter can only do to all columns at once.
func alignRight(rows [][]string, column int) {
	width := 0
	for _, row := range rows {
		width = max(width, utf8.RuneCountInString(row[column]))
	}
	for _, row := range rows {
		row[column] = fmt.Sprintf("%*s", width, row[column])
	}
}

func (r *Report) trainingRows() [][]string {
	t := r.Training
	memory := fmt.Sprintf("%d bytes for the gradient", t.GradientBytes)
	if len(t.States) > 0 {
		memory = fmt.Sprintf("%d bytes: gradient %d, %s of %s %d", t.StepBytes, t.GradientBytes, strings.Join(t.States, " and "), t.Optimizer, t.StateBytes)
	}
	rows := [][]string{
		{"loss", call(t.Loss, t.LossAttributes)},
		{"optimizer", call(t.Optimizer, t.OptimizerAttributes)},
		{"learning rate", fmt.Sprintf("%g, %s", t.LearningRate, call(t.Schedule, t.ScheduleAttributes))},
		{"training step", memory},
	}
	if len(t.Alone) > 0 {
		rows = append(rows, []string{"one example", "the gradient of " + layerList(t.Alone) + " is written out"})
	}
	for _, b := range t.Beside {
		rows = append(rows, []string{"gradients", b.String()})
	}
	return rows
}

// layerList names layers by their numbers.
func layerList(list []int) string {
	var numbers []string
	for _, l := range list {
		numbers = append(numbers, strconv.Itoa(l))
	}
	if len(numbers) == 1 {
		return "layer " + numbers[0]
	}
	return "layers " + strings.Join(numbers, ", ")
}

// String lists the gradients.
func (b Beside) String() string {
	var layers []string
	for _, l := range b.Layers {
		layers = append(layers, "dW"+strconv.Itoa(l))
	}
	return fmt.Sprintf("%s beside dW%d, since too small to be shared between cores", strings.Join(layers, ", "), b.Layer)
}
