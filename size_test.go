package nngen_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/nngen/nngen/examples/mnist/mnist"
	"github.com/nngen/nngen/generated/digitsconv"
	"github.com/nngen/nngen/generated/iris"
)

// TestEmbeddingSize holds by how much programs grow that embed a model and call it for one row, and that of the standard library they get
// nothing that sets itself up without being called: a package that a model's package imports is linked with what it does when a program
// starts, and with all that this may ever call.
func TestEmbeddingSize(t *testing.T) {
	if testing.Short() {
		t.Skip("links programs")
	}
	none := build(t, "fmt.Println(len(os.Args))", "")
	for _, c := range []struct {
		pkg     string
		weights int64 // bytes of the numbers
		most    int64 // bytes besides
	}{
		{"generated/iris", 4 * iris.NumParams, 50_000},
		{"generated/digitsconv", 4 * digitsconv.NumParams, 115_000},
		{"examples/mnist/mnist", 4 * mnist.NumParams, 130_000},
	} {
		name := c.pkg[strings.LastIndexByte(c.pkg, '/')+1:]
		p := build(t, "var x "+name+".Input\n\ty := "+name+".Pretrained().Forward(&x)\n\tfmt.Println(len(os.Args), y)", c.pkg)
		more := p.size - none.size - c.weights
		t.Logf("%s adds %d bytes", name, more)
		if more > c.most {
			t.Errorf("%s adds %d bytes to a program besides its weights, and may add %d: in bench, go run ./size -functions SPEC says what they are", name, more, c.most)
		}
		for _, pkg := range p.packages {
			if standard(pkg) && !slices.Contains(none.packages, pkg) && !slices.Contains(extra, pkg) {
				t.Errorf("%s adds functions of %s to a program", name, pkg)
			}
		}
	}
}

// extra are the packages of the standard library of which programs with a model get what they might not have: what reads the environment, and
// what a few tables and variables begin with.
var extra = []string{"encoding/base64", "internal/testlog", "path/filepath"}

// built is a program for a processor with assembly.
type built struct {
	size     int64
	packages []string
}

// build links a program that imports one of our packages, or none.
func build(t *testing.T, body, pkg string) (p built) {
	t.Helper()
	if pkg != "" {
		pkg = "\t\"" + module + "/" + pkg + "\"\n"
	}
	dir := t.TempDir()
	source, program := filepath.Join(dir, "main.go"), filepath.Join(dir, "program")
	text := "package main\n\nimport (\n\t\"fmt\"\n\t\"os\"\n" + pkg + ")\n\nfunc main() {\n\t" + body + "\n}\n"
	if err := os.WriteFile(source, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	link(t, program, source, "-s -w")
	info, err := os.Stat(program)
	if err != nil {
		t.Fatal(err)
	}
	link(t, program, source, "-w")
	symbols, err := exec.Command("go", "tool", "nm", program).Output()
	if err != nil {
		t.Fatal(err)
	}
	p.size = info.Size()
	for line := range bytes.Lines(symbols) {
		if f := strings.Fields(string(line)); len(f) > 2 && strings.ToUpper(f[1]) == "T" {
			p.packages = append(p.packages, packageOf(f[2]))
		}
	}
	slices.Sort(p.packages)
	p.packages = slices.Compact(p.packages)
	return p
}

func link(t *testing.T, program, source, flags string) {
	t.Helper()
	cmd := exec.Command("go", "build", "-ldflags="+flags, "-o", program, source)
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0", "GOOS=linux", "GOARCH=amd64", "GOAMD64=v1")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
}

// packageOf is the package of a function.
func packageOf(function string) string {
	function = strings.TrimPrefix(function, "type:.eq.")
	if end := strings.IndexAny(function, "[("); end >= 0 {
		function = function[:end]
	}
	slash := strings.LastIndexByte(function, '/') + 1
	name, _, _ := strings.Cut(function[slash:], ".")
	return function[:slash] + name
}
