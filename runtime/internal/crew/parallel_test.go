package crew

import (
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/nngen/nngen/runtime/internal/kerneltest"
)

func TestParallel(t *testing.T) {
	kerneltest.WithCores(t, func(t *testing.T) {
		for pieces := range 100 {
			c := &kerneltest.Counting{Panic: -1}
			Parallel(pieces, c)
			for i := range c.Done {
				if got := c.Done[i].Load(); got != 1 && i < pieces || got != 0 && i >= pieces {
					t.Fatalf("piece %d of %d was done %d times", i, pieces, got)
				}
			}
		}
	})
}

// TestParallelPanics holds that the panic of a piece arrives, and that the next task is not disturbed.
func TestParallelPanics(t *testing.T) {
	kerneltest.WithCores(t, func(t *testing.T) {
		for at := range 20 {
			func() {
				defer func() {
					if v := recover(); v != "piece" {
						t.Errorf("recovered %v, want the panic of piece %d", v, at)
					}
				}()
				Parallel(20, &kerneltest.Counting{Panic: at})
			}()
		}
		Parallel(20, &kerneltest.Counting{Panic: -1})
	})
}

func BenchmarkParallel(b *testing.B) {
	c := &kerneltest.Counting{Panic: -1}
	for b.Loop() {
		Parallel(8, c)
	}
}

// TestParallelBesideOthers holds that tasks of several goroutines at once do not disturb each other.
func TestParallelBesideOthers(t *testing.T) {
	kerneltest.WithCores(t, func(t *testing.T) {
		var callers sync.WaitGroup
		for range 8 {
			callers.Go(func() {
				for range 300 {
					c := &kerneltest.Counting{Panic: -1}
					Parallel(len(c.Done), c)
					for i := range c.Done {
						if got := c.Done[i].Load(); got != 1 {
							t.Errorf("piece %d was done %d times", i, got)
							return
						}
					}
				}
			})
		}
		callers.Wait()
	})
}

// TestStay holds that a helper with work stays for a shift, and one without no longer than its patience, or some rounds.
func TestStay(t *testing.T) {
	begin := time.Now()
	for _, c := range []struct {
		helped, now time.Duration
		idle        int
		over        bool
	}{
		{0, 0, 0, false},
		{0, 0, idleRounds - 1, false},
		{0, 0, idleRounds, true},
		{0, patience - 1, 9, false},
		{0, patience, 9, true},
		{shift - 2, shift - 1, 0, false},
		{shift - 1, shift, 0, true},
	} {
		s := stay{begin: begin, last: begin.Add(c.helped), idle: c.idle}
		if got := s.over(begin.Add(c.now)); got != c.over {
			t.Errorf("helped after %v, %d idle rounds, now %v: over is %v", c.helped, c.idle, c.now, got)
		}
	}
}

// TestStayWithWork holds that a helper with work does not end by the number of its rounds.
func TestStayWithWork(t *testing.T) {
	now := time.Now()
	s := stay{begin: now, last: now}
	for i := range 3 * idleRounds {
		s.round(i%(idleRounds-1) == 0)
		s.begin, s.last = now, now // time stands still
		if s.over(now) {
			t.Fatalf("over in round %d, %d after the last with work", i, s.idle)
		}
	}
}

// TestHelpersEnd holds that helpers are no more than the other cores, and that none is left a while after the last task.
func TestHelpersEnd(t *testing.T) {
	kerneltest.WithCores(t, func(t *testing.T) {
		helpersEnd(t)
		for range 100 {
			Parallel(50, &kerneltest.Counting{Panic: -1})
			if n, most := helpers.Load(), int64(runtime.GOMAXPROCS(0))-1; n > most {
				t.Fatalf("%d helpers, more than %d", n, most)
			}
		}
	})
	helpersEnd(t)
}

func helpersEnd(t *testing.T) {
	t.Helper()
	for range 1000 {
		if helpers.Load() == 0 {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Fatalf("%d helpers do not end", helpers.Load())
}

// slow is a task whose first piece, which a helper does if there is one, takes so long that the caller falls asleep.
type slow struct{ done atomic.Int64 }

func (s *slow) Piece(i int) {
	if i == 0 {
		time.Sleep(2 * time.Millisecond)
	}
	s.done.Add(1)
}

// TestParallelAsleep holds that a caller that has fallen asleep is woken when all is done, and not before.
func TestParallelAsleep(t *testing.T) {
	kerneltest.WithCores(t, func(t *testing.T) {
		for range 20 {
			s := new(slow)
			Parallel(2, s)
			if got := s.done.Load(); got != 2 {
				t.Fatalf("%d of 2 pieces are done", got)
			}
		}
	})
}

// meeting is a task of two pieces that wait for each other, for a while: it takes a helper.
type meeting struct{ here, met atomic.Int64 }

func (m *meeting) Piece(int) {
	m.here.Add(1)
	for begin := time.Now(); m.here.Load() < 2; runtime.Gosched() {
		if time.Since(begin) > 20*time.Millisecond {
			return
		}
	}
	m.met.Add(1)
}

// helped reports whether a helper comes, sooner or later: one that is about to end may not see a task.
func helped(try func() *meeting) bool {
	for range 500 {
		if try().met.Load() == 2 {
			return true
		}
	}
	return false
}

// TestParallelHelps holds that a helper comes, whatever was before: more tasks than there are crews, and some that panic.
func TestParallelHelps(t *testing.T) {
	kerneltest.WithCores(t, func(t *testing.T) {
		if runtime.GOMAXPROCS(0) < 2 {
			return
		}
		for range 3 * len(crews) {
			if !helped(func() *meeting { m := new(meeting); Parallel(2, m); return m }) {
				t.Fatal("nobody helps")
			}
			catch(func() { Parallel(3, &kerneltest.Counting{Panic: 1}) })
		}
		allFree(t)
	})
}

// catch returns what f panics with.
func catch(f func()) (v any) {
	defer func() { v = recover() }()
	f()
	return nil
}

// allFree holds that no caller has a crew, and no batch keeps products from being shared.
func allFree(t *testing.T) {
	t.Helper()
	for i := range crews {
		if crews[i].taken.Load() {
			t.Errorf("crew %d is taken", i)
		}
	}
	if n := busy.Load(); n != 0 {
		t.Errorf("%d batches are under way", n)
	}
}
