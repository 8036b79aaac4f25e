package softmax

import (
	"unsafe"

	"github.com/nngen/nngen/runtime/internal/mat"
)

// F32CrossEntropyRows returns the loss of rows of n logits, Σ log(Σ exp(z[i])) - z[t] with the class t of each row.
//
//go:noinline
func F32CrossEntropyRows(z []float32, ts []int, n int) float64 {
	mat.MustFit(len(z) == len(ts)*n, "crossEntropyRows")
	MustBeClasses(ts, n)
	return f32CrossEntropyRows(z, ts, n)
}

// F64CrossEntropyRows is F32CrossEntropyRows for float64.
//
//go:noinline
func F64CrossEntropyRows(z []float64, ts []int, n int) float64 {
	mat.MustFit(len(z) == len(ts)*n, "crossEntropyRows")
	MustBeClasses(ts, n)
	return f64CrossEntropyRows(z, ts, n)
}

// F32CrossEntropyGradRows computes the gradient of the loss by the logits, dz = (softmax(z) - onehot(t))·factor for each
// row of n, and returns the loss itself, the same bits as F32CrossEntropyRows. Where z is less than the largest of its row
// by more than 64 (float64: 640), softmax counts as 0. dz and z may be the same slice.
//
//go:noinline
func F32CrossEntropyGradRows(dz, z []float32, ts []int, n int, factor float32) float64 {
	mat.MustFit(len(z) == len(ts)*n && len(dz) == len(z), "crossEntropyGradRows")
	MustBeClasses(ts, n)
	return f32CrossEntropyGradRows(dz, z, ts, n, factor)
}

// F64CrossEntropyGradRows is F32CrossEntropyGradRows for float64.
//
//go:noinline
func F64CrossEntropyGradRows(dz, z []float64, ts []int, n int, factor float64) float64 {
	mat.MustFit(len(z) == len(ts)*n && len(dz) == len(z), "crossEntropyGradRows")
	MustBeClasses(ts, n)
	return f64CrossEntropyGradRows(dz, z, ts, n, factor)
}

// Ints is ts as numbers, so that there is one instance of what follows.
func Ints[C ~int](ts []C) []int {
	return unsafe.Slice((*int)(unsafe.Pointer(unsafe.SliceData(ts))), len(ts))
}

// MustBeClasses panics unless all of ts are among 0 to n-1.
func MustBeClasses(ts []int, n int) {
	if classesFit(ts, n) {
		return
	}
	for _, class := range ts {
		if uint(class) >= uint(n) {
			mat.MustBeClass(class, n)
		}
	}
}

// areClasses reports whether all of ts are among 0 to n-1.
func areClasses(ts []int, n int) bool {
	for _, class := range ts {
		if uint(class) >= uint(n) {
			return false
		}
	}
	return true
}
