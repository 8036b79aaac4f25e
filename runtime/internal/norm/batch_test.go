package norm

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/nngen/nngen/runtime/internal/kerneltest"
)

// TestBatchNorm holds batch_norm with and without a relu, and its gradient behind one, against the definition in float64: of several pieces
// of channels, of one entry and of odd lengths, around a mean that is far from 0, where the result takes the place of what it is made of.
func TestBatchNorm(t *testing.T) {
	kerneltest.AtLevels(t, func(t *testing.T) {
		r := rand.New(rand.NewPCG(7, 8))
		for _, inner := range []int{1, 2, 5, 13, 150, 1100} {
			const channels = 35
			rows := 3
			if inner == 1 {
				rows = 150
			}
			x, dz := numbers(r, rows*channels*inner, 100), numbers(r, rows*channels*inner, 0)
			gamma, beta := numbers(r, channels, 1), numbers(r, channels, 0)
			for _, relu := range []bool{false, true} {
				f := F32BatchNorm
				if relu {
					f = F32BatchNormRelu
				}
				y, n, moments := single(x), make([]float32, len(x)), make([]float32, 2*channels)
				f(y, n, moments, y, single(gamma), single(beta), inner, 1e-3)
				holdBatchNorm(t, x, gamma, beta, inner, relu, y, n, moments)

				dx, dgamma, dbeta := single(dz), make([]float32, channels), make([]float32, channels)
				if relu {
					F32BatchNormReluGrad(dx, dgamma, dbeta, dx, n, y, single(gamma), moments, inner, 1e-3)
				} else {
					F32BatchNormGrad(dx, dgamma, dbeta, dx, n, single(gamma), moments, inner, 1e-3)
				}
				holdBatchNormGrad(t, dz, y, n, gamma, moments, inner, relu, dx, dgamma, dbeta)
			}
		}
	})
}

func numbers(r *rand.Rand, n int, mean float64) []float64 {
	s := make([]float64, n)
	for i := range s {
		s[i] = float64(float32(mean + r.NormFloat64()))
	}
	return s
}

func single(s []float64) []float32 {
	list := make([]float32, len(s))
	for i, v := range s {
		list[i] = float32(v)
	}
	return list
}

// channel lists the places of a channel.
func channel(c, channels, inner, size int) (list []int) {
	for at := c * inner; at < size; at += channels * inner {
		for i := range inner {
			list = append(list, at+i)
		}
	}
	return list
}

func holdBatchNorm(t *testing.T, x, gamma, beta []float64, inner int, relu bool, y, n, moments []float32) {
	t.Helper()
	channels := len(gamma)
	for c := range channels {
		places := channel(c, channels, inner, len(x))
		mean, variance := 0.0, 0.0
		for _, i := range places {
			mean += x[i] / float64(len(places))
		}
		for _, i := range places {
			variance += (x[i] - mean) * (x[i] - mean) / float64(len(places))
		}
		near(t, "mean", inner, float64(moments[c]), mean, 1e-7)
		near(t, "variance", inner, float64(moments[channels+c]), variance, 1e-6)
		for _, i := range places {
			want := (x[i] - mean) / math.Sqrt(variance+1e-3)
			near(t, "standardized", inner, float64(n[i]), want, 2e-5) // the mean was rounded to float32
			want = gamma[c]*want + beta[c]
			if relu {
				want = max(0, want)
			}
			near(t, "result", inner, float64(y[i]), want, 6e-5)
		}
	}
}

func holdBatchNormGrad(t *testing.T, dz []float64, y, n []float32, gamma []float64, moments []float32, inner int, relu bool, dx, dgamma, dbeta []float32) {
	t.Helper()
	channels := len(gamma)
	for c := range channels {
		places := channel(c, channels, inner, len(dz))
		d := func(i int) float64 {
			if relu && y[i] <= 0 {
				return 0
			}
			return dz[i]
		}
		sum, along, count := 0.0, 0.0, float64(len(places))
		for _, i := range places {
			sum += d(i)
			along += d(i) * float64(n[i])
		}
		near(t, "dbeta", inner, float64(dbeta[c]), sum, 1e-7*count)
		near(t, "dgamma", inner, float64(dgamma[c]), along, 1e-7*count)
		for _, i := range places {
			want := (d(i) - sum/count - float64(n[i])*along/count) * gamma[c] / math.Sqrt(float64(moments[channels+c])+1e-3)
			near(t, "dx", inner, float64(dx[i]), want, 1e-5)
		}
	}
}
