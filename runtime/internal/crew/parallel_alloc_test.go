//go:build !race

package crew

import (
	"runtime"
	"testing"

	"github.com/nngen/nngen/runtime/internal/kerneltest"
)

// TestParallelAllocs holds that crews, goroutines and what they share are used again. It counts by itself, since
// testing.AllocsPerRun knows only one core, and the race detector lets pools forget what they keep.
func TestParallelAllocs(t *testing.T) {
	c, rows := &kerneltest.Counting{Panic: -1}, new(rowsSeen)
	for name, run := range map[string]func(){
		"parallel":  func() { Parallel(50, c) },
		"ShareRows": func() { ShareRows(rows, len(rows.rows), 40, ParallelSize) },
	} {
		kerneltest.WithCores(t, func(t *testing.T) {
			var before, after runtime.MemStats
			for i := range 2000 {
				if i == 1000 {
					runtime.ReadMemStats(&before)
				}
				run()
			}
			runtime.ReadMemStats(&after)
			if n := after.Mallocs - before.Mallocs; n > 500 {
				t.Errorf("1000 times %s allocates %d times", name, n)
			}
		})
	}
}
