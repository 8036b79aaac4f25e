package nn

import "github.com/nngen/nngen/runtime/internal/cpu"

// Few is up to how many examples are quicker one by one: n, or narrow where AVX2 multiplies as many numbers at a time as the processor can.
// Products of matrices gain less there, and what skips inputs that are 0 as much.
func Few(n, narrow int) int {
	if cpu.Narrow() {
		return narrow
	}
	return n
}
