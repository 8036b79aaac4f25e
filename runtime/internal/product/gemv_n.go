package product

import "github.com/nngen/nngen/runtime/internal/mat"

// fitN reports whether the lengths of gemvN's arguments fit together.
func fitN(y, w, b, x int) bool { return w >= y*x && b == y }

// gemvN computes y = W·x + b, where W is (len(y), len(x)); results below floor become floor.
func gemvN[T mat.Float](y, w, b, x []T, floor T) {
	mat.MulN(y, w, x, len(x))
	mat.AddTo(y, b)
	mat.Raise(y, floor)
}
