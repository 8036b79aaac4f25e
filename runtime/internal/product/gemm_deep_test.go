package product

import (
	"fmt"
	"math"
	"runtime"
	"testing"

	"github.com/nngen/nngen/runtime/internal/crew"
	"github.com/nngen/nngen/runtime/internal/kerneltest"
	"github.com/nngen/nngen/runtime/internal/mat"
)

// deepKernels are those of one precision.
type deepKernels[T mat.Float] struct {
	plain, relu func(c, a, b, bias []T, m, n, k, ld int)
}

// deepShapes are rows, units, inputs and the distance of rows: those of the first four are shared by inputs.
var deepShapes = [][4]int{{64, 128, 784, 128}, {64, 33, 785, 48}, {4, 500, 1048, 500}, {37, 101, 449, 112}, {64, 128, 200, 128}, {3, 5, 20, 8}}

// TestGemmDeep holds that products are right, and have the same bits on any number of cores.
func TestGemmDeep(t *testing.T) {
	kerneltest.AtLevels(t, func(t *testing.T) {
		t.Run("float32", func(t *testing.T) { testDeep(t, deepKernels[float32]{F32GemmNNBiasDeep, F32GemmNNBiasDeepRelu}) })
		t.Run("float64", func(t *testing.T) { testDeep(t, deepKernels[float64]{F64GemmNNBiasDeep, F64GemmNNBiasDeepRelu}) })
	})
}

func testDeep[T mat.Float](t *testing.T, kernels deepKernels[T]) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	for _, s := range deepShapes {
		m, n, k, ld := s[0], s[1], s[2], s[3]
		arena := kerneltest.NewArena[T](t)
		a, b, bias := arena.Random(m*k), arena.Random(k*ld), arena.Random(n)
		one, many, relu := arena.Random(m*n), arena.Random(m*n), arena.Random(m*n)
		runtime.GOMAXPROCS(1)
		kernels.plain(one, a, b, bias, m, n, k, ld)
		kernels.relu(relu, a, b, bias, m, n, k, ld)
		what := fmt.Sprint("gemmNNBiasDeep ", s)
		isRelu(t, what, relu, one)
		for i := range one {
			want := biased(bias[i%n])
			for p := range k {
				want.Add(float64(a[i/n*k+p]) * float64(b[p*ld+i%n]))
			}
			kerneltest.Compare(t, what, i, one[i], want)
		}
		for _, cores := range []int{2, 5} {
			runtime.GOMAXPROCS(cores)
			crew.Parallel(8, &kerneltest.Counting{Panic: -1}) // so that helpers are about
			kernels.plain(many, a, b, bias, m, n, k, ld)
			if !kerneltest.SameBits(one, many) {
				t.Errorf("%s depends on the number of cores", what)
			}
		}
		a[len(a)-1] = T(math.NaN())
		kernels.relu(relu, a, b, bias, m, n, k, ld)
		for i, v := range relu {
			if (v != v) != (i/n == m-1) {
				t.Fatalf("%s: entry %d is %v, and the last row alone should be NaN", what, i, v)
			}
		}
		arena.Check(what)
	}
}

// TestGemmDeepRefuses holds that slices that do not fit panic, whichever way the product would go.
func TestGemmDeepRefuses(t *testing.T) {
	for _, s := range deepShapes {
		m, n, k, ld := s[0], s[1], s[2], s[3]
		a, b, bias, c := make([]float32, m*k), make([]float32, k*ld), make([]float32, n), make([]float32, m*n)
		for name, call := range map[string]func(){
			"c":    func() { F32GemmNNBiasDeep(c[1:], a, b, bias, m, n, k, ld) },
			"a":    func() { F32GemmNNBiasDeep(c, a[1:], b, bias, m, n, k, ld) },
			"b":    func() { F32GemmNNBiasDeep(c, a, b[:(k-1)*ld], bias, m, n, k, ld) },
			"bias": func() { F32GemmNNBiasDeep(c, a, b, bias[1:], m, n, k, ld) },
		} {
			func() {
				defer func() {
					if recover() == nil {
						t.Errorf("%v: a %s that is too short was taken", s, name)
					}
				}()
				call()
			}()
		}
	}
}
