package nn

import (
	"math"
	"math/bits"
)

// hasRoom reports whether a slice of a length has room for a (rows, cols) matrix whose rows begin ld entries apart.
func hasRoom(length, rows, cols, ld int) bool { return lack(length, rows, cols, ld) == 0 }

// lack is 0 where a slice has room, else -1. Checks of several lengths are one branch that way.
func lack(length, rows, cols, ld int) int {
	return ((ld - cols) | (length - (rows-1)*ld - cols)) >> (bits.UintSize - 1)
}

// unbounded is the floor of results that have none.
func unbounded[T Float]() T { return T(math.Inf(-1)) }

// raise sets the entries of y that are below floor to floor.
func raise[T Float](y []T, floor T) {
	for i, v := range y {
		if v < floor {
			y[i] = floor
		}
	}
}
