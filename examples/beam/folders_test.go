package main

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/apache/beam/sdks/v2/go/pkg/beam/io/filesystem"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/io/filesystem/memfs"
)

// TestClaim: no file of somebody else's is written over, neither the rows themselves, nor are answers mixed that differ.
func TestClaim(t *testing.T) {
	dir, out := t.TempDir(), t.TempDir()
	text, _ := table(10, false)
	write(t, dir+"/rows.csv", text)
	s := Settings{In: []string{dir + "/rows.csv"}, Out: dir, Format: asCSV, PartBytes: 1 << 30}
	refused := func(what string) {
		t.Helper()
		if _, err := s.parts(context.Background()); err == nil || !strings.Contains(err.Error(), what) {
			t.Errorf("%v, want an error that says %q", err, what)
		}
	}
	refused("would be written over it")
	s.Out = out
	write(t, out+"/rows.csv", "somebody's")
	refused("has not written")
	if err := os.Remove(out + "/rows.csv"); err != nil {
		t.Fatal(err)
	}
	pipeline(t, s)
	s.PartBytes++
	refused("-part-bytes was")
	s.PartBytes--
	s.Keep = []string{"other"}
	refused("-keep was")
	write(t, out+"/nngen-beam.json", "{}")
	refused("does not say")
}

// TestOtherFileSystem: rows and answers may lie in any file system that Beam knows.
func TestOtherFileSystem(t *testing.T) {
	dir, out := t.TempDir(), "memfs://answers"
	text, bad := table(2000, true)
	copyTo := func(from, to string) {
		t.Helper()
		data, err := os.ReadFile(from)
		if err == nil {
			err = save(context.Background(), to, func(w io.Writer) error {
				_, err := w.Write(data)
				return err
			})
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	good, _ := table(2000, false)
	writeTextsAsParquet(t, dir+"/texts.parquet", recordsOf(t, strings.NewReader(good), rune(separator()[0])))
	copyTo(dir+"/texts.parquet", "memfs://rows/texts.parquet")
	write(t, dir+"/plain.csv", text)
	copyTo(dir+"/plain.csv", "memfs://rows/plain.csv")
	s := Settings{In: []string{"memfs://rows/*"}, Out: out, Format: asCSV, PartBytes: 1 << 30}
	counters := pipeline(t, s)
	if counters["bad_rows"] != int64(len(bad)) {
		t.Errorf("%d bad rows are counted, want %d", counters["bad_rows"], len(bad))
	}
	fs := memfs.New(context.Background())
	for name, want := range map[string]string{"plain.csv": direct(t, text), "texts.csv": direct(t, good)} {
		got, err := filesystem.Read(context.Background(), fs, out+"/"+name)
		if err != nil || string(got) != want {
			t.Errorf("%s holds other answers: %v", name, err)
		}
	}
	if names, err := namesIn(context.Background(), fs, out); err != nil || len(names) != 3 { // the claim, too
		t.Errorf("the folder holds %q: %v", names, err)
	}
}

// TestNames: names of files and folders are no patterns once they are found.
func TestNames(t *testing.T) {
	dir, out := t.TempDir(), filepath.Join(t.TempDir(), "answers [new]")
	text, bad := table(200, true)
	write(t, dir+"/rows [1] é.csv", text)
	s := Settings{In: []string{dir + "/*.csv"}, Out: out, Format: asCSV, PartBytes: 1 << 30}
	pipeline(t, s)
	if _, err := os.Stat(out + "/rejected/rows [1] é.csv"); err != nil || len(bad) == 0 {
		t.Error(err)
	}
	text, _ = table(200, false)
	write(t, dir+"/rows [1] é.csv", text)
	pipeline(t, s)
	if _, err := os.Stat(out + "/rejected/rows [1] é.csv"); err == nil {
		t.Error("rows are still rejected that are now right")
	}
	if got, err := os.ReadFile(out + "/rows [1] é.csv"); err != nil || string(got) != direct(t, text) {
		t.Errorf("the answers are others: %v", err)
	}
}

// TestStale: answers of another run beside those of this one are refused, and so are two files for one name.
func TestStale(t *testing.T) {
	dir, out := t.TempDir(), t.TempDir()
	text, _ := table(10, false)
	write(t, dir+"/a.csv", text)
	s := Settings{In: []string{dir + "/a.csv"}, Out: out, Format: asCSV, PartBytes: 1 << 30}
	write(t, out+"/b.csv", "of another run")
	if _, err := s.parts(context.Background()); err == nil || !strings.Contains(err.Error(), "b.csv") {
		t.Errorf("answers of another run: %v", err)
	}
	write(t, dir+"/a.csv.gz", zipped(text))
	s.In = []string{dir + "/*"}
	if _, err := s.parts(context.Background()); err == nil || !strings.Contains(err.Error(), "both") {
		t.Errorf("two files for one name: %v", err)
	}
}
