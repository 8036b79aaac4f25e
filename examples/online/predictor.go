package main

import (
	"math"
	"math/rand/v2"
	"sync"
	"sync/atomic"

	"github.com/nngen/nngen/examples/online/latency"
)

const (
	window   = 8192 // requests that are remembered
	halfLife = 2048 // requests after which one counts half
	steps    = 150  // of training, each time
	rows     = 64   // of a step
)

// predictor answers with one model while a copy of it learns. All but learn may be called by several goroutines at once.
type predictor struct {
	serving atomic.Pointer[latency.Model]

	mu     sync.Mutex
	recent [window]observation
	seen   int

	// Of the goroutine that learns.
	model   *latency.Model
	trainer *latency.Trainer
	random  *rand.Rand
	rounds  int
	taken   []observation
	xs      []latency.Input
	ts      []latency.Target
	ws      []float32
}

// observation is a request that was answered.
type observation struct {
	x   latency.Input
	log float32 // of its milliseconds
}

func newPredictor(seed uint64) *predictor {
	p := &predictor{model: latency.New(seed), random: rand.New(rand.NewPCG(seed, 1))}
	p.trainer = latency.NewTrainer(p.model)
	p.xs, p.ts, p.ws = make([]latency.Input, rows), make([]latency.Target, rows), make([]float32, rows)
	p.serving.Store(p.model.Clone())
	return p
}

// predict returns how many milliseconds the request will take.
func (p *predictor) predict(x *latency.Input) float64 {
	y := p.serving.Load().Forward(x)
	return math.Exp(float64(y[latency.LogMilliseconds]))
}

// observe remembers how long a request has taken.
func (p *predictor) observe(x *latency.Input, milliseconds float64) {
	p.mu.Lock()
	p.recent[p.seen%window] = observation{*x, float32(math.Log(milliseconds))}
	p.seen++
	p.mu.Unlock()
}

// learn takes some steps over the recent requests, the newest of which count most, and then serves what it has learned.
func (p *predictor) learn() {
	p.mu.Lock()
	seen := p.seen
	p.taken = append(p.taken[:0], p.recent[:min(seen, window)]...)
	p.mu.Unlock()
	if seen == 0 {
		return
	}
	p.rounds++
	p.trainer.SetRate(max(0.001, 0.01/float64(p.rounds))) // quick at first, then steady
	for range steps {
		for i := range rows {
			k := p.random.IntN(len(p.taken))
			p.xs[i], p.ts[i] = p.taken[k].x, latency.Target{p.taken[k].log}
			age := (seen - 1 - k) % len(p.taken)
			p.ws[i] = float32(math.Exp2(-float64(age) / halfLife))
		}
		p.trainer.BackwardWeighted(p.xs, p.ts, p.ws)
		p.trainer.Update() // a gradient that is not finite changes nothing
	}
	p.serving.Store(p.model.Clone())
}
