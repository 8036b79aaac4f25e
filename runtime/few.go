package nn

import "github.com/nngen/nngen/runtime/internal/cpu"

// Few is up to how many examples are quicker one by one: n, or narrow where AVX2 multiplies as many numbers at a time as the processor can, and
// three times as many where there is no AVX-512, whose products of matrices keep more sums under way. What skips inputs that are 0 gains as much
// there.
func Few(n, narrow int) int {
	switch {
	case !cpu.Narrow():
		return n
	case cpu.Halved():
		return narrow
	}
	return 3 * narrow
}
