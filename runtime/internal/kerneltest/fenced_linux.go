package kerneltest

import (
	"syscall"
	"testing"
	"unsafe"

	"github.com/nngen/nngen/runtime/internal/mat"
)

// Fenced hands out slices that end, or begin, where a page begins, or ends, that must not be touched.
type Fenced[T mat.Float] struct {
	T      *testing.T
	AtEnd  bool
	mapped [][]byte
}

// AtFences calls a test at each level of kernels, with slices that begin behind a fence, and with ones that end before it.
func AtFences(t *testing.T, test func(f *Fenced[float32], d *Fenced[float64])) {
	AtLevels(t, func(t *testing.T) {
		for _, atEnd := range []bool{false, true} {
			test(&Fenced[float32]{T: t, AtEnd: atEnd}, &Fenced[float64]{T: t, AtEnd: atEnd})
		}
	})
}

// Slice returns n numbers from [-1, 1).
func (f *Fenced[T]) Slice(n int) []T {
	f.T.Helper()
	var v T
	page, size := syscall.Getpagesize(), n*int(unsafe.Sizeof(v))
	inner := (size + page) / page * page
	all, err := syscall.Mmap(-1, 0, inner+2*page, syscall.PROT_READ|syscall.PROT_WRITE, syscall.MAP_ANON|syscall.MAP_PRIVATE)
	if err != nil {
		f.T.Fatal(err)
	}
	f.mapped = append(f.mapped, all)
	for _, fence := range [][]byte{all[:page], all[page+inner:]} {
		if err := syscall.Mprotect(fence, syscall.PROT_NONE); err != nil {
			f.T.Fatal(err)
		}
	}
	from := page
	if f.AtEnd {
		from += inner - size
	}
	xs := unsafe.Slice((*T)(unsafe.Pointer(&all[from])), n)
	copy(xs, NewArena[T](f.T).Random(n))
	return xs
}

// Free gives the memory back.
func (f *Fenced[T]) Free() {
	for _, all := range f.mapped {
		if err := syscall.Munmap(all); err != nil {
			f.T.Fatal(err)
		}
	}
	f.mapped = nil
}
