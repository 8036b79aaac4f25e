package mat

import "strconv"

// CheckLen panics when a slice that the caller hands over does not have the length that the model needs.
func CheckLen(what string, got, want int) {
	if got != want {
		panic(what + ": the slice has " + strconv.Itoa(got) + " entries, but the model needs " + strconv.Itoa(want))
	}
}

// CheckBatch panics when the two halves of a batch are empty or not of one length. It returns the number of examples.
func CheckBatch(what string, xs, ts int) int {
	if xs == 0 {
		panic(what + ": the batch is empty")
	}
	if xs != ts {
		panic(what + ": the batch has " + strconv.Itoa(xs) + " inputs, but " + strconv.Itoa(ts) + " on the other side")
	}
	return xs
}

// MustBeClass panics when a target is none of the n classes.
func MustBeClass(class, n int) {
	if class < 0 || class >= n {
		panic("a target is class " + strconv.Itoa(class) + ", but the classes are 0 to " + strconv.Itoa(n-1))
	}
}
