package rows

import "github.com/nngen/nngen/runtime/internal/mat"

// Mask is the part of a dropout mask that does not change within a training step.
type Mask struct {
	base   uint64
	silent uint64 // of 2²⁴ units, how many are silenced
	scale  float64
}

// NewMask prepares the mask of one dropout for one step: a function of the seed, of which dropout of the network it is,
// and of the number of updates so far. The rate is the share of units that is silenced, in [0, 1).
func NewMask(rate float64, seed, stream, updates uint64) Mask {
	silent := uint64(rate * (1 << 24))
	if float64(silent) < rate*(1<<24) {
		silent++
	}
	return Mask{mix(mix(seed+golden*stream) ^ updates), silent, 1 / (1 - rate)}
}

// F32Dropout computes dst = src ∘ mask / (1 − rate), where both have n units a row. A unit is kept where a hash of the
// mask, the row and the unit, as a number in [0, 1), is at least the rate; so the gradient is masked as the signal was.
// dst and src may be the same slice.
//
//go:noinline
func F32Dropout(dst, src []float32, n int, mask Mask) {
	mat.MustFit(len(dst) == len(src) && mat.WholeRows(len(src), n), "dropout")
	f32Dropout(dst, src, n, mask)
}

// F64Dropout is F32Dropout for float64.
//
//go:noinline
func F64Dropout(dst, src []float64, n int, mask Mask) {
	mat.MustFit(len(dst) == len(src) && mat.WholeRows(len(src), n), "dropout")
	f64Dropout(dst, src, n, mask)
}

// F32DropoutChannels is F32Dropout of rows of n channels, each of inner entries next to each other, which are kept or silenced
// together.
//
//go:noinline
func F32DropoutChannels(dst, src []float32, n, inner int, mask Mask) {
	dropoutChannels(dst, src, n, inner, mask)
}

// F64DropoutChannels is F32DropoutChannels for float64.
//
//go:noinline
func F64DropoutChannels(dst, src []float64, n, inner int, mask Mask) {
	dropoutChannels(dst, src, n, inner, mask)
}

func dropoutChannels[T mat.Float](dst, src []T, n, inner int, mask Mask) {
	mat.MustFit(len(dst) == len(src) && mat.WholeRows(len(src), n*inner), "dropoutChannels")
	for row := 0; row*n*inner < len(src); row++ {
		h := mask.row(row)
		for c := range n {
			from := (row*n + c) * inner
			if mix(h+golden*uint64(c))>>40 < mask.silent {
				clear(dst[from : from+inner])
				continue
			}
			for i := from; i < from+inner; i++ {
				dst[i] = src[i] * T(mask.scale)
			}
		}
	}
}

func dropout[T mat.Float](dst, src []T, n int, mask Mask) {
	for row := 0; row*n < len(src); row++ {
		h := mask.row(row)
		from, to := src[row*n:(row+1)*n], dst[row*n:(row+1)*n]
		for unit, v := range from {
			if mix(h+golden*uint64(unit))>>40 < mask.silent {
				to[unit] = 0
			} else {
				to[unit] = v * T(mask.scale)
			}
		}
	}
}

// row is the part of the hash that the units of a row share.
func (m Mask) row(i int) uint64 { return mix(m.base + golden*uint64(i)) }

// golden is 2⁶⁴ divided by the golden ratio.
const golden = 0x9e3779b97f4a7c15

// mix is the finalizer of SplitMix64 (Steele, Lea & Flood 2014).
func mix(h uint64) uint64 {
	h = (h ^ h>>30) * 0xbf58476d1ce4e5b9
	h = (h ^ h>>27) * 0x94d049bb133111eb
	return h ^ h>>31
}
