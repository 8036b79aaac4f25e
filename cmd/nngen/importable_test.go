package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"testing"
)

// TestUnimportable: the folders that are warned of are those that the go command refuses.
func TestUnimportable(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("it has no folders of some of these names")
	}
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "go.mod"), []byte("module example.com/m\n\ngo 1.26\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"a", "A1", "a-b", "a_b", "_a", "a.b", ".a", "a..b", "a+b", "a~b", "internal", "a b", "a.", "ü", "日本", "a@b", "a#b", "(a)", "a,b", "a'b", "a=b", "a%b", "a!"} {
		folder := filepath.Join(dir, "in", name, "p")
		if err := os.MkdirAll(folder, 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(folder, "p.go"), []byte("package p\n"), 0o644); err != nil {
			t.Fatal(err)
		}
		cmd := exec.Command("go", "list", "./in/"+name+"/p")
		cmd.Dir = dir
		text, err := cmd.CombinedOutput()
		if got := unimportable(folder); (got != "") != (err != nil) || got != "" && got != name {
			t.Errorf("%s: %q, but go list says %s", name, got, bytes.TrimSpace(text))
		}
	}
	if got := unimportable(filepath.Join(t.TempDir(), "a b")); got != "" {
		t.Errorf("without a module: %q", got)
	}
}
