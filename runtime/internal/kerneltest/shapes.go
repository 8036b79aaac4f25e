package kerneltest

import (
	"flag"
	"math/rand/v2"
	"testing"
	"time"
)

var seed = flag.Uint64("seed", 0, "draw the shapes of random tests from this seed; 0 takes a new one in every run")

// Shapes returns the random numbers that a test draws its shapes from, others in every run. The test prints the seed if it
// fails: the flag -seed brings the same shapes back.
func Shapes(t *testing.T) *rand.Rand {
	t.Helper()
	s := *seed
	if s == 0 {
		s = uint64(time.Now().UnixNano())
	}
	t.Logf("-seed %d", s)
	return rand.New(rand.NewPCG(s, 1))
}
