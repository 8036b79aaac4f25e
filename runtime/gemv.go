package nn

// The wrappers are not inlined: in the caller's package the compiler would not see that the generic bodies keep none of
// their arguments, and would move the caller's scratch to the heap.

// SgemvN computes y = W·x + b, where W is (len(y), len(x)):
//
//	for i := range y {
//		y[i] = b[i]
//		for j := range x {
//			y[i] += w[i*len(x)+j] * x[j]
//		}
//	}
//
// but adds in another order.
//
//go:noinline
func SgemvN(y, w, b, x []float32) { gemvN(y, w, b, x) }

// DgemvN is SgemvN for float64.
//
//go:noinline
func DgemvN(y, w, b, x []float64) { gemvN(y, w, b, x) }

// SgemvT computes y = Wᵀ·x + b, where W is (len(x), len(y)):
//
//	for j := range y {
//		y[j] = b[j]
//		for i := range x {
//			y[j] += w[i*len(y)+j] * x[i]
//		}
//	}
//
// but adds in another order.
//
//go:noinline
func SgemvT(y, w, b, x []float32) { gemvT(y, w, b, x) }

// DgemvT is SgemvT for float64.
//
//go:noinline
func DgemvT(y, w, b, x []float64) { gemvT(y, w, b, x) }

func gemvN[T Float](y, w, b, x []T) {
	mustFit(len(w) == len(y)*len(x) && len(b) == len(y), "gemvN")
	mulN(y, w, x)
	addTo(y, b)
}

func gemvT[T Float](y, w, b, x []T) {
	mustFit(len(w) == len(x)*len(y) && len(b) == len(y), "gemvT")
	mulT(y, w, x, len(x), 1)
	addTo(y, b)
}
