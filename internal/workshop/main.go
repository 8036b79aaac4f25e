package workshop

import (
	"bytes"
	"slices"
	"text/template"

	"github.com/nngen/nngen/internal/op"
	"github.com/nngen/nngen/spec"
)

// mainTemplate is the program around a generated package: it tells the generic Main what the package's types are.
var mainTemplate = template.Must(template.Must(networkTemplate.Clone()).New("main").Parse(`// Command {{.Name}} is built by nngen around the generated package {{.Name}}.
package main

import (
	"github.com/nngen/nngen/internal/leash"
{{- if .Structs}}
	nn "github.com/nngen/nngen/runtime"
{{- end}}
	model "github.com/nngen/nngen/models/{{.Name}}"
	"github.com/nngen/nngen/{{.Folder}}"
)

type (
	modelOf   = {{.Kind}}.Model[{{.Elem}}, model.Input, model.Output]
	trainerOf = {{.Kind}}.Trainer[{{.Elem}}, model.Input, model.Target]
)

func main() {
	leash.Hold()
	{{.Kind}}.Main({{.Kind}}.Network[{{.Elem}}, model.Input, model.Target, model.Output]{
		Load: load,
{{template "fields" .}}	})
}

{{- if .Record}}
func record(texts []string, object []byte) (rows [3]model.Input, err error) {
	var r [3]model.Record
	for i, text := range texts {
		if err := r[0].Set(model.Columns[i], text); err != nil {
			return rows, err
		}
	}
	if err := r[1].UnmarshalJSON(object); err != nil {
		return rows, err
	}
	again, err := r[1].MarshalJSON()
	if err != nil {
		return rows, err
	}
	if err := r[2].UnmarshalJSON(again); err != nil {
		return rows, err
	}
	for i := range r {
		if rows[i], err = r[i].Input(); err != nil {
			return rows, err
		}
	}
	return rows, nil
}
{{- end}}

func load(path string) (modelOf, error) {
	m, err := model.Load(path)
	if err != nil {
		return nil, err
	}
	return m, nil
}
`))

// headOf is one of several heads: its field in Target, its type of classes, and where its targets begin in a row.
type headOf struct {
	Go, Class string
	From      int
}

func headsOf(s *spec.Spec) (list []headOf) {
	from := 0
	for _, out := range s.Heads {
		h := headOf{Go: out.Go, From: from}
		from += out.Units
		if out.Task.Classes {
			h.Class = out.Go + "Class"
			from += 1 - out.Units
		}
		list = append(list, h)
	}
	return list
}

// decision is how Classify decides about some of the outputs.
type decision struct {
	From, To  int
	Largest   bool
	Threshold float64 // where it is not found
}

func decisions(s *spec.Spec) (list []decision) {
	from := 0
	for _, out := range s.Outputs() {
		if out.Task.Labels {
			list = append(list, decision{from, from + out.Units, out.Task.Classes, out.Threshold.Value})
		}
		from += out.Units
	}
	return list
}

// classNames are the names of the classes of a network with one head, the two of a binary one among them.
func classNames(s *spec.Spec) (list []string) {
	if len(s.Heads) > 0 || !s.Output.Task.Classes && s.Output.Task.Units != 1 {
		return nil
	}
	for _, l := range s.Output.Labels {
		list = append(list, l.Text)
	}
	return list
}

// normTypes are the types of what SetInputNorm takes, where there is one, and whether there is a SetOutputNorm.
func normTypes(s *spec.Spec) (input string, output bool) {
	for i, n := range s.Norms() {
		switch inputs := max(1, len(s.Ports)); {
		case n.How == "none":
		case i >= inputs:
			output = true
		case len(s.Ports) > 0:
			input = "model.InputNorm"
		default:
			input = "model.Input"
		}
	}
	return input, output
}

func mainSource(name string, s *spec.Spec, kind Kind) []byte {
	return execute(kind.source, facts(name, s, kind))
}

func execute(source *template.Template, facts map[string]any) []byte {
	var buf bytes.Buffer
	if err := source.Execute(&buf, facts); err != nil {
		panic("internal error: " + err.Error())
	}
	return buf.Bytes()
}

// facts are what the templates have to know of a spec.
func facts(name string, s *spec.Spec, kind Kind) map[string]any {
	input, output := normTypes(s)
	var decides []decision
	var labels []string
	if kind.name == Probe.name { // the others train and measure
		decides, labels = decisions(s), classNames(s)
	}
	return map[string]any{
		"Name": name, "Folder": kind.folder, "Kind": kind.name, "Elem": string(s.Precision), "Bits": map[spec.Precision]int{spec.Float32: 32, spec.Float64: 64}[s.Precision],
		"Classes": s.Output.Task.Classes, "Ports": len(s.Ports) > 0, "Heads": headsOf(s), "Structs": len(s.Ports)+len(s.Heads) > 0,
		"Fills":     slices.ContainsFunc(s.Encodings(), func(in *op.Input) bool { return in.Fill().Fitted() }),
		"Record":    kind == Probe && len(s.Inputs) > 0,
		"Edges":     slices.ContainsFunc(s.Encodings(), func(in *op.Input) bool { return in.Bins > 0 }),
		"Decisions": decides, "Labels": labels,
		"InputNorm": input, "OutputNorm": output,
		"Found":       slices.ContainsFunc(s.Outputs(), func(out *spec.Output) bool { return out.Threshold.Find != "" }),
		"OutputRange": slices.ContainsFunc(s.Outputs(), func(out *spec.Output) bool { return out.Clip }),
	}
}
