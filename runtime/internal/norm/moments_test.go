package norm

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/nngen/nngen/runtime/internal/kerneltest"
	"github.com/nngen/nngen/runtime/internal/mat"
)

// TestMomentsTooLarge holds that a gradient of a channel whose variance is too large is not finite, so that no step is taken with it, and that
// where it is finite, so are the running statistics behind the step. Other channels do not change.
func TestMomentsTooLarge(t *testing.T) {
	kerneltest.AtLevels(t, func(t *testing.T) {
		for _, inner := range []int{1, 3, 20} {
			for _, size := range []float32{1e18, 1.2e19, 1.4e19, 1e20, 1e30, math.MaxFloat32} {
				testTooLarge(t, size, inner, F32BatchNorm, F32BatchNormGrad, F32Moving)
			}
			for _, size := range []float64{1e150, 1e160, math.MaxFloat64} {
				testTooLarge(t, size, inner, F64BatchNorm, F64BatchNormGrad, F64Moving)
			}
		}
	})
}

// testTooLarge takes two rows of two channels, of which the second is of a size.
func testTooLarge[T mat.Float](t *testing.T, size T, inner int, norm func(y, n, moments, x, gamma, beta []T, inner int, epsilon float64),
	grad func(dx, dgamma, dbeta, dz, n, gamma, moments []T, inner int, epsilon float64), move func(r, moment []T, momentum, factor float64)) {
	x, dz := make([]T, 4*inner), make([]T, 4*inner)
	for i := range x {
		x[i], dz[i] = T(i%3), T(1+i%5)
		if i/inner%2 == 1 {
			x[i] = size * T(1-2*(i/2%2))
		}
	}
	y, n, dx, moments, gamma := make([]T, len(x)), make([]T, len(x)), make([]T, len(x)), make([]T, 4), []T{1, 1}
	dgamma, dbeta, running := make([]T, 2), make([]T, 2), []T{0, 0, 1, 1}
	norm(y, n, moments, x, gamma, []T{0, 0}, inner, 1e-5)
	grad(dx, dgamma, dbeta, dz, n, gamma, moments, inner, 1e-5)
	move(running[:2], moments[:2], 0.999, 1)
	move(running[2:], moments[2:], 0.999, Unbiased(2*inner))
	finite := func(v T) bool { return v-v == 0 }
	if !finite(dgamma[0]) || !finite(running[0]) || !finite(running[2]) {
		t.Errorf("%d entries of %g: the other channel has a gradient of %g, and moves to %g and %g", inner, size, dgamma[0], running[0], running[2])
	}
	if finite(dgamma[1]) && (!finite(running[1]) || !finite(running[3])) {
		t.Errorf("%d entries of %g: the gradient is %g, but the running statistics %g and %g", inner, size, dgamma[1], running[1], running[3])
	}
}

// TestMomentsFar holds the moments of channels against float64 where the first row is as far away from the others as it can be, as that of an
// input is which is seldom anything but 0: what is taken off of all says nothing of them then.
func TestMomentsFar(t *testing.T) {
	kerneltest.AtLevels(t, func(t *testing.T) {
		r := rand.New(rand.NewPCG(17, 18))
		for _, inner := range []int{1, 20} {
			for _, rows := range []int{64, 1024} {
				const channels = 35
				x := numbers(r, rows*channels*inner, 0)
				for i := range channels * inner {
					x[i] += 1000 * float64(1+i/inner%3)
				}
				moments := make([]float32, 2*channels)
				F32BatchMoments(moments, single(x), inner)
				for c := range channels {
					mean, variance := definedMoments(x, c, channels, inner)
					near(t, "mean", c, float64(moments[c]), mean, 1e-5)
					near(t, "variance over size", c, float64(moments[channels+c])/variance, 1, 1e-5)
				}
			}
		}
	})
}

// definedMoments are the mean and the variance of channel c by definition.
func definedMoments(x []float64, c, channels, inner int) (mean, variance float64) {
	var entries []float64
	for at := c * inner; at < len(x); at += channels * inner {
		entries = append(entries, x[at:at+inner]...)
	}
	for _, v := range entries {
		mean += v / float64(len(entries))
	}
	for _, v := range entries {
		variance += (v - mean) * (v - mean) / float64(len(entries))
	}
	return mean, variance
}
