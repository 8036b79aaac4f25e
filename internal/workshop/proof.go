package workshop

import "text/template"

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
