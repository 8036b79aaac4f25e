package conv

import (
	"math/rand/v2"
	"testing"

	"github.com/nngen/nngen/runtime/internal/kerneltest"
)

// TestSumChannels holds sums of channels against the definition, with numbers whose sums are exact: of more channels and longer ones than
// are summed at a time, and of no rows.
func TestSumChannels(t *testing.T) {
	kerneltest.AtLevels(t, func(t *testing.T) {
		r := rand.New(rand.NewPCG(15, 16))
		for _, channels := range []int{1, 3, 8, 63, 64, 65, 150} {
			for _, inner := range []int{1, 2, 7, 29, 500, 1025} {
				for _, n := range []int{0, 1, 5} {
					x, want := random(r, n*channels*inner), make([]float64, channels)
					for i, v := range x {
						want[i/inner%channels] += v
					}
					y32, y64 := make([]float32, channels), make([]float64, channels)
					y32[0], y64[0] = 77, 77
					F32SumChannels(y32, narrow(x), inner)
					F64SumChannels(y64, x, inner)
					equal(t, "sumChannels", Window{In: [3]int{channels, 1, inner}}, y32, y64, want)
				}
			}
		}
	})
}
