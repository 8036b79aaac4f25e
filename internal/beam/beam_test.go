package beam

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"go/format"
	"math"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/nngen/nngen/codegen"
	"github.com/nngen/nngen/runtime/train"
	"github.com/nngen/nngen/spec"
)

func parsed(t *testing.T, path string) *spec.Spec {
	t.Helper()
	src, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	s, problems := spec.Parse(path, src)
	if s == nil {
		t.Fatalf("%s: %v", path, problems)
	}
	return s
}

// TestFiles: the module of each example is the same twice, its Go is formatted, and its rows have a field for each input.
func TestFiles(t *testing.T) {
	paths, err := filepath.Glob("../../examples/specs/*.yaml")
	if err != nil || len(paths) == 0 {
		t.Fatal(err)
	}
	for _, path := range paths {
		m := &Module{Spec: parsed(t, path), Job: &train.Job{Mode: train.ModePredict}}
		files, err := m.Files()
		if err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		again, err := m.Files()
		if err != nil || !reflect.DeepEqual(files, again) {
			t.Errorf("%s: the files are others the second time: %v", path, err)
		}
		for _, f := range files {
			if !filepath.IsLocal(filepath.FromSlash(f.Name)) {
				t.Errorf("%s: %s is not in the folder", path, f.Name)
			}
			if strings.HasSuffix(f.Name, ".go") && !strings.HasPrefix(f.Name, copied+"/") {
				text, err := format.Source(f.Data)
				if err != nil || !bytes.Equal(text, f.Data) {
					t.Errorf("%s: %s is not formatted: %v", path, f.Name, err)
				}
			}
		}
		records, err := csv.NewReader(bytes.NewReader(rows(m.Spec))).ReadAll()
		if err != nil || len(records) != 1+sampleRows || len(records[0]) != max(len(m.Spec.Inputs), numbers(m.Spec)) {
			t.Errorf("%s: %d rows of %d fields: %v", path, len(records), len(records[0]), err)
		}
	}
}

// TestJob: a job is read as it was written, though what it does not say is left out.
func TestJob(t *testing.T) {
	jobs := []train.Job{
		{},
		{Mode: train.ModePredict, Missing: []string{}, Inputs: []string{"a", "<b> & \"c\""}, Seed: math.MaxUint64, SplitSeed: 1 << 60, NumInputs: 2},
		{Missing: []string{"", "-"}, Labels: []string{"", "0"}, Threshold: 1e-300, Validation: 0.1, Heads: []train.Head{{Name: "h"}, {LossWeight: 0.5}}},
	}
	for _, job := range jobs {
		m := &Module{Job: &job}
		text, err := m.job()
		if err != nil {
			t.Fatal(err)
		}
		var got train.Job
		if err := json.Unmarshal(text, &got); err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(got, job) {
			t.Errorf("%s is read as %+v, was %+v", text, got, job)
		}
	}
}

// TestWrite: what was written is replaced and removed, what was edited is not, and a list that names files elsewhere is refused.
func TestWrite(t *testing.T) {
	outside := t.TempDir()
	dir := filepath.Join(outside, "module")
	file := func(name, text string) codegen.File { return codegen.File{Name: name, Data: []byte(text)} }
	write := func(path, text string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(dir, path), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	holds := func(path, text string) {
		t.Helper()
		if got, err := os.ReadFile(filepath.Join(dir, path)); string(got) != text {
			t.Errorf("%s holds %q, want %q: %v", path, got, text, err)
		}
	}
	if err := Write(dir, []codegen.File{file("a", "1"), file("b/c/d", "1"), file("b/e", "1")}); err != nil {
		t.Fatal(err)
	}
	write("b/e", "edited")
	if err := Write(dir, []codegen.File{file("a", "2")}); err != nil {
		t.Fatal(err)
	}
	holds("a", "2")
	holds("b/e", "edited")
	if _, err := os.Stat(filepath.Join(dir, "b", "c")); err == nil {
		t.Error("an empty folder is left")
	}
	write("a", "edited")
	if err := Write(dir, []codegen.File{file("new", "1"), file("a", "3")}); err == nil || !strings.Contains(err.Error(), "edited since") {
		t.Errorf("an edited file: %v", err)
	}
	holds("a", "edited")
	if _, err := os.Stat(filepath.Join(dir, "new")); err == nil {
		t.Error("something is written where a file was edited")
	}
	write("a", "3") // as it is to be
	if err := Write(dir, []codegen.File{file("a", "3")}); err != nil {
		t.Error(err)
	}
	if err := os.WriteFile(filepath.Join(outside, "mine"), []byte("mine"), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, list := range []string{`{`, `{}`, `{"log":"nngen export 1","files":{"../mine":"` + sum([]byte("mine")) + `"}}`} {
		write(listName, list)
		if err := Write(dir, nil); err == nil {
			t.Errorf("the list %s is taken", list)
		}
	}
	if _, err := os.Stat(filepath.Join(outside, "mine")); err != nil {
		t.Error("a file outside is gone")
	}
}
