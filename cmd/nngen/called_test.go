package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestCalledAs(t *testing.T) {
	bin := t.TempDir()
	inPath := filepath.Join(bin, "nngen")
	if err := os.WriteFile(inPath, nil, 0o755); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", bin)
	for path, want := range map[string]string{
		"nngen":         "nngen",
		inPath:          "nngen",
		"./nngen":       "./nngen",
		"/opt/my nngen": "'/opt/my nngen'",
		"/home/u/.cache/go-build/ab/" + strings.Repeat("ab", 32) + "-d/nngen": "go tool nngen",
		"/tmp/go-build123/b001/exe/nngen":                                     "go run github.com/nngen/nngen/cmd/nngen",
	} {
		if got := calledAs(path); got != want {
			t.Errorf("%s is called %s, want %s", path, got, want)
		}
	}
	t.Chdir("../..")
	if got := calledAs("/tmp/go-build123/b001/exe/nngen"); got != "go run ./cmd/nngen" {
		t.Errorf("in the module itself: %s", got)
	}
}
