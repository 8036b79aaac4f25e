package conv

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/nngen/nngen/runtime/internal/kerneltest"
)

// draw draws a window with odd sizes, strides past the edge, dilation, groups and padding on some sides.
func draw(r *rand.Rand) Window {
	for {
		groups := 1 + r.IntN(3)
		w := Window{In: [3]int{groups * (1 + r.IntN(4)), 1 + r.IntN(9), 1 + r.IntN(12)}, Kernel: [2]int{1 + r.IntN(4), 1 + r.IntN(5)},
			Stride: [2]int{1 + r.IntN(3), 1 + r.IntN(3)}, Dilation: [2]int{1 + r.IntN(2), 1 + r.IntN(2)}, Before: [2]int{r.IntN(3), r.IntN(3)}, Groups: groups}
		if r.IntN(8) == 0 { // a signal
			w.In[1], w.Kernel[0], w.Before[0], w.Stride = 1, 1, 0, [2]int{1, 1}
		}
		w.Out[0] = groups * (1 + r.IntN(9))
		fits := true
		for d := range 2 {
			room := w.In[1+d] + w.Before[d] + r.IntN(3) - (w.Kernel[d]-1)*w.Dilation[d] - 1
			fits = fits && room >= 0
			w.Out[1+d] = room/w.Stride[d] + 1
		}
		if fits {
			return w
		}
	}
}

// products visits every product of a convolution, by definition.
func products(w *Window, visit func(z, k, x int)) {
	in, out := w.In[0]/w.Groups, w.Out[0]/w.Groups
	for o := range w.Out[0] {
		for c := range in {
			for oi := range w.Out[1] {
				for oj := range w.Out[2] {
					for ki := range w.Kernel[0] {
						for kj := range w.Kernel[1] {
							i, j := oi*w.Stride[0]+ki*w.Dilation[0]-w.Before[0], oj*w.Stride[1]+kj*w.Dilation[1]-w.Before[1]
							if i >= 0 && i < w.In[1] && j >= 0 && j < w.In[2] {
								visit((o*w.Out[1]+oi)*w.Out[2]+oj, ((o*in+c)*w.Kernel[0]+ki)*w.Kernel[1]+kj, ((o/out*in+c)*w.In[1]+i)*w.In[2]+j)
							}
						}
					}
				}
			}
		}
	}
}

func random(r *rand.Rand, n int) []float64 {
	list := make([]float64, n)
	for i := range list {
		list[i] = float64(r.IntN(33)-16) / 8 // sums of products are exact
	}
	return list
}

func narrow(list []float64) []float32 {
	s := make([]float32, len(list))
	for i, v := range list {
		s[i] = float32(v)
	}
	return s
}

func equal(t *testing.T, what string, w Window, got32 []float32, got64, want []float64) {
	t.Helper()
	for i := range want {
		if float64(got32[i]) != want[i] || got64[i] != want[i] {
			t.Fatalf("%s of %+v: entry %d is %g and %g, want %g", what, w, i, got32[i], got64[i], want[i])
		}
	}
}

// TestConvolutions holds every kernel against the definition, with numbers whose sums are exact.
func TestConvolutions(t *testing.T) {
	kerneltest.AtLevels(t, func(t *testing.T) {
		r := rand.New(rand.NewPCG(1, 2))
		for range 300 {
			w, n := draw(r), 1+r.IntN(5)
			x, k, b, dz := random(r, n*w.inSize()), random(r, w.Out[0]*w.taps()), random(r, w.Out[0]), random(r, n*w.outSize())
			z, relu, dx, dk := make([]float64, len(dz)), make([]float64, len(dz)), make([]float64, len(x)), make([]float64, len(k))
			for e := range n {
				at, from := e*w.outSize(), e*w.inSize()
				products(&w, func(zi, ki, xi int) {
					z[at+zi] += k[ki] * x[from+xi]
					dx[from+xi] += k[ki] * dz[at+zi]
					dk[ki] += dz[at+zi] * x[from+xi]
				})
			}
			biased := make([]float64, len(z))
			for i, v := range z {
				biased[i] = v + b[i%w.outSize()/(w.Out[1]*w.Out[2])]
				relu[i] = math.Max(biased[i], 0)
			}
			if w.ByTap = r.IntN(2) > 0; w.ByTap {
				k, dk = byTapOf(k, w.Out[0]), byTapOf(dk, w.Out[0])
			}
			x32, k32, b32, dz32 := narrow(x), narrow(k), narrow(b), narrow(dz)
			y32, y64 := make([]float32, len(z)), make([]float64, len(z))
			check := func(what string, want []float64) {
				t.Helper()
				equal(t, what, w, y32, y64, want)
				clear(y32)
				clear(y64)
			}
			F32Conv(y32, k32, x32, w)
			F64Conv(y64, k, x, w)
			check("conv", z)
			F32ConvBatch(y32, k32, x32, w)
			F64ConvBatch(y64, k, x, w)
			check("convBatch", z)
			F32ConvBias(y32, k32, x32, b32, w)
			F64ConvBias(y64, k, x, b, w)
			check("convBias", biased)
			F32ConvBatchBias(y32, k32, x32, b32, w)
			F64ConvBatchBias(y64, k, x, b, w)
			check("convBatchBias", biased)
			F32ConvBiasRelu(y32, k32, x32, b32, w)
			F64ConvBiasRelu(y64, k, x, b, w)
			check("convBiasRelu", relu)
			single := func(what string, want []float64) {
				t.Helper()
				copy(y64, want)
				check(what, want)
			}
			if !w.ByTap {
				F32ConvFlat(y32, k32, x32, w)
				single("convFlat", z)
				F32ConvFlatBias(y32, k32, x32, b32, w)
				single("convFlatBias", biased)
				F32ConvFlatBiasRelu(y32, k32, x32, b32, w)
				single("convFlatBiasRelu", relu)
			}
			F32ConvBatchBiasRelu(y32, k32, x32, b32, w)
			F64ConvBatchBiasRelu(y64, k, x, b, w)
			check("convBatchBiasRelu", relu)
			gamma, beta, mean, variance := random(r, len(b)), random(r, len(b)), random(r, len(b)), make([]float64, len(b))
			for i := range variance {
				variance[i] = []float64{0.75, 3.75}[i%2] // of whose sum with epsilon the root is exact
			}
			folded := make([]float64, len(z))
			normalize := func(z []float64) []float64 {
				for i, v := range z {
					c := i % w.outSize() / (w.Out[1] * w.Out[2])
					folded[i] = (v-mean[c])/math.Sqrt(variance[c]+0.25)*gamma[c] + beta[c]
				}
				return folded
			}
			g32, be32, m32, v32 := narrow(gamma), narrow(beta), narrow(mean), narrow(variance)
			F32ConvNorm(y32, k32, x32, nil, g32, be32, m32, v32, 0.25, w)
			F64ConvNorm(y64, k, x, nil, gamma, beta, mean, variance, 0.25, w)
			check("convNorm", normalize(z))
			if !w.ByTap {
				F32ConvFlatNorm(y32, k32, x32, b32, g32, be32, m32, v32, 0.25, w)
				single("convFlatNorm", normalize(biased))
			}
			F32ConvBatchNorm(y32, k32, x32, b32, g32, be32, m32, v32, 0.25, w)
			F64ConvBatchNorm(y64, k, x, b, gamma, beta, mean, variance, 0.25, w)
			check("convBatchNorm", normalize(biased))
			for i := range folded {
				folded[i] = math.Max(folded[i], 0)
			}
			F32ConvNormRelu(y32, k32, x32, b32, g32, be32, m32, v32, 0.25, w)
			F64ConvNormRelu(y64, k, x, b, gamma, beta, mean, variance, 0.25, w)
			check("convNormRelu", folded)
			if !w.ByTap {
				F32ConvFlatNormRelu(y32, k32, x32, b32, g32, be32, m32, v32, 0.25, w)
				single("convFlatNormRelu", folded)
			}
			F32ConvBatchNormRelu(y32, k32, x32, b32, g32, be32, m32, v32, 0.25, w)
			F64ConvBatchNormRelu(y64, k, x, b, gamma, beta, mean, variance, 0.25, w)
			check("convBatchNormRelu", folded)
			y32, y64 = make([]float32, len(x)), make([]float64, len(x))
			F32ConvInputGrad(y32, k32, dz32, w)
			F64ConvInputGrad(y64, k, dz, w)
			check("convInputGrad", dx)
			F32ConvInputGradBatch(y32, k32, dz32, w)
			F64ConvInputGradBatch(y64, k, dz, w)
			check("convInputGradBatch", dx)
			y32, y64 = make([]float32, len(k)), make([]float64, len(k))
			F32ConvWeightGrad(y32, dz32, x32, w)
			F64ConvWeightGrad(y64, dz, x, w)
			check("convWeightGrad", dk)
		}
	})
}

// TestLargeBatches: the pieces of a batch that cores share, and the tiles of a map that no tile holds, add up.
func TestLargeBatches(t *testing.T) {
	for _, w := range []Window{
		{In: [3]int{3, 16, 16}, Out: [3]int{8, 16, 16}, Kernel: [2]int{3, 3}, Before: [2]int{1, 1}},
		{In: [3]int{16, 5, 400}, Out: [3]int{4, 5, 400}, Kernel: [2]int{5, 5}, Before: [2]int{2, 2}},
		{In: [3]int{2, 1, 1500}, Out: [3]int{3, 1, 748}, Kernel: [2]int{1, 5}, Stride: [2]int{1, 2}},
	} {
		w := w.whole()
		r := rand.New(rand.NewPCG(3, 4))
		const n = 21
		x, k, dz := random(r, n*w.inSize()), random(r, w.Out[0]*w.taps()), random(r, n*w.outSize())
		z, dx, dk := make([]float64, len(dz)), make([]float64, len(x)), make([]float64, len(k))
		for e := range n {
			products(&w, func(zi, ki, xi int) {
				z[e*w.outSize()+zi] += k[ki] * x[e*w.inSize()+xi]
				dx[e*w.inSize()+xi] += k[ki] * dz[e*w.outSize()+zi]
				dk[ki] += dz[e*w.outSize()+zi] * x[e*w.inSize()+xi]
			})
		}
		z32, z64 := make([]float32, len(z)), make([]float64, len(z))
		F32ConvBatch(z32, narrow(k), narrow(x), w)
		F64ConvBatch(z64, k, x, w)
		equal(t, "convBatch", w, z32, z64, z)
		dx32, dx64 := make([]float32, len(dx)), make([]float64, len(dx))
		F32ConvInputGradBatch(dx32, narrow(k), narrow(dz), w)
		F64ConvInputGradBatch(dx64, k, dz, w)
		equal(t, "convInputGradBatch", w, dx32, dx64, dx)
		dk32, dk64 := make([]float32, len(dk)), make([]float64, len(dk))
		F32ConvWeightGrad(dk32, narrow(dz), narrow(x), w)
		F64ConvWeightGrad(dk64, dz, x, w)
		equal(t, "convWeightGrad", w, dk32, dk64, dk)
	}
}

// pooled visits what every window of a pool sees.
func pooled(w *Window, visit func(to, from int)) {
	for c := range w.In[0] {
		one := *w
		one.In[0], one.Out[0], one.Groups = 1, 1, 1
		products(&one, func(z, _, x int) { visit(c*w.Out[1]*w.Out[2]+z, c*w.In[1]*w.In[2]+x) })
	}
}

// TestPools holds pools and their gradients against the definition.
func TestPools(t *testing.T) { kerneltest.AtLevels(t, testPools) }

func testPools(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for range 500 {
		w, n := draw(r), 1+r.IntN(3)
		w.Out[0], w.Groups, w.Dilation = w.In[0], w.In[0], [2]int{1, 1}
		for d := range 2 {
			w.Before[d] = min(w.Before[d], w.Kernel[d]-1)
			w.Out[1+d] = (w.In[1+d]+w.Before[d]+r.IntN(w.Kernel[d])-w.Kernel[d])/w.Stride[d] + 1
		}
		switch r.IntN(8) {
		case 0: // side by side, for which there are kernels
			w.Kernel, w.Before = [2]int{1 + r.IntN(2), 2}, [2]int{}
			w.Stride, w.In[1], w.In[2] = w.Kernel, 2+r.IntN(6), 2+r.IntN(70)
			w.Out[1], w.Out[2] = w.In[1]/w.Kernel[0], w.In[2]/2
		case 1: // of whole channels
			w.Kernel, w.Before, w.Out[1], w.Out[2] = [2]int{w.In[1], w.In[2]}, [2]int{}, 1, 1
		case 2: // of as many taps as the channels have entries, of which some lie before these
			w.Kernel, w.Before, w.Out[1], w.Out[2] = [2]int{w.In[1], w.In[2]}, [2]int{r.IntN(w.In[1]), r.IntN(w.In[2])}, 1, 1
		}
		if w.Out[1] < 1 || w.Out[2] < 1 || w.In[1]+w.Before[0] < w.Kernel[0] || w.In[2]+w.Before[1] < w.Kernel[1] {
			continue
		}
		x, dy := random(r, n*w.inSize()), random(r, n*w.outSize())
		y, dx, mean, within := make([]float64, len(dy)), make([]float64, len(x)), make([]float64, len(dy)), make([]float64, len(dy))
		count := make([]float64, w.outSize())
		pooled(&w, func(to, _ int) { count[to]++ })
		all := float64(w.Kernel[0] * w.Kernel[1])
		spread, inside := make([]float64, len(x)), make([]float64, len(x))
		for e := range n {
			at, from := e*w.outSize(), e*w.inSize()
			first := map[int]int{}
			pooled(&w, func(to, i int) {
				if k, seen := first[to]; !seen || x[from+i] > x[from+k] {
					first[to] = i
				}
				mean[at+to] += x[from+i] / all
				within[at+to] += x[from+i] / count[to]
				spread[from+i] += dy[at+to] / all
				inside[from+i] += dy[at+to] / count[to]
			})
			for to, i := range first {
				y[at+to] = x[from+i]
				dx[from+i] += dy[at+to]
			}
		}
		y64, dx64, y32, dx32 := make([]float64, len(y)), make([]float64, len(x)), make([]float32, len(y)), make([]float32, len(x))
		F64MaxPool(y64, x, w)
		F32MaxPool(y32, narrow(x), w)
		equal(t, "maxPool", w, y32, y64, y)
		F64SlidingMax(y64, x, w)
		F32SlidingMax(y32, narrow(x), w)
		equal(t, "slidingMax", w, y32, y64, y)
		F64MaxPoolGrad(dx64, dy, y64, x, w)
		F32MaxPoolGrad(dx32, narrow(dy), y32, narrow(x), w)
		equal(t, "maxPoolGrad", w, dx32, dx64, dx)
		for i, v := range x {
			dx32[i], dx64[i] = 77, 77
			if v <= 0 {
				dx[i] = 0
			}
		}
		F64MaxPoolReluGrad(dx64, dy, y64, x, w)
		F32MaxPoolReluGrad(dx32, narrow(dy), y32, narrow(x), w)
		equal(t, "maxPoolReluGrad", w, dx32, dx64, dx)
		for _, c := range []struct {
			name      string
			got, want []float64
			single    []float32
			compute   func(single []float32, double []float64)
		}{
			{"avgPool", y64, mean, y32, func(s []float32, d []float64) { F32AvgPool(s, narrow(x), w); F64AvgPool(d, x, w) }},
			{"avgPoolWithin", y64, within, y32, func(s []float32, d []float64) { F32AvgPoolWithin(s, narrow(x), w); F64AvgPoolWithin(d, x, w) }},
			{"slidingMean", y64, mean, y32, func(s []float32, d []float64) { F32SlidingMean(s, narrow(x), w); F64SlidingMean(d, x, w) }},
			{"slidingMeanWithin", y64, within, y32, func(s []float32, d []float64) { F32SlidingMeanWithin(s, narrow(x), w); F64SlidingMeanWithin(d, x, w) }},
			{"avgPoolGrad", dx64, spread, dx32, func(s []float32, d []float64) { F32AvgPoolGrad(s, narrow(dy), w); F64AvgPoolGrad(d, dy, w) }},
			{"avgPoolGradWithin", dx64, inside, dx32, func(s []float32, d []float64) { F32AvgPoolGradWithin(s, narrow(dy), w); F64AvgPoolGradWithin(d, dy, w) }},
		} {
			c.compute(c.single, c.got)
			for i := range c.want {
				if math.Abs(c.got[i]-c.want[i]) > 1e-12 || math.Abs(float64(c.single[i])-c.want[i]) > 1e-5 {
					t.Fatalf("%s of %+v: entry %d is %g and %g, want %g", c.name, w, i, c.single[i], c.got[i], c.want[i])
				}
			}
		}
	}
}

// TestNaN: a pool does not lose what is not a number.
func TestNaN(t *testing.T) {
	kerneltest.AtLevels(t, testNaN)
}

func testNaN(t *testing.T) {
	w := Window{In: [3]int{1, 2, 2}, Out: [3]int{1, 1, 1}, Kernel: [2]int{2, 2}}
	nan := float32(math.NaN())
	for i := range 4 {
		x := []float32{1, 2, 3, 4}
		x[i] = nan
		y := []float32{0}
		for _, stride := range []int{1, 2} {
			w.Stride = [2]int{stride, stride}
			if F32MaxPool(y, x, w); y[0] == y[0] {
				t.Errorf("the largest of %v is %g", x, y[0])
			}
		}
		if F32ConvBiasRelu(y, []float32{1, 1, 1, 1}, x, []float32{0}, w); y[0] == y[0] {
			t.Errorf("the relu of a sum of %v is %g", x, y[0])
		}
	}
}

// TestMisfits: lengths that do not fit are a mistake of the caller.
func TestMisfits(t *testing.T) {
	w := Window{In: [3]int{1, 4, 4}, Out: [3]int{2, 2, 2}, Kernel: [2]int{3, 3}}
	z, k, x, b := make([]float32, 8), make([]float32, 18), make([]float32, 16), make([]float32, 2)
	for i, call := range []func(){
		func() { F32Conv(z[1:], k, x, w) }, func() { F32Conv(z, k[1:], x, w) }, func() { F32Conv(z, k, x[1:], w) }, func() { F32ConvBias(z, k, x, b[1:], w) },
		func() { F32ConvBatchBias(z, k, x, b[1:], w) }, func() { F32ConvInputGrad(x, k[1:], z, w) }, func() { F32ConvInputGrad(x[1:], k, z, w) },
		func() { F32ConvWeightGrad(k[1:], z, x, w) }, func() { F32MaxPool(z[1:], x, w) }, func() { F32AvgPool(z, x[1:], w) },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Error(fmt.Sprint("call ", i, " does not panic"))
				}
			}()
			call()
		}()
	}
}
