package mat

import "sync"

// F32Argmax returns the index of the first largest entry of y. NaN is left aside; 0 if there is nothing else.
func F32Argmax(y []float32) int { return argmax(y) }

// F64Argmax is F32Argmax for float64.
func F64Argmax(y []float64) int { return argmax(y) }

// F32Fill sets each entry of w to v.
func F32Fill(w []float32, v float32) { Fill(w, v) }

// F64Fill is F32Fill for float64.
func F64Fill(w []float64, v float64) { Fill(w, v) }

// Grow returns s with length n. It allocates only where the capacity of s is too small, and exactly n entries then.
// The contents are unspecified.
func Grow[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n)
	}
	return s[:n]
}

// Borrow returns n numbers that a pool keeps, which the caller puts back. Their contents are unspecified.
func Borrow[T Float](pool *sync.Pool, n int) *[]T {
	s, ok := pool.Get().(*[]T)
	if !ok {
		s = new([]T)
	}
	*s = Grow(*s, n)
	return s
}

func argmax[T Float](y []T) int {
	best := 0
	for i, v := range y {
		if v > y[best] || y[best] != y[best] && v == v {
			best = i
		}
	}
	return best
}

// Fill sets each entry of w to v.
func Fill[T Float](w []T, v T) {
	for i := range w {
		w[i] = v
	}
}

// F32ClassOf is F32Argmax, but -1 where any entry is NaN.
func F32ClassOf(y []float32) int { return classOf(y) }

// F64ClassOf is F32ClassOf for float64.
func F64ClassOf(y []float64) int { return classOf(y) }

func classOf[T Float](y []T) int {
	for _, v := range y {
		if v != v {
			return -1
		}
	}
	return argmax(y)
}

// F32Answer is 1 where p is at least the threshold, 0 where it is below, and -1 where it is NaN.
func F32Answer(p, threshold float32) int { return answer(p, threshold) }

// F64Answer is F32Answer for float64.
func F64Answer(p, threshold float64) int { return answer(p, threshold) }

func answer[T Float](p, threshold T) int {
	switch {
	case p >= threshold:
		return 1
	case p < threshold:
		return 0
	}
	return -1
}
