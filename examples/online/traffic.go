package main

import (
	"math"
	"math/rand/v2"

	"github.com/nngen/nngen/examples/online/latency"
)

// traffic makes up requests, and how long they take.
type traffic struct {
	random *rand.Rand
	cold   bool // the cache no longer helps
}

// next is a request with the milliseconds it takes, a tenth of which is chance.
func (t *traffic) next() (x latency.Input, milliseconds float64) {
	r := t.random
	route, cached := latency.RouteList+latency.RouteValue(r.IntN(4)), r.IntN(2)
	size, items, running := math.Exp(4+6*r.Float64()), float64(1+r.IntN(500)), float64(r.IntN(40))
	cost := [...]float64{0.02, 0.2, 0.5, 0.1}[route-latency.RouteList]
	milliseconds = 2 + cost*items + size/2000
	if cached == 1 && !t.cold {
		milliseconds *= 0.2
	}
	milliseconds *= 1 + running/20
	record := latency.Record{Size: float32(size), Items: float32(items), Running: float32(running), Route: route, Cached: cached == 1}
	x, err := record.Input()
	if err != nil {
		panic(err) // a route that the spec does not list
	}
	return x, milliseconds * math.Exp(0.1*r.NormFloat64())
}
