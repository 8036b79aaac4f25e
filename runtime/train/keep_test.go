package train

import (
	"os"
	"path/filepath"
	"testing"
)

// TestKeep holds which weights an unfinished training replaces: none that are better on the same rows.
func TestKeep(t *testing.T) {
	now := Record{Metric: "r2", Score: 0.5, Rows: "rows"}
	for _, c := range []struct {
		name     string
		old, now *Record
		whole    bool
		beside   bool
		before   bool
	}{
		{"nothing there", nil, &now, false, false, false},
		{"better there", &Record{Metric: "r2", Score: 0.6, Rows: "rows"}, &now, false, true, true},
		{"better there, but finished", &Record{Metric: "r2", Score: 0.6, Rows: "rows"}, &now, true, false, true},
		{"worse there", &Record{Metric: "r2", Score: 0.4, Rows: "rows"}, &now, false, false, true},
		{"better on other rows", &Record{Metric: "r2", Score: 0.6, Rows: "others"}, &now, false, false, false},
		{"better by another metric", &Record{Metric: "accuracy", Score: 0.6, Rows: "rows"}, &now, false, false, false},
		{"no score against one", &Record{Metric: "r2", Score: 0.4, Rows: "rows"}, nil, false, true, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := linearFake(0.1)
			job := planeJob(t)
			s := &session[float64]{job: job, net: untyped(f.network())}
			s.model = s.net.New(1)
			if c.old != nil {
				if _, err := s.keep(true, c.old); err != nil {
					t.Fatal(err)
				}
			}
			k, err := s.keep(c.whole, c.now)
			if err != nil || (k.path == Interrupted(job.Out)) != c.beside || (k.before != nil) != c.before {
				t.Errorf("kept at %s, %v: %v", k.path, k.before, err)
			}
			want := c.now
			if c.beside {
				want = c.old
			}
			if got, ok := RecordOf(job.Out); ok != (want != nil) || ok && got != *want {
				t.Errorf("the file says %+v, want %+v", got, want)
			}
			if _, err := os.Stat(k.path); err != nil {
				t.Error(err)
			}
		})
	}
}

// TestRecord holds that a training leaves its score, and that the hash is that of the rows: the same for another seed
// of the weights, another for a value that is.
func TestRecord(t *testing.T) {
	trained := func(change func(*Job)) Record {
		job := planeJob(t)
		change(job)
		all := ran(t, 0, job, linearFake(0.1))
		r, ok := RecordOf(job.Out)
		if done := all[len(all)-1]; !ok || r.Score != *done.Score || r.Metric != done.Metric || r.Part != done.Part || r.Data != filepath.Base(job.DataShown) {
			t.Errorf("the file says %+v, the training %+v", r, done)
		}
		return r
	}
	first := trained(func(*Job) {})
	if r := trained(func(j *Job) { j.Seed = 2 }); r.Rows != first.Rows {
		t.Error("another seed, another hash")
	}
	if r := trained(func(j *Job) { j.Data = write(t, "moved.csv", plane()+"1,1,1\n") }); r.Rows == first.Rows {
		t.Error("other rows, the same hash")
	}
}
