package mat

// The tail of weights is described in the package's documentation. Kernels see it by an ld less than the number of units.

// TailUnits is how many units a tail has at most: as many as the kernels for products of few columns take at a time.
const TailUnits = 4

// DotUnits is up to how many columns a product is computed as sums over the lanes of vectors, where these sums have more than DotInputs
// times as many summands: adding up the lanes in the end then does not count.
const DotUnits, DotInputs = 12, 10

// HasTail reports whether weights of that length are those of k inputs and n units with a tail. What stands before it is
// whole vectors of AVX2, and more than the kernels for narrow layers take.
func HasTail(length, k, n, ld int) bool {
	return ld >= Narrow32 && ld < n && n <= ld+TailUnits && ld%8 == 0 && length == k*n
}

// LackUnits is 0 where a slice has room for the weights of k inputs and n units, with or without a tail, else -1.
func LackUnits(length, k, n, ld int) int {
	if HasTail(length, k, n, ld) {
		return 0
	}
	return lack(length, k, n, ld)
}
