package codegen_test

import (
	"bytes"
	"crypto/sha256"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/nngen/nngen"
	"github.com/nngen/nngen/codegen"
	"github.com/nngen/nngen/internal/face"
	nn "github.com/nngen/nngen/runtime"
	"github.com/nngen/nngen/spec"
)

// parse reads a spec that must be free of errors.
func parse(t testing.TB, src string) *spec.Spec {
	t.Helper()
	s, problems := spec.Parse("spec.yaml", []byte(src))
	if s == nil {
		t.Fatalf("%s\n%v", src, problems)
	}
	return s
}

// generate compiles a spec; where it names a weights file, one is made up.
func generate(t testing.TB, src string) []codegen.File {
	t.Helper()
	return generateOf(t, parse(t, src), func(*codegen.Face) {})
}

// generateOf compiles a spec with a changed face.
func generateOf(t testing.TB, s *spec.Spec, change func(*codegen.Face)) []codegen.File {
	t.Helper()
	p, f, err := face.Compile(s)
	if err != nil {
		t.Fatal(err)
	}
	var weights []byte
	if s.Weights != "" {
		weights = weightsOf(t, s)
		sum := sha256.Sum256(weights)
		f.Weights = &sum
	}
	change(&f)
	files, err := codegen.Generate(p, f)
	if err != nil {
		t.Fatal(err)
	}
	if f.Weights != nil {
		files = append(files, codegen.File{Name: codegen.WeightsName(s.Package), Data: weights})
	}
	return files
}

// weightsOf makes up a weights file for a spec without normalization, in which parameter i is i.
func weightsOf(t testing.TB, s *spec.Spec) []byte {
	t.Helper()
	flat := make([]float32, s.NumParams())
	for i := range flat {
		flat[i] = float32(i)
	}
	var list []nn.Tensor[float32]
	for _, p := range s.Tensors() {
		size := 1
		for _, d := range p.Dims {
			size *= d
		}
		list = append(list, nn.Tensor[float32]{Name: p.Name, Shape: p.Dims, Data: flat[:size]})
		flat = flat[size:]
	}
	var buf bytes.Buffer
	if err := nn.WriteTensors(&buf, s.Fingerprint(), list); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

// source joins the Go files of a package.
func source(files []codegen.File) string {
	var s strings.Builder
	for _, f := range files {
		if strings.HasSuffix(f.Name, ".go") {
			s.Write(f.Data)
		}
	}
	return s.String()
}

// module is a module of its own with the source of the runtime, in which generated packages are compiled.
type module struct {
	*testing.T
	dir string
}

func newModule(t *testing.T) *module {
	t.Helper()
	m := &module{t, t.TempDir()}
	m.write("go.mod", []byte("module github.com/nngen/nngen\n\ngo 1.26.0\n"))
	err := nngen.Source(func(path string, content []byte) error {
		if !strings.HasPrefix(path, "internal/") {
			m.write(path, content)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func (m *module) write(path string, content []byte) {
	m.Helper()
	full := filepath.Join(m.dir, filepath.FromSlash(path))
	if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
		m.Fatal(err)
	}
	if err := os.WriteFile(full, content, 0o644); err != nil {
		m.Fatal(err)
	}
}

// add puts the files of a package into the folder packages/name.
func (m *module) add(name string, files []codegen.File) {
	m.Helper()
	for _, f := range files {
		m.write("packages/"+name+"/"+f.Name, f.Data)
	}
}

// run runs the go command on all packages.
func (m *module) run(args ...string) {
	m.Helper()
	cmd := exec.Command("go", append(args, "./packages/...")...)
	cmd.Dir = m.dir
	cmd.Env = append(os.Environ(), "GOFLAGS=", "GOWORK=off", "GO111MODULE=on")
	if out, err := cmd.CombinedOutput(); err != nil {
		m.Errorf("go %s: %v\n%s", strings.Join(args, " "), err, out)
	}
}
