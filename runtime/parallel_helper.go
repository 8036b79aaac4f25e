package nn

import (
	"math"
	"runtime"
	"sync/atomic"
	"time"
)

// patience is how long a helper looks for another task before it ends: a sleeping core takes longer to wake than many
// tasks take. While it looks it gives way to every other goroutine.
const patience = 100 * time.Microsecond

// board has the crews that want help. Those that find no place do without: there are others at work then.
var board [4]atomic.Pointer[crew]

// helpers is how many goroutines help, or look for a crew to help, or are about to start.
var helpers atomic.Int64

// announce puts the crew on the board, and returns its place, or nil.
func (c *crew) announce() *atomic.Pointer[crew] {
	for i := range board {
		if place := &board[i]; place.Load() == nil && place.CompareAndSwap(nil, c) {
			return place
		}
	}
	return nil
}

// startHelpers starts as many goroutines as that number of helpers lacks.
func startHelpers(wanted int) {
	for n := helpers.Load(); n < int64(wanted); n = helpers.Load() {
		if helpers.CompareAndSwap(n, n+1) {
			go help()
		}
	}
}

// help helps one crew after the other.
func help() {
	const looks = 100 // before it gives way
	last := time.Now()
	for time.Since(last) < patience {
		for range looks {
			if c := lookUp(); c != nil {
				c.share(false)
				c.leave()
				last = time.Now()
			}
		}
		runtime.Gosched()
	}
	helpers.Add(-1)
}

// lookUp returns a crew with open pieces, which the caller has joined, or nil.
func lookUp() *crew {
	for i := range board {
		c := board[i].Load()
		if c == nil {
			continue
		}
		if open := c.open.Load(); open>>32 < open&math.MaxUint32 && c.join() {
			return c
		}
	}
	return nil
}
