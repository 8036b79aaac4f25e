package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestPathsInAnyBytes: on Linux a path is any bytes, and every command takes it.
func TestPathsInAnyBytes(t *testing.T) {
	if testing.Short() {
		t.Skip("runs the Go toolchain")
	}
	const odd = "caf\xe9 \xff"
	dir := filepath.Join(t.TempDir(), odd)
	if err := os.MkdirAll(filepath.Join(dir, "tmp"), 0o755); err != nil {
		t.Fatal(err)
	}
	t.Setenv("TMPDIR", filepath.Join(dir, "tmp"))
	spec, data, weights := filepath.Join(dir, odd+".yaml"), filepath.Join(dir, odd+".csv"), filepath.Join(dir, odd+".safetensors")
	for path, text := range map[string]string{
		spec: "version: 1\nmodel: gate\ninputs: [a, b]\nlayers: [{units: 2}]\noutput: {task: multiclass, labels: [closed, open]}\n" +
			"train: {epochs: 2}\n",
		data: "a,b,state\n0,0,closed\n1,1,open\n",
	} {
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, args := range [][]string{
		{"check", spec}, {"build", spec}, {"build", "--check", spec}, {"inspect", spec},
		{"train", spec, "--data", data, "-o", weights},
		{"train", spec, "--data", data},
		{"eval", spec, "--data", data, "--weights", weights},
		{"predict", spec, "--weights", weights},
		{"verify", spec},
	} {
		var stdout, stderr bytes.Buffer
		if status := run(args, strings.NewReader("a,b\n1,1\n"), &stdout, &stderr); status != 0 {
			t.Errorf("%q: exit status %d\n%s%s", args, status, &stdout, &stderr)
		}
	}
}
