package train

import (
	"os"
	"testing"
)

// TestKeep holds which weights an unfinished training replaces: none that are better on the same rows.
func TestKeep(t *testing.T) {
	now := record{"r2", 0.5, "rows"}
	for _, c := range []struct {
		name     string
		old, now *record
		whole    bool
		beside   bool
		before   bool
	}{
		{"nothing there", nil, &now, false, false, false},
		{"better there", &record{"r2", 0.6, "rows"}, &now, false, true, true},
		{"better there, but finished", &record{"r2", 0.6, "rows"}, &now, true, false, true},
		{"worse there", &record{"r2", 0.4, "rows"}, &now, false, false, true},
		{"better on other rows", &record{"r2", 0.6, "others"}, &now, false, false, false},
		{"better by another metric", &record{"accuracy", 0.6, "rows"}, &now, false, false, false},
		{"no score against one", &record{"r2", 0.4, "rows"}, nil, false, true, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := linearFake(0.1)
			job := planeJob(t)
			s := &session[float64, pair, value, value]{job: job, net: f.network()}
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
			if got, ok := recordOf(job.Out); ok != (want != nil) || ok && got != *want {
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
	trained := func(change func(*Job)) record {
		job := planeJob(t)
		change(job)
		all := ran(t, 0, job, linearFake(0.1))
		r, ok := recordOf(job.Out)
		if done := all[len(all)-1]; !ok || r.score != *done.Score || r.metric != done.Metric {
			t.Errorf("the file says %+v, the training %+v", r, done)
		}
		return r
	}
	first := trained(func(*Job) {})
	if r := trained(func(j *Job) { j.Seed = 2 }); r.rows != first.rows {
		t.Error("another seed, another hash")
	}
	if r := trained(func(j *Job) { j.Data = write(t, "moved.csv", plane()+"1,1,1\n") }); r.rows == first.rows {
		t.Error("other rows, the same hash")
	}
}
