package main

import (
	"bytes"
	"compress/gzip"
	"context"
	_ "embed"
	encoding "encoding/csv"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/io/filesystem"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/io/filesystem/memfs"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/x/beamx"
	"github.com/xitongsys/parquet-go/parquet"

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

// TestAnswers: plain files in parts and a compressed one are answered as without a pipeline, rows that do not fit stand beside
// with their lines, and a second run changes nothing.
func TestAnswers(t *testing.T) {
	dir, out := t.TempDir(), t.TempDir()
	text, bad := table(2000, true)
	write(t, filepath.Join(dir, "plain.csv"), text)
	write(t, filepath.Join(dir, "zipped.csv.gz"), zipped(text))
	s := Settings{In: []string{dir + "/*.csv", dir + "/*.gz"}, Out: out, Format: asCSV, PartBytes: int64(len(text)/7 + 1)}
	want := direct(t, text)
	for range 2 {
		counters := pipeline(t, s)
		if got := counters["rows"]; got != int64(2*(2000+len(bad))) {
			t.Errorf("%d rows are counted, want %d", got, 2*(2000+len(bad)))
		}
		if got := counters["bad_rows"]; got != int64(2*len(bad)) {
			t.Errorf("%d bad rows are counted, want %d", got, 2*len(bad))
		}
		for _, stem := range []string{"plain", "zipped"} {
			if answersTo(t, out, stem) != want {
				t.Errorf("the answers to %s are others than without a pipeline", stem)
			}
			if got := strings.Join(rejectedLines(t, out, stem), " "); got != strings.Trim(fmt.Sprint(bad), "[]") {
				t.Errorf("of %s the lines %s are rejected, want %v", stem, got, bad)
			}
		}
		if parts, _ := filepath.Glob(out + "/plain.*-of-0007.csv"); len(parts) != 7 {
			t.Errorf("there are %d parts, want 7", len(parts))
		}
	}
}

// TestUnreadable: a file that cannot be read as a whole has no answers and says why; the others have theirs.
func TestUnreadable(t *testing.T) {
	dir, out := t.TempDir(), t.TempDir()
	text, _ := table(500, false)
	write(t, dir+"/good.csv", text)
	write(t, dir+"/open.csv", text+"\"never closed\n")
	write(t, dir+"/no.csv.gz", text)
	counters := pipeline(t, Settings{In: []string{dir + "/*"}, Out: out, Format: asCSV, PartBytes: 1 << 30})
	if counters["unreadable_parts"] != 2 {
		t.Errorf("%d parts count as unreadable, want 2", counters["unreadable_parts"])
	}
	if answersTo(t, out, "good") != direct(t, text) {
		t.Error("the good file is not answered")
	}
	for stem, line := range map[string]string{"open": "502", "no": ""} {
		if _, err := os.Stat(out + "/" + stem + ".csv"); err == nil {
			t.Errorf("%s has answers", stem)
		}
		if got := rejectedLines(t, out, stem); len(got) != 1 || got[0] != line {
			t.Errorf("%s is unreadable in the lines %q, want %q", stem, got, line)
		}
	}
}

// TestTwice: workers that answer one part at once leave its answers once, and nothing else.
func TestTwice(t *testing.T) {
	dir, out := t.TempDir(), t.TempDir()
	text, _ := table(3000, true)
	write(t, dir+"/rows.csv", text)
	s := Settings{In: []string{dir + "/rows.csv"}, Out: out, Format: asCSV, PartBytes: 1 << 30}
	list, err := s.parts(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	var workers sync.WaitGroup
	for range 4 {
		workers.Go(func() {
			score := &Score{Settings: s}
			if err := errors.Join(score.Setup(), score.ProcessElement(context.Background(), list[0], func(string, bool) {}, func(string, Rejected) {})); err != nil {
				t.Error(err)
			}
		})
	}
	workers.Wait()
	if answersTo(t, out, "rows") != direct(t, text) {
		t.Error("the answers are others than without a pipeline")
	}
	if files, _ := os.ReadDir(out); len(files) != 1 {
		t.Errorf("the folder holds %v", files)
	}
}

// TestInterrupted: a worker that is stopped in a part leaves none of its answers, and another one does it.
func TestInterrupted(t *testing.T) {
	dir, out := t.TempDir(), t.TempDir()
	text, _ := table(20000, false)
	write(t, dir+"/rows.csv", text)
	s := Settings{In: []string{dir + "/rows.csv"}, Out: out, Format: asCSV, PartBytes: 1 << 30}
	part := Part{In: s.In[0], Size: int64(len(text)), Name: "rows"}
	score := &Score{Settings: s}
	if err := score.Setup(); err != nil {
		t.Fatal(err)
	}
	stopped, stop := context.WithCancel(context.Background())
	stop()
	ignore := func(string, bool) { t.Error("the part counts as done") }
	if err := score.ProcessElement(stopped, part, ignore, func(string, Rejected) {}); !errors.Is(err, context.Canceled) {
		t.Errorf("an interrupted worker: %v", err)
	}
	if files, _ := os.ReadDir(out); len(files) != 0 {
		t.Errorf("an interrupted worker leaves %v", files)
	}
	pipeline(t, s)
	if answersTo(t, out, "rows") != direct(t, text) {
		t.Error("the answers are others than without a pipeline")
	}
}

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

// TestParquet: rows of texts in Parquet have the answers of those in CSV, and answers in Parquet are those in CSV.
func TestParquet(t *testing.T) {
	dir, csvOut, out := t.TempDir(), t.TempDir(), t.TempDir()
	text, _ := table(5000, false)
	writeTextsAsParquet(t, dir+"/rows.parquet", recordsOf(t, strings.NewReader(text), rune(separator()[0])))
	s := Settings{In: []string{dir + "/rows.parquet"}, Out: csvOut, Format: asCSV, PartBytes: 1 << 30}
	pipeline(t, s)
	want := direct(t, text)
	if answersTo(t, csvOut, "rows") != want {
		t.Error("rows in Parquet have other answers")
	}
	s.Out, s.Format = out, asParquet
	pipeline(t, s)
	answers, err := newParquetTexts(context.Background(), Part{In: out + "/rows.parquet"}, &train.Job{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer answers.Close()
	if !slices.EqualFunc(recordsOf(t, answers, parquetSeparator), recordsOf(t, strings.NewReader(want), ','), slices.Equal[[]string]) {
		t.Error("the answers in Parquet are others than in CSV")
	}
}

func recordsOf(t *testing.T, from io.Reader, comma rune) [][]string {
	t.Helper()
	r := encoding.NewReader(from)
	r.Comma = comma
	records, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return records
}

// writeTextsAsParquet writes a table, an empty text as null.
func writeTextsAsParquet(t *testing.T, path string, records [][]string) {
	t.Helper()
	var columns []*parquet.SchemaElement
	optional, utf8 := parquet.FieldRepetitionType_OPTIONAL, parquet.ConvertedType_UTF8
	for _, name := range records[0] {
		columns = append(columns, &parquet.SchemaElement{Name: name, Type: parquet.TypePtr(parquet.Type_BYTE_ARRAY), ConvertedType: &utf8, RepetitionType: &optional})
	}
	file, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	w, err := parquetFile(file, columns)
	if err != nil {
		t.Fatal(err)
	}
	for _, record := range records[1:] {
		row := make([]any, len(record))
		for i, text := range record {
			if row[i], err = valueOf(columns[i], text); err != nil {
				t.Fatal(err)
			}
		}
		if err := w.Write(row); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.WriteStop(); err != nil {
		t.Fatal(err)
	}
}
