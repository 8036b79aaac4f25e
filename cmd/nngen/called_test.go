package main

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestCalledAs(t *testing.T) {
	repository, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	bin := t.TempDir()
	inPath := filepath.Join(bin, "nngen")
	if err := os.WriteFile(inPath, nil, 0o755); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", bin)
	t.Chdir(t.TempDir())
	cached := "/home/u/.cache/go-build/ab/" + strings.Repeat("ab", 32) + "-d/nngen"
	for path, want := range map[string]string{
		"nngen":                           "nngen",
		inPath:                            "nngen",
		"./nngen":                         "./nngen",
		"/opt/my nngen":                   "'/opt/my nngen'",
		cached:                            "go run github.com/nngen/nngen/cmd/nngen",
		"/tmp/go-build123/b001/exe/nngen": "go run github.com/nngen/nngen/cmd/nngen",
	} {
		if got := calledAs(path); got != want {
			t.Errorf("%s is called %s, want %s", path, got, want)
		}
	}
	for _, mod := range []string{"tool github.com/nngen/nngen/cmd/nngen\n", "tool (\n\texample.com/other\n\tgithub.com/nngen/nngen/cmd/nngen\n)\n"} {
		dir := t.TempDir()
		if err := errors.Join(os.Mkdir(filepath.Join(dir, "nets"), 0o755), os.WriteFile(filepath.Join(dir, "go.mod"), []byte("module a\n\n"+mod), 0o644)); err != nil {
			t.Fatal(err)
		}
		t.Chdir(filepath.Join(dir, "nets"))
		for _, path := range []string{cached, "/tmp/go-build123/b001/exe/nngen"} { // go tool builds the program first
			if got := calledAs(path); got != "go tool nngen" {
				t.Errorf("with %q, %s: %s", mod, path, got)
			}
		}
	}
	t.Chdir(repository)
	for _, path := range []string{cached, "/tmp/go-build123/b001/exe/nngen"} { // the second go run finds its program in the cache
		if got := calledAs(path); got != "go run ./cmd/nngen" {
			t.Errorf("in the module itself, %s: %s", path, got)
		}
	}
}
