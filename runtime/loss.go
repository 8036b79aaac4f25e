package nn

import (
	"unsafe"
)

// ScrossEntropyRows returns the loss of rows of n logits, Σ log(Σ exp(z[i])) - z[t] with the class t of each row.
func ScrossEntropyRows[C ~int](z []float32, ts []C, n int) float64 {
	return scrossEntropyChecked(z, ints(ts), n)
}

// DcrossEntropyRows is ScrossEntropyRows for float64.
func DcrossEntropyRows[C ~int](z []float64, ts []C, n int) float64 {
	return dcrossEntropyChecked(z, ints(ts), n)
}

// ScrossEntropyGradRows computes the gradient of the loss by the logits, dz = (softmax(z) - onehot(t))·factor for each
// row of n, and returns the loss itself, the same bits as ScrossEntropyRows. Where z is less than the largest of its row
// by more than 64 (float64: 640), softmax counts as 0. dz and z may be the same slice.
func ScrossEntropyGradRows[C ~int](dz, z []float32, ts []C, n int, factor float32) float64 {
	return scrossEntropyGradChecked(dz, z, ints(ts), n, factor)
}

// DcrossEntropyGradRows is ScrossEntropyGradRows for float64.
func DcrossEntropyGradRows[C ~int](dz, z []float64, ts []C, n int, factor float64) float64 {
	return dcrossEntropyGradChecked(dz, z, ints(ts), n, factor)
}

// ints is ts as numbers, so that there is one instance of what follows.
func ints[C ~int](ts []C) []int {
	return unsafe.Slice((*int)(unsafe.Pointer(unsafe.SliceData(ts))), len(ts))
}

//go:noinline
func scrossEntropyChecked(z []float32, ts []int, n int) float64 {
	mustFit(len(z) == len(ts)*n, "crossEntropyRows")
	mustBeClasses(ts, n)
	return scrossEntropyRows(z, ts, n)
}

//go:noinline
func dcrossEntropyChecked(z []float64, ts []int, n int) float64 {
	mustFit(len(z) == len(ts)*n, "crossEntropyRows")
	mustBeClasses(ts, n)
	return dcrossEntropyRows(z, ts, n)
}

//go:noinline
func scrossEntropyGradChecked(dz, z []float32, ts []int, n int, factor float32) float64 {
	mustFit(len(z) == len(ts)*n && len(dz) == len(z), "crossEntropyGradRows")
	mustBeClasses(ts, n)
	return scrossEntropyGradRows(dz, z, ts, n, factor)
}

//go:noinline
func dcrossEntropyGradChecked(dz, z []float64, ts []int, n int, factor float64) float64 {
	mustFit(len(z) == len(ts)*n && len(dz) == len(z), "crossEntropyGradRows")
	mustBeClasses(ts, n)
	return dcrossEntropyGradRows(dz, z, ts, n, factor)
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
