package crew

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
	// idleRounds is for how many rounds it does, since time may stand still: in a test with time of its own.
	idleRounds = 1000
	// shift is after what time a helper ends in any case: while it is there, its core does not look after the network, but
	// Go does every 10 ms where no core does.
	shift = 10 * time.Millisecond
)

// crews are all there are. Callers that find none do without: there are others at work then.
var crews [4]crew

// helpers is how many goroutines help, or look for a crew to help, or are about to start.
var helpers atomic.Int64

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
	now := time.Now()
	s := stay{begin: now, last: now}
	for !s.over(time.Now()) {
		s.round(helpSome())
		runtime.Gosched()
	}
	helpers.Add(-1)
}

// stay is how long a helper is there.
type stay struct {
	begin, last time.Time // last is when it helped
	idle        int       // rounds since then
}

// round takes note of a round in which it has helped, or not.
func (s *stay) round(helped bool) {
	s.idle++
	if helped {
		s.last, s.idle = time.Now(), 0
	}
}

// over reports whether it is to end.
func (s *stay) over(now time.Time) bool {
	return s.idle >= idleRounds || now.Sub(s.last) >= patience || now.Sub(s.begin) >= shift
}

// helpSome helps the crews that it finds in a while, and reports whether there were any.
func helpSome() bool {
	helped := false
	for range 100 {
		for i := range crews {
			if crews[i].help() {
				helped = true
			}
		}
	}
	return helped
}

// help does pieces of the crew, and reports whether there were any.
func (c *crew) help() bool {
	if open := c.open.Load(); open>>32 == open&math.MaxUint32 {
		return false
	}
	c.share(true)
	return true
}
