// Package beam writes a module around a generated package: a pipeline of Apache Beam that answers files of rows.
//
// The files of the module are texts in this package, the same for every network but for names. What depends on the spec is the
// generated package, the job that says how rows are read, and the file that tells the types of the package.
package beam

import (
	"bytes"
	"cmp"
	"embed"
	"encoding/json"
	"io/fs"
	"path"
	"slices"
	"strings"
	"text/template"

	"github.com/nngen/nngen"
	"github.com/nngen/nngen/codegen"
	"github.com/nngen/nngen/internal/workshop"
	"github.com/nngen/nngen/runtime/train"
	"github.com/nngen/nngen/spec"
)

//go:embed files tune trials
var texts embed.FS

// Module is what to write of a spec. Its package stands beside, in the folder of the module.
type Module struct {
	Spec    *spec.Spec
	Job     *train.Job // to predict
	Replace string     // the folder of nngen's own module; "" has its source copied

	// Trials are those of the search; none has the module do without. Data and TargetFile are their files, seen from the module.
	Trials           []Trial
	Data, TargetFile string
}

// Name is what the module of a spec is called.
func Name(s *spec.Spec) string { return s.Package + "beam" }

// copied is the folder for nngen's source.
const copied = "nngen"

// Files are the files of the module, by their paths in it.
func (m *Module) Files() ([]codegen.File, error) {
	list, err := m.texts()
	if err != nil {
		return nil, err
	}
	job, err := m.job()
	if err != nil {
		return nil, err
	}
	search, err := m.search()
	if err != nil {
		return nil, err
	}
	list = append(list, search...)
	described := workshop.Described{Package: "main", Func: "network", Import: Name(m.Spec) + "/" + m.Spec.Package, Pretrained: true}
	list = append(list,
		codegen.File{Name: "job.json", Data: job},
		codegen.File{Name: "testdata/rows.csv", Data: rows(m.Spec)},
		codegen.File{Name: "network.go", Data: workshop.Describe(m.Spec, described)})
	if m.Replace != "" {
		return list, nil
	}
	list = append(list, codegen.File{Name: copied + "/go.mod", Data: []byte("module github.com/nngen/nngen\n\ngo 1.26\n")},
		codegen.File{Name: copied + "/README.md", Data: []byte("What the program beside needs of nngen, copied from github.com/nngen/nngen. Apache License 2.0.\n")})
	err = nngen.Source(func(p string, content []byte) error {
		if needed(p) {
			list = append(list, codegen.File{Name: copied + "/" + p, Data: content})
		}
		return nil
	})
	return list, err
}

func (m *Module) job() ([]byte, error) {
	job, err := plain(m.Job)
	if err != nil {
		return nil, err
	}
	return indented(job)
}

// specName is the name of the spec's file.
func (m *Module) specName() string { return path.Base(strings.ReplaceAll(m.Spec.File, `\`, "/")) }

// needed tells of a file of nngen's source whether a package that is imported has it.
func needed(p string) bool {
	return strings.HasPrefix(p, "runtime/") || strings.HasPrefix(p, "internal/numbers/") || strings.HasPrefix(p, "internal/words/")
}

// texts are the files that are the same for every network, but for what they say of it.
func (m *Module) texts() (list []codegen.File, err error) {
	facts := map[string]any{
		"Command": Name(m.Spec), "Model": m.Spec.Model, "Package": m.Spec.Package, "Spec": m.specName(), "Stem": m.stem(),
		"Folder": cmp.Or(m.Replace, "./"+copied), "Copied": m.Replace == "",
		"Trials": len(m.Trials), "Data": m.Data, "TargetFile": m.TargetFile,
	}
	if list, err = filled("files", "", facts); err != nil || len(m.Trials) == 0 {
		return list, err
	}
	tuning, err := filled("tune", "", facts)
	if err != nil {
		return nil, err
	}
	trials, err := filled("trials", "trials/", facts)
	return slices.Concat(list, tuning, trials), err
}

// filled are the texts of a folder with the facts in their places.
func filled(folder, below string, facts map[string]any) (list []codegen.File, err error) {
	entries, err := fs.ReadDir(texts, folder)
	if err != nil {
		return nil, err
	}
	for _, e := range entries {
		data, err := texts.ReadFile(folder + "/" + e.Name())
		if err != nil {
			return nil, err
		}
		name := strings.TrimSuffix(e.Name(), ".txt")
		t, err := template.New(name).Delims("{%", "%}").Parse(string(data))
		if err != nil {
			return nil, err
		}
		var buf bytes.Buffer
		if err := t.Execute(&buf, facts); err != nil {
			return nil, err
		}
		list = append(list, codegen.File{Name: below + name, Data: buf.Bytes()})
	}
	return list, nil
}

// dropZeros removes members that say what their absence says.
func dropZeros(value any) {
	switch value := value.(type) {
	case []any:
		for _, v := range value {
			dropZeros(v)
		}
	case map[string]any:
		for key, v := range value {
			dropZeros(v)
			if v == nil || v == "" || v == false || v == json.Number("0") {
				delete(value, key)
			}
		}
	}
}
