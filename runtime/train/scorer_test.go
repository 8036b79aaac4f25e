package train

import (
	"bytes"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/nngen/nngen/runtime/csv"
)

// told joins what a scorer tells of a section.
type told struct {
	rows     int
	classes  []int
	scores   []float64
	rejected []Rejection
}

func (o *told) add(b *Outcome) error {
	o.rows += b.Rows
	o.classes = append(o.classes, make([]int, len(b.Heads[0].Classes)-len(o.classes))...)
	for i, n := range b.Heads[0].Classes {
		o.classes[i] += n
	}
	o.scores = append(o.scores, b.Heads[0].Scores...)
	o.rejected = append(o.rejected, b.Rejected...)
	return nil
}

// someRows are rows of a and b, of which every hundredth has a text for a number, and the answers to the others.
func someRows(n int) (text string, bad []Rejection) {
	var b strings.Builder
	b.WriteString("id,a,b\n")
	for i := range n {
		if i%100 == 7 {
			fmt.Fprintf(&b, "%d,1,far\n", i)
			bad = append(bad, Rejection{Row: i + 1, Line: i + 2, Column: len(fmt.Sprint(i)) + 4})
			continue
		}
		fmt.Fprintf(&b, "%d,%d,%d\n", i, i%3, i%5)
	}
	return b.String(), bad
}

// TestScorer holds a scorer against predict, over the blocks of several cores, and what it tells of the rows against the rows.
func TestScorer(t *testing.T) {
	const rows = 60000
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(4))
	text, bad := someRows(rows)
	job := Job{Inputs: []string{"a", "b"}, NumOutputs: 1, Keep: []string{"id"}, BadRows: Skip}
	want, _ := predicted(t, linearFake(0), job, []float64{10, 100, 0.5}, text)

	f := linearFake(0)
	job.Mode, job.NumInputs, job.Task, job.Weights = ModePredict, 2, f.task, saved(t, f, 10, 100, 0.5)
	s, err := NewScorer(&job, f.network())
	if err != nil {
		t.Fatal(err)
	}
	if len(s.Heads) != 1 || s.Heads[0].Classes != nil || s.Heads[0].Outputs != 1 || s.Bits != 64 {
		t.Errorf("the scorer is %+v", s)
	}
	for range 2 { // it can be asked again
		var out bytes.Buffer
		var heard told
		if err := s.Answer(&Section{Name: "rows", Source: strings.NewReader(text), Seen: heard.add}, &out); err != nil {
			t.Fatal(err)
		}
		if out.String() != want {
			t.Fatal("a scorer and predict answer otherwise")
		}
		if heard.rows != rows || len(heard.scores) != rows-len(bad) || len(heard.rejected) != len(bad) {
			t.Fatalf("%d rows, %d answers and %d without, want %d, %d and %d", heard.rows, len(heard.scores), len(heard.rejected), rows, rows-len(bad), len(bad))
		}
		if heard.scores[4] != 10*1+100*4+0.5 {
			t.Errorf("the score of the fifth row is %v", heard.scores[4])
		}
		for i, r := range heard.rejected {
			if !strings.Contains(r.Reason, "far") {
				t.Fatalf("rejected %d: %+v", i, r)
			}
			r.Reason = ""
			if r != bad[i] {
				t.Fatalf("rejected %d: %+v, want %+v", i, r, bad[i])
			}
		}
	}
}

// TestScorerSections: the sections of a file have together the answers of the whole, and each tells the lines of the file.
func TestScorerSections(t *testing.T) {
	text, bad := someRows(5000)
	f := linearFake(0)
	job := Job{Mode: ModePredict, Inputs: []string{"a", "b"}, NumInputs: 2, NumOutputs: 1, Task: f.task, BadRows: Skip, Weights: saved(t, f, 10, 100, 0.5)}
	s, err := NewScorer(&job, f.network())
	if err != nil {
		t.Fatal(err)
	}
	answers := func(from, to int64, heard *told) string {
		var out bytes.Buffer
		if err := s.Answer(&Section{Name: "rows", Source: strings.NewReader(text), From: from, To: to, Seen: heard.add}, &out); err != nil {
			t.Fatal(err)
		}
		_, rest, _ := strings.Cut(out.String(), "\n")
		return rest
	}
	var whole, parts told
	want := answers(0, 0, &whole)
	got := answers(0, 10000, &parts) + answers(10000, 20001, &parts) + answers(20001, 0, &parts)
	if got != want || !slices.Equal(parts.scores, whole.scores) || parts.rows != whole.rows {
		t.Error("three sections have other answers than the file")
	}
	for i, r := range parts.rejected {
		if r.Line != bad[i].Line || r.Column != bad[i].Column {
			t.Errorf("rejected %d: %+v, want %+v", i, r, bad[i])
		}
	}
}

// TestScorerClasses: classes are counted, and scores are the largest probabilities.
func TestScorerClasses(t *testing.T) {
	f := classFake()
	job := Job{Mode: ModePredict, Inputs: []string{"a", "b"}, NumInputs: 2, NumOutputs: 3, Labels: []string{"x", "y", "z"}, Task: f.task, BadRows: Skip,
		Weights: saved(t, f, 80, 0, 0, 80, 0, 0, 0, 0, 0)}
	s, err := NewScorer(&job, f.network())
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(s.Heads[0].Classes, job.Labels) {
		t.Errorf("the classes are %q", s.Heads[0].Classes)
	}
	var out bytes.Buffer
	var heard told
	text := "a,b\n1,0\n0,1\n3e38,3e38\n0,1\n-1,-1\n"
	if err := s.Answer(&Section{Name: "rows", Source: strings.NewReader(text), Seen: heard.add}, &out); err != nil {
		t.Fatal(err)
	}
	counts, largest := make([]int, 3), []float64{}
	for _, line := range strings.Split(strings.TrimSpace(out.String()), "\n")[1:] {
		fields := strings.Split(line, ",")
		counts[slices.Index(job.Labels, fields[0])]++
		var best float64
		for _, text := range fields[1:] {
			var v float64
			fmt.Sscan(text, &v)
			best = max(best, v)
		}
		largest = append(largest, best)
	}
	if !slices.Equal(heard.classes, counts) || !slices.Equal(heard.scores, largest) {
		t.Errorf("told %v and %v, answered %v and %v", heard.classes, heard.scores, counts, largest)
	}
	want := []Rejection{{Row: 3, Reason: "the output of the network is not finite; its inputs are too large"}}
	if !slices.Equal(heard.rejected, want) {
		t.Errorf("rejected %+v, want %+v", heard.rejected, want)
	}
}

// TestScorerErrors: what is wrong with a file as a whole is a csv.Error, and an error of Seen ends the work.
func TestScorerErrors(t *testing.T) {
	f := linearFake(0)
	job := Job{Mode: ModePredict, Inputs: []string{"a", "b"}, NumInputs: 2, NumOutputs: 1, Task: f.task, BadRows: Skip, Weights: saved(t, f, 10, 100, 0.5)}
	s, err := NewScorer(&job, f.network())
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{"", "a,c\n1,2\n", "a,b\n1,2\n\"3,4\n", "a,b\n1,2\n3\"x,4\n"} {
		var place *csv.Error
		if err := s.Answer(&Section{Name: "rows", Source: strings.NewReader(text)}, new(bytes.Buffer)); !errors.As(err, &place) || place.File != "rows" {
			t.Errorf("%q: %v", text, err)
		}
	}
	enough := errors.New("enough")
	err = s.Answer(&Section{Name: "rows", Source: strings.NewReader("a,b\n1,2\n"), Seen: func(*Outcome) error { return enough }}, new(bytes.Buffer))
	if err != enough {
		t.Errorf("an error of Seen: %v", err)
	}
	var out bytes.Buffer
	if err := s.Answer(&Section{Name: "rows", Source: strings.NewReader("a;b\n1;2\n"), Separator: '|'}, &out); err == nil {
		t.Error("the separator of the section is not the one that is taken")
	}
}
