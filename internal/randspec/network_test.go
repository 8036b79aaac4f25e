package randspec

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"go/format"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/nngen/nngen/codegen"
	"github.com/nngen/nngen/internal/face"
	"github.com/nngen/nngen/internal/thorough"
	"github.com/nngen/nngen/internal/verify"
	"github.com/nngen/nngen/spec"
)

// usual is the number of networks among which is every word. A normal run verifies the first of them: each word is verified anyway.
const usual = 95

var (
	networks = flag.Uint64("networks", 0, "how many random networks to verify; 0 for as many as all tests want")
	seed     = flag.Uint64("seed", 1, "what they are drawn from")
	first    = flag.Uint64("first", 0, "number of the first one")
)

// batch is the number of networks that one run of the Go toolchain compiles.
const batch = 50

// count is the number of networks to verify.
func count() uint64 {
	switch {
	case *networks > 0:
		return *networks
	case thorough.All():
		return 30
	}
	return 3
}

// TestNetworks checks, generates, formats, vets, compiles and runs random networks, and holds them against the oracle.
// With -v it prints the largest errors.
func TestNetworks(t *testing.T) {
	if testing.Short() {
		t.Skip("runs the Go toolchain")
	}
	all := tally{worst: map[string]verify.Check{}}
	end := *first + count()
	for from := *first; from < end; from += batch {
		to := min(from+batch, end)
		t.Run(fmt.Sprintf("seed%d_%d", *seed, from), func(t *testing.T) { verifyBatch(t, from, to, &all) })
	}
	t.Logf("%d networks of seed %d, the largest errors:\n%s", count(), *seed, &all)
}

func verifyBatch(t *testing.T, from, to uint64, all *tally) {
	var texts []string
	var specs []*spec.Spec
	for i := from; i < to; i++ {
		texts = append(texts, Spec(*seed, i))
		specs = append(specs, parse(t, texts[i-from]))
	}
	vet(t, specs)
	reports, err := verify.Run(context.Background(), specs, nil, *seed)
	if err != nil {
		t.Fatal(err)
	}
	for k, r := range reports {
		all.add(r)
		if !r.OK() {
			var table strings.Builder
			verify.WriteTable(&table, []*verify.Report{r})
			t.Errorf("seed %d, network %d:\n%s\n%s", *seed, from+uint64(k), texts[k], &table)
		}
	}
}

// vet generates the packages twice, and runs gofmt and go vet on them and on their tests.
func vet(t *testing.T, specs []*spec.Spec) {
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	write(t, filepath.Join(dir, "go.mod"), []byte("module random\n\ngo 1.26\n\nrequire github.com/nngen/nngen v0.0.0\n\nreplace github.com/nngen/nngen => "+strconv.Quote(root)+"\n"))
	for i, s := range specs {
		again := generate(t, s)
		for k, f := range generate(t, s) {
			if !bytes.Equal(f.Data, again[k].Data) {
				t.Errorf("%s: %s differs when generated again", s.Model, f.Name)
			}
			if formatted, err := format.Source(f.Data); err != nil || !bytes.Equal(formatted, f.Data) {
				t.Errorf("%s: %s is not as gofmt has it: %v", s.Model, f.Name, err)
			}
			write(t, filepath.Join(dir, fmt.Sprintf("p%d", i), f.Name), f.Data)
		}
	}
	cmd := exec.Command("go", "vet", "-mod=mod", "./...")
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOFLAGS=", "GOWORK=off", "GOPROXY=off")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("go vet: %v\n%s", err, out)
	}
}

func generate(t *testing.T, s *spec.Spec) []codegen.File {
	t.Helper()
	files, err := face.Generate(s)
	if err != nil {
		t.Fatalf("%s: %v", s.Model, err)
	}
	return files
}

func write(t *testing.T, path string, data []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, data, 0o644); err != nil {
		t.Fatal(err)
	}
}
