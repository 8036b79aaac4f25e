package workshop

import (
	"bytes"
	"text/template"

	"github.com/nngen/nngen/spec"
)

// mainTemplate is the program around a generated package: it tells the generic Main what the package's types are.
var mainTemplate = template.Must(template.New("main").Parse(`// Command {{.Name}} is built by nngen around the generated package {{.Name}}.
package main

import (
	"github.com/nngen/nngen/internal/leash"
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
		NumParams:  model.NumParams,
		New:        func(seed uint64) modelOf { return model.New(seed) },
		Load:       load,
		NewTrainer: func(m modelOf) trainerOf { return model.NewTrainer(m.(*model.Model)) },
		Input:      func(x *model.Input) []{{.Elem}} { return x[:] },
		Output:     func(y *model.Output) []{{.Elem}} { return y[:] },
		SetTarget:  setTarget,
	})
}

func load(path string) (modelOf, error) {
	m, err := model.Load(path)
	if err != nil {
		return nil, err
	}
	return m, nil
}

func setTarget(t *model.Target, values []{{.Elem}}) {
	{{if .Classes}}*t = model.Target(values[0]){{else}}copy(t[:], values){{end}}
}
`))

// proofTemplate is the program that computes outputs of a package from memory as it lies there.
var proofTemplate = template.Must(template.New("proof").Parse(`// Command {{.Name}} is built by nngen around the generated package {{.Name}}.
package main

import (
	"github.com/nngen/nngen/internal/leash"
	model "github.com/nngen/nngen/models/{{.Name}}"
	"github.com/nngen/nngen/{{.Folder}}"
)

func main() {
	leash.Hold()
	{{.Kind}}.Main[{{.Elem}}](func(path string) ({{.Kind}}.Model[model.Input, model.Output], error) { return model.Load(path) })
}
`))

func mainSource(name string, s *spec.Spec, kind Kind) []byte {
	var buf bytes.Buffer
	err := kind.source.Execute(&buf, map[string]any{
		"Name": name, "Folder": kind.folder, "Kind": kind.name, "Elem": string(s.Precision), "Classes": s.Output.Task.Classes})
	if err != nil {
		panic("internal error: " + err.Error())
	}
	return buf.Bytes()
}
