package main

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"testing"
	"time"

	"github.com/nngen/nngen/internal/thorough"
	"github.com/nngen/nngen/runtime/train"
)

// TestResumeAfterKills kills trainings at random moments, and each several times as it goes on. What they end with are the bytes
// of a training that nobody kills: its weights, those of one that runs before to find its epochs, and the predictions over folds,
// which have no checkpoint and begin anew. Files are whole at any time.
func TestResumeAfterKills(t *testing.T) {
	thorough.Only(t)
	seed := *killSeed
	if seed == 0 {
		seed = uint64(time.Now().UnixNano())
	}
	t.Logf("-killseed %d", seed)
	w, r := newWaves(t, resumedSpec), rand.New(rand.NewPCG(seed, 1))
	modes := []killedMode{
		{"train", func(j *train.Job) {}, false},
		{"refit", func(j *train.Job) { j.Refit = 2 }, false},
		{"folds", func(j *train.Job) { j.Folds, j.FoldsOut = 3, j.Out+".csv" }, true},
	}
	wanted, takes := map[string][]byte{}, map[string]time.Duration{}
	for _, m := range modes {
		whole := m.job(w, "whole")
		begin := time.Now()
		w.trainUntil(whole, 0)
		takes[m.name], wanted[m.name] = time.Since(begin), mustRead(t, m.result(whole))
	}
	killed, resumed := 0, 0
	for try := 0; killed < *kills; try++ {
		m := modes[try%len(modes)]
		j := m.job(w, fmt.Sprint("killed", try))
		ended := false
		for i := 0; i < 3 && !ended; i++ {
			ended = w.killAfter(j, time.Duration(r.Float64()*float64(takes[m.name])))
			if text, err := os.ReadFile(m.result(j)); err == nil && !bytes.Equal(text, wanted[m.name]) {
				t.Fatalf("kill %d, of %s: there is half a file", killed, m.name)
			}
			if ended {
				continue
			}
			killed++
			if j.Resume = !m.anew; train.IsCheckpoint(train.Checkpoint(j.Out)) {
				resumed++
			}
		}
		if !ended {
			kept := j.Resume && train.IsCheckpoint(train.Checkpoint(j.Out))
			events := w.trainUntil(j, 0)
			if kept && !slices.ContainsFunc(events, func(e train.Event) bool { return e.Event == train.EventResumed }) {
				t.Errorf("kill %d, of %s: it does not go on from the checkpoint", killed, m.name)
			}
		}
		if !bytes.Equal(mustRead(t, m.result(j)), wanted[m.name]) {
			t.Errorf("kill %d, of %s: it ends with other bytes", killed, m.name)
		}
	}
	t.Logf("%d kills, after %d of them there was a checkpoint", killed, resumed)
}

// killedMode is a way to train.
type killedMode struct {
	name string
	set  func(j *train.Job)
	anew bool // there is nothing to go on from
}

func (m killedMode) job(w *waves, name string) *train.Job {
	j := w.job(name + m.name)
	m.set(j)
	return j
}

// result is the file that a training leaves.
func (m killedMode) result(j *train.Job) string {
	if m.anew {
		return j.FoldsOut
	}
	return j.Out
}

// killAfter kills a training after a time. It reports whether that had ended.
func (w *waves) killAfter(job *train.Job, delay time.Duration) (ended bool) {
	w.Helper()
	cmd := w.command(job)
	if err := cmd.Start(); err != nil {
		w.Fatal(err)
	}
	late := time.AfterFunc(delay, func() { cmd.Process.Kill() })
	defer late.Stop()
	return cmd.Wait() == nil
}
