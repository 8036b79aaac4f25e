package product

import (
	"testing"

	"github.com/nngen/nngen/internal/thorough"
	"github.com/nngen/nngen/runtime/internal/kerneltest"
	"github.com/nngen/nngen/runtime/internal/mat"
	"github.com/nngen/nngen/runtime/internal/random"
)

// TestPanels holds the kernels for weights in panels against plain loops.
func TestPanels(t *testing.T) {
	kerneltest.AtLevels(t, func(t *testing.T) {
		t.Run("float32", func(t *testing.T) {
			testPanels(t, singleMatrix, places[float32]{random.F32FillNormal, random.F32FillNormalT, mat.F32TransposePad, mat.F32TransposeUnpad})
		})
		t.Run("float64", func(t *testing.T) {
			testPanels(t, doubleMatrix, places[float64]{random.F64FillNormal, random.F64FillNormalT, mat.F64TransposePad, mat.F64TransposeUnpad})
		})
	})
}

func testPanels[T mat.Float](t *testing.T, kernels matrixKernels[T], places places[T]) {
	r := kerneltest.Shapes(t)
	times := 2
	if thorough.All() && !testing.Short() {
		times = 4
	}
	for range times {
		ld := []int{32, 64, 96}[r.IntN(3)]
		w := tailed[T]{mat.PanelInputs + r.IntN(200), 2*ld + 1 + r.IntN(200), ld}
		w.testGemv(t, kernels)
		w.testPlaces(t, places)
		for _, m := range []int{1, 2 + r.IntN(5), 7 + r.IntN(40), 50 + r.IntN(100)} {
			w.testGemm(t, kernels, m)
		}
	}
	if testing.Short() {
		return // emulators take minutes for what follows
	}
	tailed[T]{1100, 257, 64}.testGemm(t, kernels, 130) // several blocks of rows, first those of all panels
	tailed[T]{1100, 140, 64}.testGemm(t, kernels, 20)  // and those of one
	tailed[T]{300, 1100, 512}.testGemm(t, kernels, 9)
}

// TestPanelsShared holds that products with weights in panels have the same bits on any number of cores, and forward those of weights that lie
// input by input.
func TestPanelsShared(t *testing.T) {
	kerneltest.AtLevels(t, func(t *testing.T) {
		if testing.Short() { // the race detector takes long for Go's kernels
			testPanelsShared(t, tailed[float32]{600, 700, 64}, 37)
			testPanelsShared(t, tailed[float32]{130, 400, 96}, 260)
			return
		}
		for _, s := range []tailed[float32]{{600, 700, 64}, {1000, 1000, 64}, {130, 400, 96}} {
			for _, m := range []int{3, 37, 260} {
				testPanelsShared(t, s, m)
			}
		}
	})
}

func testPanelsShared(t *testing.T, s tailed[float32], m int) {
	arena := kerneltest.NewArena[float32](t)
	w, plain, bias := arena.Random(s.size()), make([]float32, s.k*s.n), arena.Random(s.n)
	for i := range s.k {
		for o := range s.n {
			plain[i*s.n+o] = w[s.at(i, o)]
		}
	}
	x, dz, want := arena.Random(m*s.k), arena.Random(m*s.n), make([]float32, m*s.n)
	F32GemmNNBiasRelu(want, x, plain, bias, m, s.n, s.k, s.n)
	var first [3][]float32
	kerneltest.WithCores(t, func(t *testing.T) {
		got := [3][]float32{make([]float32, m*s.n), make([]float32, m*s.k), make([]float32, s.size())}
		F32GemmNNBiasRelu(got[0], x, w, bias, m, s.n, s.k, s.ld)
		F32GemmNT(got[1], dz, w, m, s.k, s.n, s.ld)
		F32GemmTN(got[2], x, dz, s.k, s.n, m, s.ld)
		if first[0] == nil {
			first = got
		}
		for i := range got {
			if !kerneltest.SameBits(got[i], first[i]) {
				t.Errorf("%d rows, %v: product %d differs by cores", m, s, i)
			}
		}
	})
	if !kerneltest.SameBits(first[0], want) {
		t.Errorf("%d rows, %v: a product with weights in panels has other bits", m, s)
	}
}

// TestPanelsRefused holds that lengths that do not fit panels panic.
func TestPanelsRefused(t *testing.T) {
	v := func(n int) []float32 { return make([]float32, n) }
	for name, call := range map[string]func(){
		"few inputs": func() { F32GemmNN(v(200), v(63), v(63*256), 1, 200, 63, 64) },
		"short":      func() { F32GemmNN(v(200), v(64), v(64*256-1), 1, 200, 64, 64) },
		"long":       func() { F32GemmNN(v(200), v(64), v(64*256+1), 1, 200, 64, 64) },
		"two":        func() { F32GemmNN(v(128), v(64), v(64*128), 1, 128, 64, 60) },
		"gradient":   func() { F32GemmTN(v(64*256-64), v(64), v(200), 64, 200, 1, 64) },
	} {
		t.Run(name, func(t *testing.T) {
			defer func() {
				if recover() == nil {
					t.Error("no panic")
				}
			}()
			call()
		})
	}
}
