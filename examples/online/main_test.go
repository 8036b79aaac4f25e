package main

import (
	"math"
	"math/rand/v2"
	"sync"
	"testing"
)

// TestLearnsWhileItServes: predictions come close in some rounds of training, follow when the requests change, and are numbers
// at any time, for goroutines that ask all the while.
func TestLearnsWhileItServes(t *testing.T) {
	p, requests := newPredictor(1), &traffic{random: rand.New(rand.NewPCG(1, 2))}
	stop := make(chan struct{})
	var asking sync.WaitGroup
	for g := range uint64(3) {
		asking.Go(func() {
			other := &traffic{random: rand.New(rand.NewPCG(g, 3))}
			for {
				select {
				case <-stop:
					return
				default:
				}
				x, _ := other.next()
				if y := p.predict(&x); math.IsNaN(y) || math.IsInf(y, 0) {
					t.Errorf("prediction %v", y)
					return
				}
			}
		})
	}
	defer asking.Wait()
	defer close(stop)
	for _, cold := range []bool{false, true} {
		requests.cold = cold
		before := off(p, requests)
		for range 8 {
			for range window / 4 {
				x, milliseconds := requests.next()
				p.observe(&x, milliseconds)
			}
			p.learn()
		}
		if after := off(p, requests); !(after < before/2) || after > 0.2 {
			t.Errorf("cache cold %v: predictions are off by %.0f%% before and by %.0f%% after training", cold, 100*before, 100*after)
		}
	}
}

// off is how far predictions of further requests are off, in the middle.
func off(p *predictor, t *traffic) float64 {
	sum := 0.0
	for range 1000 {
		x, milliseconds := t.next()
		sum += math.Abs(math.Log(p.predict(&x)) - math.Log(milliseconds))
	}
	return math.Exp(sum/1000) - 1
}

// TestNoAllocation: neither a prediction nor an observation allocates.
func TestNoAllocation(t *testing.T) {
	p, requests := newPredictor(1), &traffic{random: rand.New(rand.NewPCG(1, 2))}
	x, milliseconds := requests.next()
	if n := testing.AllocsPerRun(100, func() { p.predict(&x); p.observe(&x, milliseconds) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}
