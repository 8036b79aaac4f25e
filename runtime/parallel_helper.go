package nn

import (
	"math"
	"runtime"
	"sync/atomic"
	"time"
)

const (
	// patience is how long a helper looks for another task before it ends: a sleeping core takes longer to wake than many
	// tasks take.
	patience = 100 * time.Microsecond
	// shift is after what time a helper ends in any case: while it is there, its core does not look after the network.
	shift = 5 * time.Millisecond
)

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

// help helps one crew after the other. In between it gives way to other goroutines.
func help() {
	const looks, rounds = 100, 1000 // time may stand still: in a test with time of its own
	start := time.Now()
	last := start
	for round := 0; round < rounds && time.Since(last) < patience && time.Since(start) < shift; round++ {
		for range looks {
			if c := lookUp(); c != nil {
				c.share(true)
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
