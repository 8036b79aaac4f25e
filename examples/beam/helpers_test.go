package main

import (
	"bytes"
	"compress/gzip"
	"context"
	_ "embed"
	encoding "encoding/csv"
	"flag"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/x/beamx"

	"github.com/nngen/nngen/runtime/train"
)

// sampleRows are made-up rows, with a header.
//
//go:embed testdata/rows.csv
var sampleRows string

func TestMain(m *testing.M) {
	flag.Parse()
	beam.Init()
	os.Exit(m.Run())
}

// pipeline runs it on the local runner and returns its counters.
func pipeline(t *testing.T, s Settings) map[string]int64 {
	t.Helper()
	if err := s.check(); err != nil {
		t.Fatal(err)
	}
	p, scope := beam.NewPipelineWithRoot()
	Answer(scope, s)
	result, err := beamx.RunWithMetrics(context.Background(), p)
	if err != nil {
		t.Fatal(err)
	}
	counters := map[string]int64{}
	for _, c := range result.Metrics().AllMetrics().Counters() {
		counters[c.Name()] += c.Result()
	}
	return counters
}

// table repeats the rows. After every hundredth comes one with a field too many, if so wished, whose line is listed.
func table(n int, bad bool) (text string, lines []int) {
	header, rows, _ := strings.Cut(sampleRows, "\n")
	list := strings.Split(strings.TrimSuffix(rows, "\n"), "\n")
	var b strings.Builder
	b.WriteString(header + "\n")
	line := 1
	for i := range n {
		b.WriteString(list[i%len(list)] + "\n")
		line++
		if bad && i%100 == 99 {
			b.WriteString(list[0] + separator() + "1\n")
			line++
			lines = append(lines, line)
		}
	}
	return b.String(), lines
}

func separator() string {
	if job, err := newJob(); err == nil && job.Separator != "" {
		return job.Separator
	}
	return ","
}

// direct are the answers without a pipeline.
func direct(t *testing.T, text string, keep ...string) string {
	t.Helper()
	job, err := newJob()
	if err != nil {
		t.Fatal(err)
	}
	scorer, err := newScorer(keep, job)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := scorer.Answer(&train.Section{Name: "rows", Source: strings.NewReader(text)}, &out); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func zipped(text string) string {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	_, _ = io.WriteString(w, text)
	_ = w.Close()
	return b.String()
}

// answersTo joins the answers to the parts of a file, below one header.
func answersTo(t *testing.T, out, stem string) string {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(out, stem+".*csv"))
	if err != nil || len(paths) == 0 {
		t.Fatalf("there are no answers to %s: %v", stem, err)
	}
	slices.Sort(paths)
	all := ""
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		header, rest, _ := strings.Cut(string(text), "\n")
		if all == "" {
			all = header + "\n"
		}
		all += rest
	}
	return all
}

// rejectedLines are the lines of a file that have no answer.
func rejectedLines(t *testing.T, out, stem string) (lines []string) {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(out, "rejected", stem+".*csv"))
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(paths)
	for _, path := range paths {
		file, err := os.Open(path)
		if err != nil {
			t.Fatal(err)
		}
		records, err := encoding.NewReader(file).ReadAll()
		file.Close()
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range records[1:] {
			lines = append(lines, r[1])
		}
	}
	return lines
}
