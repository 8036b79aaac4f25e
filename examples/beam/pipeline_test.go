package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

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
