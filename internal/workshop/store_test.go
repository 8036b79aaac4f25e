package workshop

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/nngen/nngen/spec"
)

const oneUnit = "{version: 1, model: one, inputs: 1, layers: [{units: %d}], output: {task: regression}}"

// built builds the program of a network of some units, and returns what the build says.
func built(t *testing.T, units int, kind Kind) error {
	t.Helper()
	s, diags := spec.Parse("one.yaml", fmt.Appendf(nil, oneUnit, units))
	if s == nil {
		t.Fatal(diags)
	}
	shop, err := Open()
	if err != nil {
		t.Fatal(err)
	}
	defer shop.Close()
	p, err := shop.Add("one", s, kind)
	if err != nil {
		t.Fatal(err)
	}
	err = shop.Build(context.Background())
	if info, statErr := os.Stat(p.Path()); err == nil && (statErr != nil || info.Mode()&0o100 == 0 && os.PathSeparator == '/') {
		t.Errorf("there is no program at %s: %v", p.Path(), statErr)
	}
	return err
}

// TestPrograms: a program that was built is there again where nothing can be compiled, but no other one, and none where programs
// are not to be kept.
func TestPrograms(t *testing.T) {
	if testing.Short() {
		t.Skip("runs the Go toolchain")
	}
	dir := filepath.Join(t.TempDir(), "programs")
	t.Setenv("NNGEN_CACHE", dir)
	for units := 1; units < 3; units++ {
		if err := built(t, units, Train); err != nil {
			t.Fatal(err)
		}
	}
	if kept, _ := os.ReadDir(dir); len(kept) != 2 {
		t.Errorf("%d programs are kept", len(kept))
	}
	t.Setenv("GOCACHE", os.DevNull)
	compiles := func(units int, kind Kind) bool {
		err := built(t, units, kind)
		if err != nil && !strings.Contains(err.Error(), "set GOCACHE") {
			t.Error(err)
		}
		return err != nil
	}
	if compiles(1, Train) || !compiles(3, Train) || !compiles(1, Probe) {
		t.Error("programs that were built are compiled, or others are taken for them")
	}
	t.Setenv("GOAMD64", "v2")
	t.Setenv("GOARM64", "v8.1")
	if !compiles(1, Train) {
		t.Error("a program for another processor is taken")
	}
	os.Unsetenv("GOAMD64")
	os.Unsetenv("GOARM64")
	t.Setenv("NNGEN_CACHE", "off")
	if !compiles(1, Train) {
		t.Error("a program comes from a store that is off")
	}
	t.Setenv("NNGEN_CACHE", os.DevNull)
	if !compiles(1, Train) {
		t.Error("a program comes from nowhere")
	}
}

// TestForget: the programs that were used last stay, and what is no program.
func TestForget(t *testing.T) {
	s := &store{t.TempDir()}
	program := filepath.Join(t.TempDir(), "program")
	if err := os.WriteFile(program, []byte("#!"), 0o700); err != nil {
		t.Fatal(err)
	}
	key := func(i int) string { return fmt.Sprintf("%064x", i) }
	if err := os.WriteFile(filepath.Join(s.dir, "README"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for i := range mostKept + 5 {
		s.copy(program, filepath.Join(s.dir, key(i)))
		at := time.Unix(int64(1e9+i), 0)
		os.Chtimes(filepath.Join(s.dir, key(i)), at, at)
	}
	if !s.fetch(key(0), filepath.Join(t.TempDir(), "again")) {
		t.Fatal("a program that is kept is not found")
	}
	s.keep(key(99), program)
	entries, _ := os.ReadDir(s.dir)
	if len(entries) != mostKept+1 {
		t.Errorf("%d files are kept", len(entries))
	}
	for i, want := range map[int]bool{0: true, 1: false, 6: false, 7: true, mostKept + 4: true, 99: true} {
		if got := s.fetch(key(i), filepath.Join(t.TempDir(), "again")); got != want {
			t.Errorf("program %d: %v", i, got)
		}
	}
}
