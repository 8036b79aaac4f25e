//go:build unix

package pack_test

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// TestFIFO: a FIFO in the way is an error, and nobody waits for its other end.
func TestFIFO(t *testing.T) {
	for _, name := range []string{"a_nngen.go", "a_nngen.safetensors", "other_nngen.go", ".nngen-2147483646-0"} {
		dir := t.TempDir()
		if err := syscall.Mkfifo(filepath.Join(dir, name), 0o644); err != nil {
			t.Fatal(err)
		}
		err := version(t, dir, 1).Write()
		inTheWay := name[0] == 'a'
		if inTheWay != (err != nil && strings.Contains(err.Error(), name+" is in the way")) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestUmask: files and folders get the modes that the umask leaves.
func TestUmask(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "a")
	defer syscall.Umask(syscall.Umask(0o027))
	if err := version(t, dir, 1).Write(); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]os.FileMode{dir: 0o750, filepath.Join(dir, "a_nngen.go"): 0o640, filepath.Join(dir, "a_nngen.safetensors"): 0o640} {
		if info, err := os.Stat(path); err != nil || info.Mode().Perm() != want {
			t.Errorf("%s: %v %v, want %v", path, info.Mode(), err, want)
		}
	}
}
