//go:build amd64 && !purego

package nn

import (
	"fmt"
	"math"
	"runtime"
	"sync"
	"testing"
)

// needsAMX skips a test where the processor or the operating system has no tiles.
func needsAMX(t *testing.T) {
	if !amx || !amxAllowed() {
		t.Skip("no AMX")
	}
}

// amxShapes are products that tiles compute: all sizes around those of tiles, panels and pieces, and an A and a B of
// which a part alone is split whole.
func amxShapes() [][3]int {
	shapes := [][3]int{{256, 128, 784}, {70, 300, 600}, {300, 270, 1030}, {513, 290, 512}, {2000, 64, 64}, {64, 2000, 70}}
	for _, m := range []int{112, 113, 127, 128, 129, 145} {
		for _, k := range []int{64, 65, 79, 80, 81, 95, 96, 97} {
			shapes = append(shapes, [3]int{m, 112 + m%33, k})
		}
	}
	for n := 65; n < 130; n++ {
		shapes = append(shapes, [3]int{135, n, 64 + n%7})
	}
	return shapes
}

func TestAMX(t *testing.T) {
	needsAMX(t)
	for i, s := range amxShapes() {
		if testing.Short() && i%8 > 0 {
			continue
		}
		if g := (&product[float32]{m: s[0], n: s[1], k: s[2]}); !g.suitsTiles() {
			t.Fatalf("%v is left to vectors", s)
		}
		testGemmShape(t, single, s[0], s[1], s[2], s[2]%3)
	}
}

// TestAMXPrecision holds that no part of a number is left out: the sums, which have no cancellation, are as exact as
// those of float32.
func TestAMXPrecision(t *testing.T) {
	needsAMX(t)
	const m, n, k = 96, 80, 64
	arena := newArena[float32](t)
	a, b, c := arena.random(m*k), arena.random(k*n), make([]float32, m*n)
	for _, list := range [][]float32{a, b} {
		for i, v := range list {
			list[i] = 1 + v*v
		}
	}
	SgemmNN(c, a, b, m, n, k, n)
	bias := 0.0
	for at, got := range c {
		want := 0.0
		for p := range k {
			want += float64(a[at/n*k+p]) * float64(b[p*n+at%n])
		}
		relative := float64(got)/want - 1
		if math.Abs(relative) > 0x1p-22 {
			t.Fatalf("entry %d is %v, want %v: error %.3g", at, got, want, relative)
		}
		bias += relative / float64(len(c))
	}
	if math.Abs(bias) > 0x1p-25 {
		t.Errorf("the mean error is %.3g: numbers are cut off, not rounded", bias)
	}
}

// TestAMXNotFinite holds that vectors compute a product with NaN, infinity, or a number that cannot be rounded to
// bfloat16, wherever it stands.
func TestAMXNotFinite(t *testing.T) {
	needsAMX(t)
	defer func() { amx = true }()
	for _, s := range [][3]int{{130, 120, 70}, {270, 290, 530}} {
		m, n, k := s[0], s[1], s[2]
		for _, odd := range []float64{math.NaN(), math.Inf(1), math.Inf(-1), math.MaxFloat32} {
			for _, at := range []float64{0, 0.3, 0.99999} {
				arena := newArena[float32](t)
				a, b, bias := arena.random(m*k), arena.random(k*n), arena.random(n)
				a[int(at*float64(len(a)))] = float32(odd)
				sameByVectors(t, fmt.Sprintf("%v, A has %v", s, odd), a, b, bias, m, n, k)
				a[int(at*float64(len(a)))], b[int(at*float64(len(b)))] = 0.5, float32(odd)
				sameByVectors(t, fmt.Sprintf("%v, B has %v", s, odd), a, b, bias, m, n, k)
			}
		}
	}
}

// sameByVectors holds the products against those without tiles, bit by bit.
func sameByVectors(t *testing.T, what string, a, b, bias []float32, m, n, k int) {
	t.Helper()
	for name, gemm := range map[string]func(c []float32){
		"NN": func(c []float32) { SgemmNNBiasRelu(c, a, b, bias, m, n, k, n) },
		"NT": func(c []float32) { SgemmNTBias(c, a, b, bias, m, n, k, k) },
		"TN": func(c []float32) { SgemmTN(c, a, b, m, n, k, n) },
	} {
		got, want := make([]float32, m*n), make([]float32, m*n)
		amx = true
		gemm(got)
		amx = false
		gemm(want)
		if !sameBits(got, want) {
			t.Fatalf("gemm%s %s: the result is not that of vectors", name, what)
		}
	}
}

// TestAMXSmall holds that products of small numbers keep their precision down to where float32 itself loses it.
func TestAMXSmall(t *testing.T) {
	needsAMX(t)
	const m, n, k = 96, 80, 64
	arena := newArena[float32](t)
	a, b, c := arena.random(m*k), arena.random(k*n), make([]float32, m*n)
	for i := range a {
		a[i] *= 0x1p-100
	}
	SgemmNN(c, a, b, m, n, k, n)
	for at, got := range c {
		var want sum
		for p := range k {
			want.add(float64(a[at/n*k+p]) * float64(b[p*n+at%n]))
		}
		compare(t, "small", at, got, want)
	}
	for i := range a {
		a[i] *= 0x1p-30 // denormal
	}
	SgemmNN(c, a, b, m, n, k, n)
	for at, got := range c {
		if math.Abs(float64(got)) > k*0x1p-126 {
			t.Fatalf("entry %d of a product of denormal numbers is %v", at, got)
		}
	}
}

// TestAMXRowsStandAlone holds that a row has the same bits whatever the others hold, and wherever it stands.
func TestAMXRowsStandAlone(t *testing.T) {
	needsAMX(t)
	const m, n, k = 145, 100, 90
	arena := newArena[float32](t)
	a, b := arena.random(m*k), arena.random(k*n)
	want, got := make([]float32, m*n), make([]float32, m*n)
	SgemmNN(want, a, b, m, n, k, n)
	for i := range m {
		turned := append(append([]float32{}, a[i*k:]...), a[:i*k]...)
		SgemmNN(got, turned, b, m, n, k, n)
		if !sameBits(got[:n], want[i*n:][:n]) {
			t.Fatalf("row %d has other bits as the first", i)
		}
	}
}

// TestAMXInterrupted holds that tiles survive what the scheduler does to threads: more goroutines than cores multiply
// while garbage is collected.
func TestAMXInterrupted(t *testing.T) {
	needsAMX(t)
	const m, n, k = 130, 200, 300
	arena := newArena[float32](t)
	a, b, want := arena.random(m*k), arena.random(k*n), make([]float32, m*n)
	SgemmNN(want, a, b, m, n, k, n)
	var workers sync.WaitGroup
	for range 2 * runtime.GOMAXPROCS(0) {
		workers.Go(func() {
			got := make([]float32, m*n)
			for range 200 {
				SgemmNN(got, a, b, m, n, k, n)
				if !sameBits(got, want) {
					t.Error("a product has other bits beside others")
					return
				}
			}
		})
	}
	for range 50 {
		runtime.GC()
	}
	workers.Wait()
}
