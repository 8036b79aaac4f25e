// Package serve is the Go side of the comparison's protocol: a line "WORKLOAD METRIC" on standard input is answered by
// a line with the nanoseconds of one call, or "-" where the program has no such metric; "version" is answered by a text.
package serve

import (
	"bufio"
	"fmt"
	"math"
	"os"
	"time"
)

// Works are the metrics that a program can measure, by "WORKLOAD METRIC". Each is prepared when it is first asked for;
// repeat then makes n calls.
type Works map[string]func() (repeat func(n int))

// Run answers requests until standard input is closed.
func Run(version string, works Works) {
	prepared := map[string]func(int){}
	for in := bufio.NewScanner(os.Stdin); in.Scan(); {
		request := in.Text()
		prepare, known := works[request]
		switch {
		case request == "version":
			fmt.Println(version)
		case !known:
			fmt.Println("-")
		default:
			if prepared[request] == nil {
				prepared[request] = prepare()
			}
			fmt.Printf("%.2f\n", measure(prepared[request]))
		}
	}
}

// A sample is the fastest of many slices, each shorter than the time for which other processes are let in.
const (
	slice  = time.Millisecond
	sample = 250 * time.Millisecond
)

// measure returns the nanoseconds of one call.
func measure(repeat func(n int)) float64 {
	n := calls(repeat)
	best := math.Inf(1)
	for start := time.Now(); time.Since(start) < sample; {
		best = min(best, float64(run(repeat, n))/float64(n))
	}
	return best
}

// calls is how many calls take about a slice.
func calls(repeat func(n int)) int {
	n, t := 1, run(repeat, 1)
	for t < slice/4 {
		n *= 2
		t = run(repeat, n)
	}
	return max(1, int(float64(n)*float64(slice)/float64(t)))
}

func run(repeat func(n int), n int) time.Duration {
	start := time.Now()
	repeat(n)
	return time.Since(start)
}

// Loop makes a repeat of a single call, for those so long that a call of a function more does not count.
func Loop(call func()) func(n int) {
	return func(n int) {
		for range n {
			call()
		}
	}
}
