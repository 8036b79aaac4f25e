package train

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// rowsFile writes a file of rows whose answers are their numbers, compressed where its name says so.
func rowsFile(t *testing.T, path string, from, to int) {
	t.Helper()
	text := "a,b\n"
	for i := from; i < to; i++ {
		text += fmt.Sprintf("%d,\"0\"\n", i)
	}
	var packed bytes.Buffer
	packed.WriteString(text)
	if strings.HasSuffix(path, ".gz") {
		packed.Reset()
		w := gzip.NewWriter(&packed)
		w.Write([]byte(text))
		w.Close()
	}
	if err := os.WriteFile(path, packed.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}

// filesRun answers files and returns what the program says and its exit status.
func filesRun(t *testing.T, list []File) (said string, status int) {
	t.Helper()
	f := linearFake(0)
	job := &Job{Mode: ModePredict, Task: Regression, Inputs: []string{"a", "b"}, NumInputs: 2, NumOutputs: 1, Weights: saved(t, f, 1, 0, 0), Files: list}
	var out bytes.Buffer
	status = run(job, untyped(f.network()), nil, &out, &out)
	return out.String(), status
}

// TestPredictFiles: a file in parts, one that is compressed, one with a bad row and none of its answers; then again, when one
// is done, one is mended and one is new.
func TestPredictFiles(t *testing.T) {
	dir := t.TempDir()
	at := func(name string) string { return filepath.Join(dir, name) }
	file := func(in, out string, from, to int64) File {
		return File{In: at(in), InShown: in, Out: at(out), OutShown: out, From: from, To: to}
	}
	rowsFile(t, at("large.csv"), 0, 1000)
	rowsFile(t, at("packed.csv.gz"), 50, 53)
	rowsFile(t, at("bad.csv"), 0, 3)
	if err := os.WriteFile(at("bad.csv"), []byte("a,b\n1,0\nx,0\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	list := []File{file("bad.csv", "bad.out", 0, 0), file("large.csv", "1.out", 0, 3000), file("large.csv", "2.out", 3000, 5000),
		file("large.csv", "3.out", 5000, 0), file("packed.csv.gz", "packed.out", 0, 0)}
	said, status := filesRun(t, list)
	want := "bad.csv:3:1: \"x\" in column \"a\" is not a number; write numbers like 3.5 or -2e3, without units\n" +
		"1.out: 389 rows\n2.out: 250 rows\n3.out: 361 rows\npacked.out: 3 rows\n"
	if said != want || status != 1 {
		t.Errorf("status %d, got  %s\nwant %s", status, said, want)
	}
	got, all := "", ""
	for _, name := range []string{"1.out", "2.out", "3.out"} {
		text, err := os.ReadFile(at(name))
		if err != nil || !strings.HasPrefix(string(text), "output_1\n") {
			t.Errorf("%s: %.20q, %v", name, text, err)
		}
		got += strings.TrimPrefix(string(text), "output_1\n")
	}
	for i := range 1000 {
		all += fmt.Sprintln(i)
	}
	if got != all {
		t.Errorf("the parts together are not the answers to the file: %q", got)
	}
	if text, err := os.ReadFile(at("packed.out")); err != nil || string(text) != "output_1\n50\n51\n52\n" {
		t.Errorf("%q, %v", text, err)
	}
	if _, err := os.Stat(at("bad.out")); !os.IsNotExist(err) {
		t.Errorf("there are answers to the rows before a bad one: %v", err)
	}

	rowsFile(t, at("bad.csv"), 7, 8)
	rowsFile(t, at("packed.csv.gz"), 60, 61)
	later := time.Now().Add(time.Minute)
	if err := os.Chtimes(at("packed.csv.gz"), later, later); err != nil {
		t.Fatal(err)
	}
	if said, status := filesRun(t, list); said != "bad.out: 1 row\npacked.out: 1 row\n" || status != 0 {
		t.Errorf("again: status %d, %s", status, said)
	}
	if left, _ := filepath.Glob(at(".nngen-*")); left != nil {
		t.Errorf("left behind: %s", left)
	}
}

// TestPredictFilesLate: what another process has done and tidied is no error, and a file that changes while it is read is one.
func TestPredictFilesLate(t *testing.T) {
	dir := t.TempDir()
	f := File{In: filepath.Join(dir, "in.csv"), InShown: "in.csv", Out: filepath.Join(dir, "out.csv"), OutShown: "out.csv"}
	rowsFile(t, f.In, 0, 3)
	before, err := os.Stat(f.In)
	if err != nil {
		t.Fatal(err)
	}
	rowsFile(t, f.In, 0, 4)
	if err := unchanged(&f, before); err == nil || err.Error() != "in.csv: the file has changed while it was read; run the same command again" {
		t.Errorf("got %v", err)
	}
	if done, err := f.Done(); done || err != nil {
		t.Errorf("without a file for the answers: done %v, %v", done, err)
	}
	if err := os.Remove(f.In); err != nil {
		t.Fatal(err)
	}
	if _, err := f.Done(); err == nil || err.Error() != "in.csv: no such file or directory" {
		t.Errorf("without a file: %v", err)
	}
}
