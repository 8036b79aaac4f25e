package standalone_test

import (
	"bytes"
	_ "embed"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"text/template"

	"github.com/nngen/nngen/codegen"
	"github.com/nngen/nngen/internal/standalone"
	"github.com/nngen/nngen/internal/thorough"
)

// bitsText is a test that goes into a generated package and writes down its numbers, bit by bit.
//
//go:embed testdata/bits_test.tmpl
var bitsText string

var bitsTemplate = template.Must(template.New("bits").Parse(bitsText))

// oldest is the version of Go whose modules can have standalone packages.
const oldest = "1.22"

// TestSameBits builds packages in both ways and holds against each other what they compute and what they write. The
// module of the standalone ones has nothing else in it, and runs their gradient tests too.
func TestSameBits(t *testing.T) {
	thorough.Only(t) // it compiles the networks twice, and parts of the standard library for purego
	list := networks(t)
	ordinary, alone := newModule(t, "github.com/nngen/nngen", "1.26"), newModule(t, "example.com/alone", oldest)
	ordinary.addRuntime()
	for _, n := range list {
		ordinary.add(n, codegen.Generate)
		alone.add(n, standalone.Generate)
	}
	ordinary.run("test", "-tags", "purego", "-run", "TestBits", "./packages/...")
	alone.run("vet", "./...")
	alone.run("test", "./...")
	for _, n := range list {
		for _, name := range []string{"bits.txt", "state.bin", "weights.safetensors"} {
			path := filepath.Join("packages", n.Package, name)
			got, want := alone.read(path), ordinary.read(path)
			if len(want) == 0 || !bytes.Equal(got, want) {
				t.Errorf("%s differs: %d bytes standalone, %d ordinary", path, len(got), len(want))
			}
		}
	}
	for dep := range strings.Lines(alone.run("list", "-deps", "-test", "-f", "{{if not .Standard}}{{.ImportPath}}{{end}}", "./...")) {
		if !strings.HasPrefix(dep, "example.com/alone/") {
			t.Errorf("standalone packages need %s", dep)
		}
	}
}

// add puts a package and the test that writes down its numbers into the module.
func (m *module) add(n network, g generator) {
	m.Helper()
	folder := "packages/" + n.Package + "/"
	for _, f := range g.files(m.T, n) {
		m.write(folder+f.Name, f.Data)
	}
	var test bytes.Buffer
	err := bitsTemplate.Execute(&test, map[string]any{"Package": n.Package, "Elem": string(n.Precision), "Classes": n.Output.Task.Classes,
		"Bits": map[string]string{"float32": "Float32bits", "float64": "Float64bits"}[string(n.Precision)]})
	if err != nil {
		m.Fatal(err)
	}
	m.write(folder+"bits_test.go", test.Bytes())
}

func (m *module) read(path string) []byte {
	m.Helper()
	content, err := os.ReadFile(filepath.Join(m.dir, path))
	if err != nil {
		m.Fatal(err)
	}
	return content
}
