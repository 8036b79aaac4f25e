package nn

import (
	"syscall"
	"testing"
	"unsafe"
)

// fenced hands out slices that end, or begin, where a page begins, or ends, that must not be touched.
type fenced[T Float] struct {
	t      *testing.T
	atEnd  bool
	mapped [][]byte
}

// slice returns n numbers from [-1, 1).
func (f *fenced[T]) slice(n int) []T {
	f.t.Helper()
	var v T
	page, size := syscall.Getpagesize(), n*int(unsafe.Sizeof(v))
	inner := (size + page) / page * page
	all, err := syscall.Mmap(-1, 0, inner+2*page, syscall.PROT_READ|syscall.PROT_WRITE, syscall.MAP_ANON|syscall.MAP_PRIVATE)
	if err != nil {
		f.t.Fatal(err)
	}
	f.mapped = append(f.mapped, all)
	for _, fence := range [][]byte{all[:page], all[page+inner:]} {
		if err := syscall.Mprotect(fence, syscall.PROT_NONE); err != nil {
			f.t.Fatal(err)
		}
	}
	from := page
	if f.atEnd {
		from += inner - size
	}
	xs := unsafe.Slice((*T)(unsafe.Pointer(&all[from])), n)
	copy(xs, newArena[T](f.t).random(n))
	return xs
}

func (f *fenced[T]) free() {
	for _, all := range f.mapped {
		if err := syscall.Munmap(all); err != nil {
			f.t.Fatal(err)
		}
	}
	f.mapped = nil
}

// TestBounds holds that no kernel reads or writes outside its slices: it would crash.
func TestBounds(t *testing.T) {
	atLevels(t, func(t *testing.T) {
		for _, atEnd := range []bool{false, true} {
			testBounds(t, &fenced[float32]{t: t, atEnd: atEnd}, single, singleRules)
			testBounds(t, &fenced[float64]{t: t, atEnd: atEnd}, double, doubleRules)
		}
	})
}

func testBounds[T Float](t *testing.T, f *fenced[T], k kernels[T], rules []rule[T]) {
	for _, n := range []int{1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 33, 63, 64, 65, 127, 129} {
		for _, m := range []int{1, 2, 3, 4, 5, 7, 9, 17} {
			testBoundsMatrix(f, k, m, n)
			testBoundsMatrix(f, k, n, m)
			f.free()
		}
		w, dw, m, v := f.slice(n), f.slice(n), f.slice(n), f.slice(n)
		for _, r := range rules {
			r.run(w, dw, m, v)
		}
		f.free()
	}
}

// testBoundsMatrix runs what multiplies by a (k, n) matrix.
func testBoundsMatrix[T Float](f *fenced[T], kernels kernels[T], k, n int) {
	w, x, b, y := f.slice(k*n), f.slice(k), f.slice(n), f.slice(n)
	kernels.gemvT(y, w, b, x, n)
	kernels.gemvTSparse(y, w, b, x, n)
	kernels.gemvN(y, w, b, x)
	kernels.sumRows(y, w)
	kernels.addBias(w, b)
	for _, m := range []int{1, 2, 3, 4, 5, 6, 7, 8, 9} {
		a, c := f.slice(m*k), f.slice(m*n)
		kernels.gemmNNBiasRelu(c, a, w, b, m, n, k, n)
		kernels.gemmNTBiasRelu(c, a, w, b, m, n, k, k)
		kernels.gemmTN(c, a, w, m, n, k, n)
	}
}
