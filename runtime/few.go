package nn

import "github.com/nngen/nngen/runtime/internal/cpu"

// Few is up to how many examples are quicker one by one: halves where the processor takes vectors of AVX-512 in halves, narrow where it has AVX2
// alone, else whole. Where AVX2 multiplies as many numbers at a time as there can be, a batch gains less by each row.
func Few(whole, halves, narrow int) int {
	switch {
	case cpu.Halved():
		return halves
	case cpu.Narrow():
		return narrow
	}
	return whole
}
