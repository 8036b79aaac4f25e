package conv

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/nngen/nngen/runtime/internal/kerneltest"
)

// drawWide draws a window of many channels: of one group, or each channel of its own, or groups for which there is no kernel.
func drawWide(r *rand.Rand) Window {
	w := draw(r)
	in, out := 1+r.IntN(70), 1+r.IntN(140)
	switch r.IntN(4) {
	case 0:
		in, w.Groups = out, 2-out%2
	case 1, 2:
		in, w.Groups = out, out
	default:
		w.Groups = 1
	}
	w.In[0], w.Out[0] = in, out
	return w
}

// lastOf returns the maps of n examples channels last.
func lastOf(x []float64, dims [3]int) []float64 {
	y, area := make([]float64, len(x)), dims[1]*dims[2]
	for i, v := range x {
		e, c, place := i/(dims[0]*area), i/area%dims[0], i%area
		y[(e*area+place)*dims[0]+c] = v
	}
	return y
}

// byTapOf returns the weights of so many channels tap by tap.
func byTapOf(k []float64, channels int) []float64 {
	y, taps := make([]float64, len(k)), len(k)/channels
	for i, v := range k {
		y[i%taps*channels+i/taps] = v
	}
	return y
}

// TestLast holds convolutions of maps and results that lie channels last against the definition, with numbers whose sums are exact.
func TestLast(t *testing.T) {
	kerneltest.AtLevels(t, func(t *testing.T) {
		r := rand.New(rand.NewPCG(9, 10))
		for i := range 200 {
			w, n := drawWide(r), 1+r.IntN(3)
			x, k, b := random(r, n*w.inSize()), random(r, w.Out[0]*w.taps()), random(r, w.Out[0])
			z := make([]float64, n*w.outSize())
			for e := range n {
				products(&w, func(zi, ki, xi int) { z[e*w.outSize()+zi] += k[ki] * x[e*w.inSize()+xi] })
			}
			for i := range z {
				z[i] = math.Max(0, z[i]+b[i%w.outSize()/(w.Out[1]*w.Out[2])])
			}
			w.Last = [2]bool{i&1 > 0, i&2 > 0}
			if w.Last[0] {
				x = lastOf(x, w.In)
			}
			if w.Last[1] {
				z = lastOf(z, w.Out)
			}
			if w.ByTap = r.IntN(2) > 0; w.ByTap {
				k = byTapOf(k, w.Out[0])
			}
			y32, y64 := make([]float32, len(z)), make([]float64, len(z))
			F32ConvBiasRelu(y32, narrow(k), narrow(x), narrow(b), w)
			F64ConvBiasRelu(y64, k, x, b, w)
			equal(t, "convBiasRelu", w, y32, y64, z)
			clear(y32)
			clear(y64)
			F32ConvBatchBiasRelu(y32, narrow(k), narrow(x), narrow(b), w)
			F64ConvBatchBiasRelu(y64, k, x, b, w)
			equal(t, "convBatchBiasRelu", w, y32, y64, z)
		}
	})
}
