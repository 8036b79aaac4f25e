//go:build amd64 && !purego

package product

import (
	"fmt"
	"math"
	"runtime"
	"sync"
	"testing"

	"github.com/nngen/nngen/runtime/internal/cpu"
	"github.com/nngen/nngen/runtime/internal/kerneltest"
	"github.com/nngen/nngen/runtime/internal/mat"
)

// needsAMX skips a test where the processor or the operating system has no tiles.
func needsAMX(t *testing.T) {
	if !cpu.AMX || !cpu.AMXAllowed() {
		t.Skip("no AMX")
	}
}

// tiled are the products by tiles, whatever the size.
func tiled() matrixKernels[float32] {
	k := singleMatrix
	product := func(g product[float32]) {
		if g.size() > 0 {
			byTiles(&g)
		}
	}
	none := mat.Unbounded[float32]()
	k.gemmNN = func(c, a, b []float32, m, n, k, ld int) { product(gemmNN(c, a, b, nil, m, n, k, ld, none)) }
	k.gemmNT = func(c, a, b []float32, m, n, k, ld int) { product(gemmNT(c, a, b, nil, m, n, k, ld, none)) }
	k.gemmTN = func(c, a, b []float32, m, n, k, ld int) { product(gemmTN(c, a, b, m, n, k, ld)) }
	k.gemmNNBias = func(c, a, b, bias []float32, m, n, k, ld int) { product(gemmNN(c, a, b, bias, m, n, k, ld, none)) }
	k.gemmNTBias = func(c, a, b, bias []float32, m, n, k, ld int) { product(gemmNT(c, a, b, bias, m, n, k, ld, none)) }
	k.gemmNNBiasRelu = func(c, a, b, bias []float32, m, n, k, ld int) { product(gemmNN(c, a, b, bias, m, n, k, ld, 0)) }
	k.gemmNTBiasRelu = func(c, a, b, bias []float32, m, n, k, ld int) { product(gemmNT(c, a, b, bias, m, n, k, ld, 0)) }
	return k
}

// amxShapes are all sizes around those of tiles, panels and pieces, and an A and a B of which a part alone is split
// whole.
func amxShapes() [][3]int {
	shapes := [][3]int{{256, 128, 784}, {70, 300, 600}, {300, 270, 1030}, {513, 290, 512}, {2000, 64, 64}, {3, 2000, 70}, {1, 1, 9000},
		{64, 128, 784}, {50, 200, 1100}, {17, 33, 2000}, {128, 128, 513}, {100, 40, 66}, {33, 17, 67}, {70, 64, 68}, {40, 50, 100}, {64, 33, 516}}
	for _, m := range []int{1, 2, 15, 16, 17, 31, 32, 33, 47, 48, 49, 64, 65} {
		for _, k := range []int{1, 2, 15, 16, 17, 31, 32, 33, 47, 48, 49, 64, 65} {
			shapes = append(shapes, [3]int{m, 1 + (m*k)%70, k})
		}
	}
	for n := 1; n < 130; n++ {
		shapes = append(shapes, [3]int{n%37 + 1, n, n%7 + 60})
	}
	return shapes
}

func TestAMX(t *testing.T) {
	needsAMX(t)
	for i, s := range amxShapes() {
		if testing.Short() && i%8 > 0 {
			continue
		}
		testGemmShape(t, tiled(), s[0], s[1], s[2], s[2]%3)
	}
}

// TestAMXChoice holds that the products that tiles are made for are left to them, and small ones are not.
func TestAMXChoice(t *testing.T) {
	for _, c := range []struct {
		m, n, k int
		want    bool
	}{
		{256, 1024, 1024, true}, {256, 128, 784, true}, {64, 128, 784, true}, {784, 128, 64, true}, {128, 128, 128, true},
		{64, 64, 64, false}, {64, 128, 64, false}, {256, 10, 64, false}, {1, 1024, 1024, false}, {16, 128, 784, false}, {256, 64, 67, true}, {256, 20, 64, false}, {32, 64, 13, false},
		{32, 1024, 1024, true}, {32, 512, 512, false}, {16, 1024, 1024, false},
	} {
		if got := (&product[float32]{m: c.m, n: c.n, k: c.k, ldb: c.n}).suitsTiles(); got != c.want {
			t.Errorf("(%d, %d, %d) by tiles: %t, want %t", c.m, c.n, c.k, got, c.want)
		}
	}
}

// TestAMXPrecision holds that no part of a number is left out: the sums, which have no cancellation, are as exact as
// those of float32.
func TestAMXPrecision(t *testing.T) {
	needsAMX(t)
	const m, n, k = 96, 80, 64
	arena := kerneltest.NewArena[float32](t)
	a, b, c := arena.Random(m*k), arena.Random(k*n), make([]float32, m*n)
	for _, list := range [][]float32{a, b} {
		for i, v := range list {
			list[i] = 1 + v*v
		}
	}
	tiled().gemmNN(c, a, b, m, n, k, n)
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
	defer func() { cpu.AMX = true }()
	cpu.AMX = false
	for _, s := range [][3]int{{130, 120, 70}, {270, 290, 530}, {64, 128, 784}} {
		m, n, k := s[0], s[1], s[2]
		for _, odd := range []float64{math.NaN(), math.Inf(1), math.Inf(-1), math.MaxFloat32} {
			for _, at := range []float64{0, 0.3, 0.99999} {
				arena := kerneltest.NewArena[float32](t)
				a, b, bias := arena.Random(m*k), arena.Random(k*n), arena.Random(n)
				a[int(at*float64(len(a)))] = float32(odd)
				sameByVectors(t, fmt.Sprintf("%v, A has %v", s, odd), a, b, bias, m, n, k)
				sameByVectors(t, fmt.Sprintf("%v, A has %v, B is 0", s, odd), a, make([]float32, k*n), bias, m, n, k)
				a[int(at*float64(len(a)))], b[int(at*float64(len(b)))] = 0.5, float32(odd)
				sameByVectors(t, fmt.Sprintf("%v, B has %v", s, odd), a, b, bias, m, n, k)
				clear(a)
				sameByVectors(t, fmt.Sprintf("%v, A is 0, B has %v", s, odd), a, b, bias, m, n, k)
			}
		}
	}
}

// sameByVectors holds the products against those without tiles, bit by bit.
func sameByVectors(t *testing.T, what string, a, b, bias []float32, m, n, k int) {
	t.Helper()
	results := func(k0 matrixKernels[float32]) (list [3][]float32) {
		for i := range list {
			list[i] = make([]float32, m*n)
		}
		k0.gemmNNBiasRelu(list[0], a, b, bias, m, n, k, n)
		k0.gemmNTBias(list[1], a, b, bias, m, n, k, k)
		k0.gemmTN(list[2], a, b, m, n, k, n)
		return list
	}
	got, want := results(tiled()), results(singleMatrix)
	for i := range got {
		if !kerneltest.SameBits(got[i], want[i]) {
			t.Fatalf("%s of %s: the result is not that of vectors", []string{"gemmNN", "gemmNT", "gemmTN"}[i], what)
		}
	}
}

// TestAMXLast holds that NaN and infinity among the last entries of k, which are not split, come where vectors have them.
func TestAMXLast(t *testing.T) {
	needsAMX(t)
	const m, n = 70, 50
	for k := 65; k <= 68; k++ {
		for _, odd := range []float64{math.NaN(), math.Inf(1), math.Inf(-1), math.MaxFloat32} {
			arena := kerneltest.NewArena[float32](t)
			a, b, got, want := arena.Random(m*k), arena.Random(k*n), make([]float32, m*n), make([]float32, m*n)
			a[7*k+64], a[m*k-1], b[(k-1)*n+3], b[64*n+5] = float32(odd), float32(odd), float32(-odd), 0
			tiled().gemmNN(got, a, b, m, n, k, n)
			cpu.AMX = false
			F32GemmNN(want, a, b, m, n, k, n)
			cpu.AMX = true
			for at, g := range got {
				w := want[at]
				if d := math.Abs(float64(g - w)); g != w && !(d <= 1e-5+1e-6*math.Abs(float64(w))) && (g == g || w == w) {
					t.Fatalf("k = %d with %v: entry %d is %v, that of vectors %v", k, odd, at, g, w)
				}
			}
		}
	}
}

// TestAMXScales holds that numbers of every size have the precision that vectors have, overflow to infinity and not to
// NaN, and vanish only where float32 does.
func TestAMXScales(t *testing.T) {
	needsAMX(t)
	const m, n, k = 96, 80, 64
	for _, e := range [][2]int{
		{0, 0}, {-100, 0}, {-101, 0}, {-130, 0}, {-114, 120}, {-126, 120}, {-140, 120}, {-60, -60}, {-70, -70}, {60, 60}, {63, 63}, {70, 70}, {126, 126},
	} {
		arena := kerneltest.NewArena[float32](t)
		a, b, c, want := arena.Random(m*k), arena.Random(k*n), make([]float32, m*n), make([]float32, m*n)
		for i, v := range a {
			a[i] = float32(math.Ldexp(1+math.Abs(float64(v)), e[0]))
		}
		for i, v := range b {
			b[i] = float32(math.Ldexp(1+math.Abs(float64(v)), e[1]))
		}
		tiled().gemmNN(c, a, b, m, n, k, n)
		cpu.AMX = false
		F32GemmNN(want, a, b, m, n, k, n)
		cpu.AMX = true
		for at, got := range c {
			if d := math.Abs(float64(got)/float64(want[at]) - 1); got != want[at] && !(d < 0x1p-20) && math.Abs(float64(got-want[at])) > k*0x1p-149 {
				t.Fatalf("2^%d times 2^%d: entry %d is %v, that of vectors %v", e[0], e[1], at, got, want[at])
			}
		}
	}
}

// TestAMXUneven holds that rows far smaller than others give the same bits on any number of cores.
func TestAMXUneven(t *testing.T) {
	needsAMX(t)
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	const m, n, k = 256, 128, 784
	for _, e := range []int{-40, -110, -140} {
		arena := kerneltest.NewArena[float32](t)
		a, b, want, got := arena.Random(m*k), arena.Random(k*n), make([]float32, m*n), make([]float32, m*n)
		for i := range a[m*k/2:] {
			a[m*k/2+i] *= float32(math.Ldexp(1, e))
		}
		runtime.GOMAXPROCS(1)
		F32GemmNN(want, a, b, m, n, k, n)
		for _, cores := range []int{2, 3, 4} {
			runtime.GOMAXPROCS(cores)
			F32GemmNN(got, a, b, m, n, k, n)
			if !kerneltest.SameBits(got, want) {
				t.Fatalf("rows of size 2^%d: %d cores give other bits than one", e, cores)
			}
		}
	}
}

// TestAMXParts holds that parts of k give the same bits on any number of cores, whoever adds them up, and when.
func TestAMXParts(t *testing.T) {
	needsAMX(t)
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	for _, s := range [][3]int{{64, 128, 784}, {17, 300, 1000}, {50, 200, 1100}} {
		m, n, k := s[0], s[1], s[2]
		arena := kerneltest.NewArena[float32](t)
		a, b, bias, want, got := arena.Random(m*k), arena.Random(k*n), arena.Random(n), make([]float32, m*n), make([]float32, m*n)
		runtime.GOMAXPROCS(1)
		F32GemmNNBiasRelu(want, a, b, bias, m, n, k, n)
		for i := range 200 {
			runtime.GOMAXPROCS(2 + i%3)
			mat.Fill(got, 7)
			F32GemmNNBiasRelu(got, a, b, bias, m, n, k, n)
			if !kerneltest.SameBits(got, want) {
				t.Fatalf("%v: %d cores give other bits than one", s, 2+i%3)
			}
		}
	}
}

// TestAMXRecovers holds that tiles, whose bits are not those of vectors, compute again what comes after a NaN.
func TestAMXRecovers(t *testing.T) {
	needsAMX(t)
	const m, n, k = 256, 128, 784
	arena := kerneltest.NewArena[float32](t)
	a, b, before, after, vectors := arena.Random(m*k), arena.Random(k*n), make([]float32, m*n), make([]float32, m*n), make([]float32, m*n)
	F32GemmNN(before, a, b, m, n, k, n)
	kept := a[7]
	a[7] = float32(math.NaN())
	F32GemmNN(after, a, b, m, n, k, n)
	a[7] = kept
	F32GemmNN(after, a, b, m, n, k, n)
	cpu.AMX = false
	F32GemmNN(vectors, a, b, m, n, k, n)
	cpu.AMX = true
	if !kerneltest.SameBits(before, after) || kerneltest.SameBits(before, vectors) {
		t.Error("tiles do not compute the product any more")
	}
}

// TestAMXRowsStandAlone holds that a row has the same bits whatever the others hold, and wherever it stands.
func TestAMXRowsStandAlone(t *testing.T) {
	needsAMX(t)
	const m, n, k = 300, 290, 530
	arena := kerneltest.NewArena[float32](t)
	a, b := arena.Random(m*k), arena.Random(k*n)
	want, got := make([]float32, m*n), make([]float32, m*n)
	tiled().gemmNN(want, a, b, m, n, k, n)
	for i := 0; i < m; i += 13 {
		turned := append(append([]float32{}, a[i*k:]...), a[:i*k]...)
		tiled().gemmNN(got, turned, b, m, n, k, n)
		if !kerneltest.SameBits(got[:n], want[i*n:][:n]) {
			t.Fatalf("row %d has other bits as the first", i)
		}
	}
}

// TestAMXInterrupted holds that tiles survive what the scheduler does to threads: more goroutines than cores multiply
// while garbage is collected.
func TestAMXInterrupted(t *testing.T) {
	needsAMX(t)
	const m, n, k = 300, 290, 530 // so large that cores share it
	arena := kerneltest.NewArena[float32](t)
	a, b, want := arena.Random(m*k), arena.Random(k*n), make([]float32, m*n)
	tiled().gemmNN(want, a, b, m, n, k, n)
	var workers sync.WaitGroup
	for range 2 * runtime.GOMAXPROCS(0) {
		workers.Go(func() {
			got := make([]float32, m*n)
			for range 20 {
				tiled().gemmNN(got, a, b, m, n, k, n)
				if !kerneltest.SameBits(got, want) {
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
