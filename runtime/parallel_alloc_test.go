//go:build !race

package nn

import (
	"runtime"
	"testing"
)

// TestParallelAllocs holds that crews and goroutines are used again. It counts by itself, since testing.AllocsPerRun
// knows only one core, and the race detector lets pools forget what they keep.
func TestParallelAllocs(t *testing.T) {
	c := &counting{panic: -1}
	withCores(t, func(t *testing.T) {
		var before, after runtime.MemStats
		for i := range 2000 {
			if i == 1000 {
				runtime.ReadMemStats(&before)
			}
			parallel(50, c)
		}
		runtime.ReadMemStats(&after)
		if n := after.Mallocs - before.Mallocs; n > 500 {
			t.Errorf("1000 tasks allocate %d times", n)
		}
	})
}
