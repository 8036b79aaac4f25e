package workshop

import (
	"go/format"
	"text/template"

	"github.com/nngen/nngen/spec"
)

// networkTemplate holds what the generic programs are told of the types of a package: fields of a Network.
var networkTemplate = template.Must(template.New("network").Parse(`{{define "fields"}}		NumParams:  model.NumParams,
		New:        func(seed uint64) modelOf { return model.New(seed) },
		NewTrainer: func(m modelOf) trainerOf { return model.NewTrainer(m.(*model.Model)) },
		Input:      func(x *model.Input) []{{.Elem}} { return {{if .Ports}}nn.Flat{{.Bits}}(x){{else}}x[:]{{end}} },
		Output:     func(y *model.Output) []{{.Elem}} { return {{if .Heads}}nn.Flat{{.Bits}}(y){{else}}y[:]{{end}} },
		SetTarget: func(t *model.Target, values []{{.Elem}}) { {{template "target" .}}
		},
{{- if .Decisions}}
		Classify: func(m modelOf, x *model.Input) any { return m.(*model.Model).Classify(x) },
		Decisions: []{{.Kind}}.Decision{ {{range .Decisions}}{From: {{.From}}, To: {{.To}}, Largest: {{.Largest}}, Threshold: {{.Threshold}}}, {{end}} },
		ClassOf: func(m modelOf, y *model.Output) any { return m.(*model.Model).ClassOf(y) },
{{- end}}
{{- if .Labels}}
		Labels: {{printf "%#v" .Labels}},
		Class: func(i int) (string, int, error) {
			c, err := model.ParseClass(model.Class(i).String())
			return model.Class(i).String(), int(c), err
		},
{{- end}}
{{- if .InputNorm}}
		SetInputNorm: func(m modelOf, offset, scale []{{.Elem}}) {
			var o, s {{.InputNorm}}
			copy({{if .Ports}}nn.Flat{{.Bits}}(&o){{else}}o[:]{{end}}, offset)
			copy({{if .Ports}}nn.Flat{{.Bits}}(&s){{else}}s[:]{{end}}, scale)
			m.(*model.Model).SetInputNorm(&o, &s)
		},
{{- end}}
{{- if .Record}}
		Record: record,
{{- end}}
{{- if .Fills}}
		SetInputFill: func(m modelOf, values []{{.Elem}}) { m.(*model.Model).SetInputFill((*model.Input)(values)) },
{{- end}}
{{- if .Edges}}
		SetInputEdges: func(m modelOf, values []{{.Elem}}) { m.(*model.Model).SetInputEdges(values) },
{{- end}}
{{- if .Found}}
		Threshold: func(m modelOf) []{{.Elem}} {
			t := m.(*model.Model).Threshold()
			return {{if .Heads}}nn.Flat{{.Bits}}(&t){{else}}t[:]{{end}}
		},
		SetThreshold: func(m modelOf, values []{{.Elem}}) {
			var t model.Output
			copy({{if .Heads}}nn.Flat{{.Bits}}(&t){{else}}t[:]{{end}}, values)
			m.(*model.Model).SetThreshold(&t)
		},
{{- end}}
{{- if .OutputRange}}
		SetOutputRange: func(m modelOf, low, high []{{.Elem}}) {
			var l, h model.Output
			copy({{if .Heads}}nn.Flat{{.Bits}}(&l){{else}}l[:]{{end}}, low)
			copy({{if .Heads}}nn.Flat{{.Bits}}(&h){{else}}h[:]{{end}}, high)
			m.(*model.Model).SetOutputRange(&l, &h)
		},
{{- end}}
{{- if .OutputNorm}}
		SetOutputNorm: func(m modelOf, offset, scale []{{.Elem}}) {
			var o, s model.Output
			copy({{if .Heads}}nn.Flat{{.Bits}}(&o){{else}}o[:]{{end}}, offset)
			copy({{if .Heads}}nn.Flat{{.Bits}}(&s){{else}}s[:]{{end}}, scale)
			m.(*model.Model).SetOutputNorm(&o, &s)
		},
{{- end}}{{end}}{{define "target"}}{{range .Heads}}
	{{if .Class}}t.{{.Go}} = model.{{.Class}}(values[{{.From}}]){{else}}copy(t.{{.Go}}[:], values[{{.From}}:]){{end}}
{{- else}}
	{{if .Classes}}*t = model.Target(values[0]){{else}}copy(t[:], values){{end}}
{{- end}}
{{- end}}`))

// pretrainedTemplate describes a package to programs that nngen does not run.
var pretrainedTemplate = template.Must(template.Must(networkTemplate.Clone()).New("pretrained").Parse(`package {{.Name}}

import (
{{- if .Structs}}
	nn "github.com/nngen/nngen/runtime"
{{- end}}
	"github.com/nngen/nngen/runtime/train"

	model "{{.Import}}"
)

// {{.Func}} tells what reads, trains and answers about the types of the package.
func {{.Func}}() train.Network[{{.Elem}}, model.Input, model.Target, model.Output] {
	type (
		modelOf   = train.Model[{{.Elem}}, model.Input, model.Output]
		trainerOf = train.Trainer[{{.Elem}}, model.Input, model.Target]
	)
	return train.Network[{{.Elem}}, model.Input, model.Target, model.Output]{
{{- if .Pretrained}}
		Load: func(string) (modelOf, error) { return model.Pretrained(), nil },
{{- end}}
{{template "fields" .}}
	}
}
`))

// Described is a file of Go.
type Described struct {
	Package    string // that the file belongs to
	Func       string // its name
	Import     string // the path of the generated package
	Pretrained bool   // the package embeds weights, which are those to load
}

// Describe prints the file with a function that returns the train.Network of the package of a spec.
func Describe(s *spec.Spec, d Described) []byte {
	facts := facts(d.Package, s, Train)
	facts["Import"], facts["Func"], facts["Pretrained"] = d.Import, d.Func, d.Pretrained
	text, err := format.Source(execute(pretrainedTemplate, facts))
	if err != nil {
		panic("internal error: " + err.Error())
	}
	return text
}
