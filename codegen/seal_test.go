package codegen_test

import (
	"bytes"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/nngen/nngen/codegen"
	"github.com/nngen/nngen/internal/thorough"
)

// TestFilesOfTwoBuilds: a package compiles only where all of its files are of one build.
func TestFilesOfTwoBuilds(t *testing.T) {
	thorough.Only(t)
	src := "{version: 1, model: a, inputs: 4, layers: [{units: 3, activation: relu}, {units: 2}], output: {task: regression}%s}"
	one := generate(t, strings.Replace(src, "%s", "", 1))
	two := generate(t, strings.Replace(src, "%s", ", train: {optimizer: {name: adam, learning_rate: 0.02}}", 1))
	if bytes.Equal(one[0].Data, two[0].Data) {
		t.Fatal("the model's file is that of the other build")
	}
	m := newModule(t)
	for name, c := range map[string]struct {
		files []codegen.File
		ok    bool
	}{
		"one":     {one, true},
		"trainer": {[]codegen.File{one[0], two[1], one[2]}, false},
		"model":   {[]codegen.File{two[0], one[1], one[2]}, false},
		"test":    {[]codegen.File{one[0], one[1], two[2]}, false},
		"two":     {two, true},
	} {
		m.add(name, c.files)
		cmd := exec.Command("go", "vet", "./packages/"+name)
		cmd.Dir = m.dir
		cmd.Env = append(os.Environ(), "GOFLAGS=", "GOWORK=off", "GO111MODULE=on")
		out, err := cmd.CombinedOutput()
		if (err == nil) != c.ok || !c.ok && !bytes.Contains(out, []byte("overflows uint")) {
			t.Errorf("%s: %v\n%s", name, err, out)
		}
	}
}
