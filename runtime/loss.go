package nn

import (
	"unsafe"
)

// F32CrossEntropyRows returns the loss of rows of n logits, Σ log(Σ exp(z[i])) - z[t] with the class t of each row.
func F32CrossEntropyRows[C ~int](z []float32, ts []C, n int) float64 {
	return f32CrossEntropyChecked(z, ints(ts), n)
}

// F64CrossEntropyRows is F32CrossEntropyRows for float64.
func F64CrossEntropyRows[C ~int](z []float64, ts []C, n int) float64 {
	return f64CrossEntropyChecked(z, ints(ts), n)
}

// F32CrossEntropyGradRows computes the gradient of the loss by the logits, dz = (softmax(z) - onehot(t))·factor for each
// row of n, and returns the loss itself, the same bits as F32CrossEntropyRows. Where z is less than the largest of its row
// by more than 64 (float64: 640), softmax counts as 0. dz and z may be the same slice.
func F32CrossEntropyGradRows[C ~int](dz, z []float32, ts []C, n int, factor float32) float64 {
	return f32CrossEntropyGradChecked(dz, z, ints(ts), n, factor)
}

// F64CrossEntropyGradRows is F32CrossEntropyGradRows for float64.
func F64CrossEntropyGradRows[C ~int](dz, z []float64, ts []C, n int, factor float64) float64 {
	return f64CrossEntropyGradChecked(dz, z, ints(ts), n, factor)
}

// ints is ts as numbers, so that there is one instance of what follows.
func ints[C ~int](ts []C) []int {
	return unsafe.Slice((*int)(unsafe.Pointer(unsafe.SliceData(ts))), len(ts))
}

//go:noinline
func f32CrossEntropyChecked(z []float32, ts []int, n int) float64 {
	mustFit(len(z) == len(ts)*n, "crossEntropyRows")
	mustBeClasses(ts, n)
	return f32CrossEntropyRows(z, ts, n)
}

//go:noinline
func f64CrossEntropyChecked(z []float64, ts []int, n int) float64 {
	mustFit(len(z) == len(ts)*n, "crossEntropyRows")
	mustBeClasses(ts, n)
	return f64CrossEntropyRows(z, ts, n)
}

//go:noinline
func f32CrossEntropyGradChecked(dz, z []float32, ts []int, n int, factor float32) float64 {
	mustFit(len(z) == len(ts)*n && len(dz) == len(z), "crossEntropyGradRows")
	mustBeClasses(ts, n)
	return f32CrossEntropyGradRows(dz, z, ts, n, factor)
}

//go:noinline
func f64CrossEntropyGradChecked(dz, z []float64, ts []int, n int, factor float64) float64 {
	mustFit(len(z) == len(ts)*n && len(dz) == len(z), "crossEntropyGradRows")
	mustBeClasses(ts, n)
	return f64CrossEntropyGradRows(dz, z, ts, n, factor)
}

func mustBeClasses(ts []int, n int) {
	if classesFit(ts, n) {
		return
	}
	for _, class := range ts {
		if uint(class) >= uint(n) {
			mustBeClass(class, n)
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
