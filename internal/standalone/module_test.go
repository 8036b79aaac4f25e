package standalone_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/nngen/nngen"
)

// module is a Go module in a folder of its own, which finds no other.
type module struct {
	*testing.T
	dir string
}

func newModule(t *testing.T, path, version string) *module {
	t.Helper()
	m := &module{t, t.TempDir()}
	m.write("go.mod", []byte("module "+path+"\n\ngo "+version+"\n"))
	return m
}

// addRuntime makes the module nngen's own.
func (m *module) addRuntime() {
	m.Helper()
	err := nngen.Source(func(path string, content []byte) error {
		if strings.HasPrefix(path, "runtime/") {
			m.write(path, content)
		}
		return nil
	})
	if err != nil {
		m.Fatal(err)
	}
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

// run runs the go command and returns what it prints.
func (m *module) run(args ...string) string {
	m.Helper()
	cmd := exec.Command("go", args...)
	cmd.Dir = m.dir
	cmd.Env = append(os.Environ(), "GOPROXY=off", "GOFLAGS=-mod=mod", "GOWORK=off", "GO111MODULE=on")
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		m.Fatalf("go %s: %v\n%s%s", strings.Join(args, " "), err, out, stderr.String())
	}
	return string(out)
}
