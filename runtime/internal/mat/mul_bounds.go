package mat

import (
	"math"
	"math/bits"
)

// HasRoom reports whether a slice of a length has room for a (rows, cols) matrix whose rows begin ld entries apart.
func HasRoom(length, rows, cols, ld int) bool { return Lack(length, rows, cols, ld) == 0 }

// Lack is 0 where a slice has room, else -1. Checks of several lengths are one branch that way.
func Lack(length, rows, cols, ld int) int {
	return ((ld - cols) | (length - (rows-1)*ld - cols)) >> (bits.UintSize - 1)
}

// Unbounded is the floor of results that have none.
func Unbounded[T Float]() T { return T(math.Inf(-1)) }

// Raise sets the entries of y that are below floor to floor.
func Raise[T Float](y []T, floor T) {
	for i, v := range y {
		if v < floor {
			y[i] = floor
		}
	}
}

// WholeRows reports whether size numbers are whole rows of n.
func WholeRows(size, n int) bool { return size == 0 || size == n || n > 0 && size%n == 0 }
