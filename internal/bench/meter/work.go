package meter

import (
	"math"
	"runtime"
	"slices"
	"testing"
	"time"
)

// work is something to be measured.
type work struct {
	name    string
	rows    int
	amount  float64            // of what a rate counts, per call
	prepare func() func(n int) // makes ready for a round; what it returns makes n calls
	samples []float64          // nanoseconds of a call, one for each round
}

// loop makes n calls of f.
func loop(f func()) func(n int) {
	return func(n int) {
		for range n {
			f()
		}
	}
}

// measure takes one sample of each work in turn, round by round, so that what else the machine does hits all alike.
func measure(works []*work, rounds int) {
	for range rounds {
		for _, w := range works {
			repeat := w.prepare()
			runtime.GC() // of what an earlier round left
			w.samples = append(w.samples, fastest(repeat))
		}
	}
}

// A sample is the fastest of many slices, each shorter than the time for which other processes are let in.
const (
	slice  = time.Millisecond
	sample = 30 * time.Millisecond
)

// fastest returns the nanoseconds of one call.
func fastest(repeat func(n int)) float64 {
	n := calls(repeat)
	best := math.Inf(1)
	for start := time.Now(); time.Since(start) < sample; {
		best = min(best, float64(timed(repeat, n))/float64(n))
	}
	return best
}

// calls is how many calls take about a slice.
func calls(repeat func(n int)) int {
	n, t := 1, timed(repeat, 1)
	for t < slice/4 {
		n *= 2
		t = timed(repeat, n)
	}
	return max(1, int(float64(n)*float64(slice)/float64(t)))
}

func timed(repeat func(n int), n int) time.Duration {
	start := time.Now()
	repeat(n)
	return time.Since(start)
}

// median is the median of the samples, in nanoseconds.
func (w *work) median() float64 {
	list := slices.Sorted(slices.Values(w.samples))
	n := len(list)
	return (list[(n-1)/2] + list[n/2]) / 2
}

// rate is the amount per second.
func (w *work) rate() float64 { return w.amount / w.median() * 1e9 }

// runs of a function whose allocations are counted. AllocsPerRun rounds down, so that what the Go runtime allocates now
// and then in the background does not count.
const runs = 5

func (w *work) allocs() float64 {
	repeat := w.prepare()
	return testing.AllocsPerRun(runs, func() { repeat(1) })
}
