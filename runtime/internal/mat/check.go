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
	if xs == 0 || xs != ts {
		panicBatch(what, xs, ts) // apart, so that the check itself is put in the place of calls
	}
	return xs
}

func panicBatch(what string, xs, ts int) {
	if xs == 0 {
		panic(what + ": the batch is empty")
	}
	panic(what + ": the batch has " + strconv.Itoa(xs) + " inputs, but " + strconv.Itoa(ts) + " on the other side")
}

// CheckWeights panics unless there is a weight for each of n examples, none below 0 or not finite, and one above 0. It returns
// their sum.
func CheckWeights[T Float](what string, ws []T, n int) float64 {
	if len(ws) != n {
		panic(what + ": the batch has " + strconv.Itoa(n) + " inputs, but " + strconv.Itoa(len(ws)) + " weights")
	}
	sum := 0.0
	for i, w := range ws {
		if w < 0 || w-w != 0 {
			panic(what + ": the weight of example " + strconv.Itoa(i) + " is below 0 or not finite")
		}
		sum += float64(w)
	}
	if sum == 0 {
		panic(what + ": all weights are 0")
	}
	return sum
}

// CheckRate panics when a learning rate is below 0 or not finite.
func CheckRate(what string, lr float64) {
	if lr < 0 || lr-lr != 0 {
		panic(what + ": a learning rate is 0 or more, and finite")
	}
}

// MustBeClass panics when a target is none of the n classes.
func MustBeClass(class, n int) {
	if class < 0 || class >= n {
		panic("a target is class " + strconv.Itoa(class) + ", but the classes are 0 to " + strconv.Itoa(n-1))
	}
}
