package spec_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"strings"
	"testing"

	"github.com/nngen/nngen/codegen"
	"github.com/nngen/nngen/internal/face"
	"github.com/nngen/nngen/spec"
)

func TestGoNames(t *testing.T) {
	for _, c := range []struct{ text, input, label string }{
		{"sepal_length", "SepalLength", "SepalLength"},
		{"sepal length (cm)", "SepalLengthCm", "SepalLengthCm"},
		{"sepalLength", "SepalLength", "SepalLength"},
		{"HTTPCode", "HTTPCode", "HTTPCode"},
		{"pixel_1_11", "Pixel1_11", "Pixel1_11"},
		{"pixel_1_x", "Pixel1X", "Pixel1X"},
		{"1_11", "Input1_11", "Label1_11"},
		{"1__11", "Input111", "Label111"},
		{"0", "Input0", "Label0"},
		{"2nd", "Input2nd", "Label2nd"},
		{"3.5", "Input35", "Label35"},
		{"size (m²)", "SizeM", "SizeM"},
		{"größe", "Größe", "Größe"},
		{"élan vital", "ÉlanVital", "ÉlanVital"},
		{"ßtart", "Inputßtart", "Labelßtart"},
		{"日本", "Input日本", "Label日本"},
		{"температура", "Температура", "Температура"},
		{"٣", "Input٣", "Label٣"},
		{"__a__", "A", "A"},
		{"a/b", "AB", "AB"},
		{"x\ty", "XY", "XY"},
		{"😀 happy", "Happy", "Happy"},
		{"yes", "Yes", "Yes"},
		{"type", "Type", "Type"},
	} {
		in := parse(t, "version: 1\nmodel: m\ninputs: [\""+strings.ReplaceAll(c.text, "\t", `\t`)+"\"]\nlayers: [{units: 1}]\noutput: {task: binary}\n")
		if got := in.Inputs[0]; got.Go != c.input || got.Text != c.text {
			t.Errorf("input %q becomes %s, want %s", got.Text, got.Go, c.input)
		}
		label := parse(t, "version: 1\nmodel: m\ninputs: 2\nlayers: [{units: 1}]\noutput: {task: multilabel, labels: [\""+strings.ReplaceAll(c.text, "\t", `\t`)+"\"]}\n")
		if got := label.Output.Labels[0]; got.Go != c.label {
			t.Errorf("label %q becomes %s, want %s", c.text, got.Go, c.label)
		}
		if !token.IsIdentifier(c.input) || !token.IsExported(c.label) {
			t.Errorf("%s and %s are not both exported identifiers", c.input, c.label)
		}
	}
	if got := parse(t, "version: 1\nmodel: m\ninputs: 2\nlayers: [{units: 1}]\noutput: {task: regression, names: [1st]}\n").Output.Names[0].Go; got != "Output1st" {
		t.Errorf("the output 1st becomes %s", got)
	}
}

// TestGeneratedNamesAreTaken generates a package for each task: what it declares cannot be the name of an input.
func TestGeneratedNamesAreTaken(t *testing.T) {
	for _, task := range []string{"regression", "binary", "multiclass", "multilabel"} {
		src := strings.Replace(network(task, "- {units: 3}\n- {units: 1, activation: ACT}\n"), "ACT", map[string]string{
			"regression": "linear", "binary": "sigmoid", "multiclass": "softmax", "multilabel": "sigmoid"}[task], 1)
		s, list := spec.Parse("m.yaml", []byte(src+"normalize: standard\n"))
		if s == nil {
			t.Fatal(list)
		}
		files, err := face.Generate(s)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range files {
			for _, name := range declared(t, f) {
				if spec.GoName(name, "Input") != name { // no name of a spec becomes this one
					continue
				}
				clashing := strings.Replace(src, "inputs: 4", "inputs: ["+name+"]", 1)
				_, list := spec.Parse("m.yaml", []byte(clashing))
				if len(list) == 0 || list[0].Code != "name-clash" {
					t.Errorf("%s: %s is declared by %s, but an input may have the name", task, name, f.Name)
				}
			}
		}
	}
}

// declared lists the exported names that a Go file declares for its package.
func declared(t *testing.T, f codegen.File) []string {
	t.Helper()
	if !strings.HasSuffix(f.Name, ".go") {
		return nil
	}
	tree, err := parser.ParseFile(token.NewFileSet(), f.Name, f.Data, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	add := func(id *ast.Ident) {
		if id.IsExported() {
			list = append(list, id.Name)
		}
	}
	for _, d := range tree.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			if d.Recv == nil {
				add(d.Name)
			}
		case *ast.GenDecl:
			for _, s := range d.Specs {
				switch s := s.(type) {
				case *ast.TypeSpec:
					add(s.Name)
				case *ast.ValueSpec:
					for _, id := range s.Names {
						add(id)
					}
				}
			}
		}
	}
	return list
}
