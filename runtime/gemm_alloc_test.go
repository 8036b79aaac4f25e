//go:build !race

package nn_test

import (
	"runtime"
	"testing"

	nn "github.com/nngen/nngen/runtime"
)

// TestGemvKeepsStack holds that gemv leaves the caller's arrays on its stack.
func TestGemvKeepsStack(t *testing.T) {
	noAllocs(t, "float32", func() {
		var y, b, x [9]float32
		var w [81]float32
		nn.SgemvT(y[:], w[:], b[:], x[:], 9)
		nn.SgemvTRelu(y[:], w[:], b[:], x[:], 9)
		nn.SgemvN(y[:], w[:], b[:], x[:])
		nn.SgemvNRelu(y[:], w[:], b[:], x[:])
	})
	noAllocs(t, "float64", func() {
		var y, b, x [9]float64
		var w [81]float64
		nn.DgemvT(y[:], w[:], b[:], x[:], 9)
		nn.DgemvTRelu(y[:], w[:], b[:], x[:], 9)
		nn.DgemvN(y[:], w[:], b[:], x[:])
		nn.DgemvNRelu(y[:], w[:], b[:], x[:])
	})
}

// TestGemmAllocs holds that large products, which are copied and shared between cores, use again what they allocated.
// The race detector lets pools forget what they keep.
func TestGemmAllocs(t *testing.T) {
	const m, n, k = 513, 520, 40
	a, b, c, bias := make([]float32, m*k), make([]float32, k*n), make([]float32, m*n), make([]float32, n)
	for name, gemm := range map[string]func(){
		"NN": func() { nn.SgemmNNBias(c, a, b, bias, m, n, k, n) },
		"NT": func() { nn.SgemmNT(c, a, b, m, n, k, k) },
		"TN": func() { nn.SgemmTN(c, a, b, m, n, k, n) },
	} {
		for _, cores := range []int{1, 2} {
			if per := allocsPer(100, cores, gemm); per > 0.5 {
				t.Errorf("gemm%s allocates %v times on %d cores", name, per, cores)
			}
		}
	}
}

// allocsPer is how often run allocates on average, on that many cores; testing.AllocsPerRun knows only one.
func allocsPer(runs, cores int, run func()) float64 {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(cores))
	for range 10 {
		run()
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	for range runs {
		run()
	}
	runtime.ReadMemStats(&after)
	return float64(after.Mallocs-before.Mallocs) / float64(runs)
}
