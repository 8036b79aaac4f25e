package kerneltest

import (
	"runtime"
	"sync/atomic"
	"testing"
)

// Counting counts how often each piece was done, and panics in one of them.
type Counting struct {
	Done  [100]atomic.Int64
	Panic int
}

// Piece counts piece i.
func (c *Counting) Piece(i int) {
	c.Done[i].Add(1)
	if i == c.Panic {
		panic("piece")
	}
}

// WithCores runs a test at several numbers of cores.
func WithCores(t *testing.T, run func(t *testing.T)) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	for _, cores := range []int{1, 2, 7} {
		runtime.GOMAXPROCS(cores)
		run(t)
	}
}
