package nn

import (
	"runtime"
	"sync/atomic"
	"testing"
)

// counting counts how often each piece was done, and panics in one of them.
type counting struct {
	done  [100]atomic.Int64
	panic int
}

func (c *counting) piece(i int) {
	c.done[i].Add(1)
	if i == c.panic {
		panic("piece")
	}
}

// withCores runs a test at several numbers of cores.
func withCores(t *testing.T, run func(t *testing.T)) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	for _, cores := range []int{1, 2, 7} {
		runtime.GOMAXPROCS(cores)
		run(t)
	}
}

func TestParallel(t *testing.T) {
	withCores(t, func(t *testing.T) {
		for pieces := range 100 {
			c := &counting{panic: -1}
			parallel(pieces, c)
			for i := range c.done {
				if got := c.done[i].Load(); got != 1 && i < pieces || got != 0 && i >= pieces {
					t.Fatalf("piece %d of %d was done %d times", i, pieces, got)
				}
			}
		}
	})
}

// TestParallelPanics holds that the panic of a piece arrives, and that the next task is not disturbed.
func TestParallelPanics(t *testing.T) {
	withCores(t, func(t *testing.T) {
		for at := range 20 {
			func() {
				defer func() {
					if v := recover(); v != "piece" {
						t.Errorf("recovered %v, want the panic of piece %d", v, at)
					}
				}()
				parallel(20, &counting{panic: at})
			}()
		}
		parallel(20, &counting{panic: -1})
	})
}

func BenchmarkParallel(b *testing.B) {
	c := &counting{panic: -1}
	for b.Loop() {
		parallel(8, c)
	}
}
