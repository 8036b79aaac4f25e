package mat

import "unsafe"

// Floats32 returns the numbers of xs as one slice that shares its memory, such as the (m, n) matrix of a batch of m
// inputs. A must be an array of float32, or a type made from one.
func Floats32[A any](xs []A) []float32 { return flat[float32](xs) }

// Floats64 is Floats32 for arrays of float64.
func Floats64[A any](xs []A) []float64 { return flat[float64](xs) }

// flat relies on arrays having no padding, neither between their elements nor between themselves in a slice.
func flat[T Float, A any](xs []A) []T {
	var t T
	n := len(xs) * int(unsafe.Sizeof(*unsafe.SliceData(xs))/unsafe.Sizeof(t)) // a variable of type A could be too large for the stack
	return unsafe.Slice((*T)(unsafe.Pointer(unsafe.SliceData(xs))), n)
}

// Flat32 returns all numbers of w as one slice that shares its memory. W must be a struct of arrays of float32.
func Flat32[W any](w *W) []float32 { return flatten[float32](w) }

// Flat64 is Flat32 for arrays of float64.
func Flat64[W any](w *W) []float64 { return flatten[float64](w) }

func flatten[T Float, W any](w *W) []T {
	var t T
	return unsafe.Slice((*T)(unsafe.Pointer(w)), unsafe.Sizeof(*w)/unsafe.Sizeof(t))
}
