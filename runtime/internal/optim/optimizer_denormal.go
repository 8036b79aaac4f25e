package optim

import (
	"unsafe"

	"github.com/nngen/nngen/runtime/internal/mat"
)

// The smallest normal numbers. The states of units that have died decay to less, and processors are slow with denormal
// numbers, so the optimizers count them as 0.
const (
	leastNormal32 = 0x1p-126
	leastNormal64 = 0x1p-1022
)

// leastNormal is the smallest normal number of T.
func leastNormal[T mat.Float]() T {
	var t T
	if unsafe.Sizeof(t) == 4 {
		return leastNormal32
	}
	return leastNormal64
}

// flush returns x, but 0 for what is closer to it than least.
func flush[T mat.Float](x, least T) T {
	if -least < x && x < least {
		return 0
	}
	return x
}
