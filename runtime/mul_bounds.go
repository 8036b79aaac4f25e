package nn

import "math"

// hasRoom reports whether a slice of a length has room for a (rows, cols) matrix whose rows begin ld entries apart.
func hasRoom(length, rows, cols, ld int) bool {
	return ld >= cols && (rows == 0 || length >= (rows-1)*ld+cols)
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
