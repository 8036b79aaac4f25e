// Command online predicts how long requests will take, and learns from every one that was answered, while it serves: a model is
// retrained every second beside the one in use, and takes its place by one atomic store. Half way the cache of the service that
// is watched goes cold, and the predictions follow.
//
//	go run ./examples/online -for 10s
package main

import (
	"context"
	"flag"
	"fmt"
	"math"
	"math/rand/v2"
	"sync/atomic"
	"time"
)

//go:generate go run ../../cmd/nngen build latency.yaml

func main() {
	length := flag.Duration("for", 10*time.Second, "how long to run")
	every := flag.Duration("every", time.Second, "how often to retrain")
	flag.Parse()
	ctx, stop := context.WithTimeout(context.Background(), *length)
	defer stop()
	p := newPredictor(1)
	var learning atomic.Int64 // nanoseconds
	go func() {
		for range time.Tick(*every) {
			start := time.Now()
			p.learn()
			learning.Store(int64(time.Since(start)))
		}
	}()
	serve(ctx, p, &traffic{random: rand.New(rand.NewPCG(1, 2))}, *length/2, &learning)
}

// serve answers requests one after the other until the context ends, and tells each second how that went.
func serve(ctx context.Context, p *predictor, t *traffic, cold time.Duration, learning *atomic.Int64) {
	start, second := time.Now(), 1
	now := &tally{}
	for ctx.Err() == nil {
		x, milliseconds := t.next()
		before := time.Now()
		y := p.serving.Load().Forward(&x)
		now.add(time.Since(before), math.Abs(float64(y[0])-math.Log(milliseconds)))
		p.observe(&x, milliseconds)
		if passed := time.Since(start); passed >= time.Duration(second)*time.Second {
			fmt.Printf("second %2d: %7d requests, off by %5.1f%%; Forward p50 %v, p99 %v; last retrained in %v\n", second, now.count,
				100*(math.Exp(now.off/float64(now.count))-1), now.quantile(0.5), now.quantile(0.99), time.Duration(learning.Load()).Round(100*time.Microsecond))
			second, now, t.cold = second+1, &tally{}, passed >= cold
		}
	}
}

// tally counts calls by how long they took, in steps of 10 ns, and adds up how far off they were.
type tally struct {
	count  int
	off    float64
	slower [10_000]int
}

func (t *tally) add(d time.Duration, off float64) {
	t.count++
	t.off += off
	t.slower[min(int(d/10), len(t.slower)-1)]++
}

// quantile is the time that a share of the calls stayed below.
func (t *tally) quantile(share float64) time.Duration {
	left := int(share * float64(t.count))
	for step, n := range t.slower {
		if left -= n; left < 0 {
			return time.Duration(step+1) * 10
		}
	}
	return time.Duration(len(t.slower)) * 10
}
