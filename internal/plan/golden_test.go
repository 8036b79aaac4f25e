package plan

import (
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/nngen/nngen/internal/ir"
	"github.com/nngen/nngen/spec"
	"github.com/rogpeppe/go-internal/txtar"
)

var update = flag.Bool("update", false, "rewrite the programs in testdata")

func parse(t *testing.T, src string) *spec.Spec {
	t.Helper()
	s, problems := spec.Parse("spec.yaml", []byte(src))
	if s == nil {
		t.Fatalf("%s\n%v", src, problems)
	}
	return s
}

func compile(t *testing.T, s *spec.Spec) *ir.Program {
	t.Helper()
	p, err := Compile(s)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// TestPrograms compares the text of the lowered and of the final program.
func TestPrograms(t *testing.T) {
	paths, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(paths) == 0 {
		t.Fatal("no files in testdata", err)
	}
	for _, path := range paths {
		a, err := txtar.ParseFile(path)
		if err != nil {
			t.Fatal(err)
		}
		s := parse(t, string(a.Files[0].Data))
		got := []txtar.File{a.Files[0],
			{Name: "lowered", Data: []byte(Lower(s).String())},
			{Name: "final", Data: []byte(compile(t, s).String())}}
		text := txtar.Format(&txtar.Archive{Comment: a.Comment, Files: got})
		if *update {
			if err := os.WriteFile(path, text, 0o644); err != nil {
				t.Fatal(err)
			}
		} else if want := txtar.Format(a); string(text) != string(want) {
			t.Errorf("%s: go test -update rewrites it\ngot:\n%s\nwant:\n%s", path, text, want)
		}
	}
}
