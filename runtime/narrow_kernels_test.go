package nn

import "math"

// narrowKernels are the kernels of narrow layers of one precision.
type narrowKernels[T Float] struct {
	gemvTSoftmax      func(y, w, b, x []T, ld int)
	pair, pairSoftmax func(y, w1, b1, w2, b2, x []T, ld1, ld2 int)
	most              int // units
	calls             kernels[T]
}

var (
	singleNarrow = narrowKernels[float32]{F32GemvTSoftmax, F32NarrowPair, F32NarrowPairSoftmax, narrow32, single}
	doubleNarrow = narrowKernels[float64]{F64GemvTSoftmax, F64NarrowPair, F64NarrowPairSoftmax, narrow64, double}
)

// layer is a layer of n units.
type layer[T Float] struct {
	w, b []T
	ld   int
}

// randomLayer returns a layer with NaN between its rows. They are apart as generated code has them, or not at all; in
// some layers W ends with the last row's last unit, in others with the padding.
func (k narrowKernels[T]) randomLayer(a *arena[T], n0, n int) layer[T] {
	ld, full := n, a.count%2 == 0
	for range a.rng.IntN(2) {
		for ld = k.most / 4; ld < n; {
			ld *= 2
		}
	}
	size := rowsApart(n0, n, ld)
	if full {
		size = n0 * ld
	}
	return layer[T]{padding(a.random(size), n, ld, math.NaN()), a.random(n), ld}
}

// sums are Wᵀ·x + b, where x are sums.
func (l layer[T]) sums(x []sum) []sum {
	ys := make([]sum, len(l.b))
	for j := range ys {
		ys[j] = biased(l.b[j])
		for i, v := range x {
			w := float64(l.w[i*l.ld+j])
			ys[j].add(w * v.value)
			ys[j].size += math.Abs(w) * v.size * float64(v.terms+1)
		}
	}
	return ys
}

// reluOf is relu of sums.
func reluOf(zs []sum) []sum {
	for i := range zs {
		zs[i].value = max(0, zs[i].value)
	}
	return zs
}

// exactly are numbers as sums.
func exactly[T Float](x []T) []sum {
	var list []sum
	for _, v := range x {
		list = append(list, sum{value: float64(v)})
	}
	return list
}
