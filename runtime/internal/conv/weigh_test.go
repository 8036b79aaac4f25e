package conv

import (
	"math/rand/v2"
	"testing"

	"github.com/nngen/nngen/runtime/internal/kerneltest"
)

// TestWeighByTap holds gradients by the weights of many channels against the definition, with numbers whose sums are exact: of maps that
// are smaller and larger than what is computed at a time, of which there may be several, and where each channel sees its own.
func TestWeighByTap(t *testing.T) {
	kerneltest.AtLevels(t, func(t *testing.T) {
		r := rand.New(rand.NewPCG(13, 14))
		for i := range 120 {
			w, n := draw(r), 1+r.IntN(12)
			if i%10 == 0 {
				w, n = Window{In: [3]int{2, 23, 29}, Out: [3]int{0, 23, 29}, Kernel: [2]int{2, 3}, Before: [2]int{0, 1}}.whole(), 2
			}
			w.In[0], w.Out[0], w.Groups, w.ByTap = 1+r.IntN(4), []int{16, 32, 64, 70}[r.IntN(4)], 1, i%2 > 0
			if i%4 > 1 {
				w.In[0], w.Groups = w.Out[0], w.Out[0]
			}
			x, dz, dk := random(r, n*w.inSize()), random(r, n*w.outSize()), make([]float64, w.Out[0]*w.taps())
			for e := range n {
				products(&w, func(zi, ki, xi int) { dk[ki] += dz[e*w.outSize()+zi] * x[e*w.inSize()+xi] })
			}
			if w.ByTap {
				dk = byTapOf(dk, w.Out[0])
			}
			y32, y64 := make([]float32, len(dk)), make([]float64, len(dk))
			F32ConvWeightGrad(y32, narrow(dz), narrow(x), w)
			F64ConvWeightGrad(y64, dz, x, w)
			equal(t, "convWeightGrad", w, y32, y64, dk)
		}
	})
}

// TestWeighLargeMaps holds gradients by the weights of maps with more columns than are multiplied at a time against the definition.
func TestWeighLargeMaps(t *testing.T) {
	kerneltest.AtLevels(t, func(t *testing.T) {
		r := rand.New(rand.NewPCG(17, 18))
		for _, size := range [][2]int{{40, 41}, {1, 1500}, {33, 32}} {
			w := Window{In: [3]int{2, size[0], size[1]}, Out: [3]int{5, size[0], size[1]}, Kernel: [2]int{1, 3}, Before: [2]int{0, 1}}.whole()
			x, dz, dk := random(r, 2*w.inSize()), random(r, 2*w.outSize()), make([]float64, w.Out[0]*w.taps())
			for e := range 2 {
				products(&w, func(zi, ki, xi int) { dk[ki] += dz[e*w.outSize()+zi] * x[e*w.inSize()+xi] })
			}
			y32, y64 := make([]float32, len(dk)), make([]float64, len(dk))
			F32ConvWeightGrad(y32, narrow(dz), narrow(x), w)
			F64ConvWeightGrad(y64, dz, x, w)
			equal(t, "convWeightGrad", w, y32, y64, dk)
		}
	})
}
