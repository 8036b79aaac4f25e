package encode

import (
	"math"

	"github.com/nngen/nngen/runtime/internal/mat"
)

// Rows that a code may have where it is no value.
const (
	none    = -1 // no row: all is 0
	refused = -2 // NaN
)

// row is the row of a code: that of its value below values, unknown for values itself, missing for one more.
func row[T mat.Float](x T, values, unknown, missing int) int {
	switch n := T(values); {
	case x >= 0 && x < n && x == T(int(x)):
		return int(x)
	case x == n:
		return unknown
	case x == n+1:
		return missing
	}
	return refused
}

// examples is the number of rows of n entries in x; dst has as many.
func examples[T mat.Float](dst, x []T, n, entry int, kernel string) int {
	if len(x) == n && entry < n && n > 0 {
		return 1
	}
	mat.MustFit(mat.WholeRows(len(x), n) && entry < n && len(x) > 0 && len(dst)%(len(x)/n) == 0, kernel)
	return len(x) / n
}

func filled[T mat.Float](dst, x, fill []T) {
	mat.MustFit(len(dst) == len(x) && mat.WholeRows(len(x), len(fill)), "filled")
	dst = dst[:len(x)]
	entry := 0
	for i, v := range x {
		if v != v {
			v = fill[entry]
		}
		dst[i] = v
		if entry++; entry == len(fill) {
			entry = 0
		}
	}
}

func oneHot[T mat.Float](dst, x []T, n, entry, values, unknown, missing int) {
	rows := examples(dst, x, n, entry, "oneHot")
	width := len(dst) / rows
	clear(dst)
	for j := range rows {
		switch r := row(x[j*n+entry], values, unknown, missing); {
		case r >= 0:
			dst[j*width+r] = 1
		case r == refused:
			nans(dst[j*width:][:width])
		}
	}
}

func nans[T mat.Float](dst []T) {
	for i := range dst {
		dst[i] = T(math.NaN())
	}
}

func embed[T mat.Float](dst, table, x []T, n, entry, values, unknown, missing int) {
	rows := examples(dst, x, n, entry, "embed")
	width := len(dst) / rows
	for j := range rows {
		d := dst[j*width:][:width]
		switch r := row(x[j*n+entry], values, unknown, missing); r {
		case none:
			clear(d)
		case refused:
			nans(d)
		default:
			copy(d, table[r*width:][:width])
		}
	}
}

func embedGrad[T mat.Float](dtable, d, x []T, n, entry, values, unknown, missing int) {
	rows := examples(d, x, n, entry, "embedGrad")
	width := len(d) / rows
	clear(dtable)
	for j := range rows {
		if r := row(x[j*n+entry], values, unknown, missing); r >= 0 {
			mat.AddTo(dtable[r*width:][:width], d[j*width:][:width])
		}
	}
}

func ordinal[T mat.Float](dst, x []T, n, entry, values, unknown int) {
	rows, last := examples(dst, x, n, entry, "ordinal"), T(values-1)
	for j := range rows {
		v := x[j*n+entry]
		if v == T(values) && unknown != refused {
			v = T(max(unknown, 0))
		}
		if v >= 0 && v <= last {
			dst[j] = v / last
		} else {
			dst[j] = T(math.NaN())
		}
	}
}

func cycle[T mat.Float](dst, x []T, n, entry int, first, period T, zeros bool) {
	for j := range examples(dst, x, n, entry, "cycle") {
		v := x[j*n+entry]
		if v != v && zeros {
			dst[2*j], dst[2*j+1] = 0, 0
			continue
		}
		sin, cos := math.Sincos(2 * math.Pi * (float64(v) - float64(first)) / float64(period))
		dst[2*j], dst[2*j+1] = T(sin), T(cos)
	}
}

func isMissing[T mat.Float](dst, x []T, n int, entries []int) {
	rows := examples(dst, x, n, entries[len(entries)-1], "isMissing")
	for j := range rows {
		for i, entry := range entries {
			v := x[j*n+entry]
			dst[j*len(entries)+i] = 0
			if v != v {
				dst[j*len(entries)+i] = 1
			}
		}
	}
}

func piecewise[T mat.Float](dst, x, edges []T, n, bins int, entries []int) {
	rows := examples(dst, x, n, entries[len(entries)-1], "piecewise")
	for j := range rows {
		for i, entry := range entries {
			v, d, e := x[j*n+entry], dst[(j*len(entries)+i)*bins:][:bins], edges[i*(bins+1):][:bins+1]
			for k := range d {
				d[k] = bin(v, e, k)
			}
		}
	}
}

// piecewiseGrad sets dx to the gradient by x, given that by the result of piecewise.
func piecewiseGrad[T mat.Float](dx, d, x, edges []T, n, bins int, entries []int) {
	rows := examples(d, x, n, entries[len(entries)-1], "piecewiseGrad")
	mat.MustFit(len(dx) == len(x), "piecewiseGrad")
	clear(dx)
	for j := range rows {
		for i, entry := range entries {
			v, g, e := x[j*n+entry], d[(j*len(entries)+i)*bins:][:bins], edges[i*(bins+1):][:bins+1]
			for k := range g {
				if inBin(v, e, k) {
					dx[j*n+entry] += g[k] / (e[k+1] - e[k])
				}
			}
		}
	}
}

// inBin reports whether bin k grows with x: the first one has no start, and the last one no end.
func inBin[T mat.Float](x T, edges []T, k int) bool {
	low, high := edges[k], edges[k+1]
	return low != high && (x >= low || x < low && k == 0) && (x < high || k+2 == len(edges))
}

// bin is how much of bin k lies below x.
func bin[T mat.Float](x T, edges []T, k int) T {
	low, high := edges[k], edges[k+1]
	switch {
	case x != x:
		return x
	case low == high && x >= low:
		return 1
	case low == high || x < low && k > 0:
		return 0
	case x >= high && k+2 < len(edges):
		return 1
	}
	return (x - low) / (high - low)
}
