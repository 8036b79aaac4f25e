package encode

// F32Filled puts fills where numbers are missing. Entry i of every row of x has the fill i; where that is NaN it stays so:
//
//	n := len(fill)
//	for i, v := range x {
//		dst[i] = v
//		if v != v { // NaN
//			dst[i] = fill[i%n]
//		}
//	}
//
//go:noinline
func F32Filled(dst, x, fill []float32) {
	filled(dst, x, fill)
}

// F64Filled is F32Filled for float64.
//
//go:noinline
func F64Filled(dst, x, fill []float64) {
	filled(dst, x, fill)
}

// F32OneHot sets each row of dst to 0 but for 1 in the place of a code, which is an entry of the row of n of x. Codes are
// positions of values; after them comes that of an unknown value and then that of none, whose places are given: -1 is no
// place, and -2 makes the row NaN, as does what is no code.
//
//go:noinline
func F32OneHot(dst, x []float32, n, entry, values, unknown, missing int) {
	oneHot(dst, x, n, entry, values, unknown, missing)
}

// F64OneHot is F32OneHot for float64.
//
//go:noinline
func F64OneHot(dst, x []float64, n, entry, values, unknown, missing int) {
	oneHot(dst, x, n, entry, values, unknown, missing)
}

// F32Embed copies to each row of dst the row of a table that a code names. Codes are those of F32OneHot.
//
//go:noinline
func F32Embed(dst, table, x []float32, n, entry, values, unknown, missing int) {
	embed(dst, table, x, n, entry, values, unknown, missing)
}

// F64Embed is F32Embed for float64.
//
//go:noinline
func F64Embed(dst, table, x []float64, n, entry, values, unknown, missing int) {
	embed(dst, table, x, n, entry, values, unknown, missing)
}

// F32EmbedGrad sets dtable to the gradient by the table of F32Embed, given the gradient d by its result: the sums of the rows
// of d by code. Codes without a row have no gradient.
//
//go:noinline
func F32EmbedGrad(dtable, d, x []float32, n, entry, values, unknown, missing int) {
	embedGrad(dtable, d, x, n, entry, values, unknown, missing)
}

// F64EmbedGrad is F32EmbedGrad for float64.
//
//go:noinline
func F64EmbedGrad(dtable, d, x []float64, n, entry, values, unknown, missing int) {
	embedGrad(dtable, d, x, n, entry, values, unknown, missing)
}

// F32Ordinal sets dst[j] to the position in row j of x divided by that of the last value. What is unknown has the position
// given: -1 makes it 0, and -2 NaN.
//
//go:noinline
func F32Ordinal(dst, x []float32, n, entry, values, unknown int) {
	ordinal(dst, x, n, entry, values, unknown)
}

// F64Ordinal is F32Ordinal for float64.
//
//go:noinline
func F64Ordinal(dst, x []float64, n, entry, values, unknown int) {
	ordinal(dst, x, n, entry, values, unknown)
}

// F32Cycle sets dst[2*j] and dst[2*j+1] to sine and cosine of 2π(v - first)/period, where v is an entry of row j of x.
//
//go:noinline
func F32Cycle(dst, x []float32, n, entry int, first, period float32) {
	cycle(dst, x, n, entry, first, period, false)
}

// F64Cycle is F32Cycle for float64.
//
//go:noinline
func F64Cycle(dst, x []float64, n, entry int, first, period float64) {
	cycle(dst, x, n, entry, first, period, false)
}

// F32CycleOrZero is F32Cycle with 0 and 0 where v is NaN.
//
//go:noinline
func F32CycleOrZero(dst, x []float32, n, entry int, first, period float32) {
	cycle(dst, x, n, entry, first, period, true)
}

// F64CycleOrZero is F32CycleOrZero for float64.
//
//go:noinline
func F64CycleOrZero(dst, x []float64, n, entry int, first, period float64) {
	cycle(dst, x, n, entry, first, period, true)
}

// F32IsMissing has 1 for each of the entries of a row of n that is NaN, in ascending order, else 0.
//
//go:noinline
func F32IsMissing(dst, x []float32, n int, entries []int) {
	isMissing(dst, x, n, entries)
}

// F64IsMissing is F32IsMissing for float64.
//
//go:noinline
func F64IsMissing(dst, x []float64, n int, entries []int) {
	isMissing(dst, x, n, entries)
}

// F32Piecewise encodes entries of each row of n by the edges of their bins, bins+1 for each (Gorishniy et al. 2022):
//
//	dst[k] = 0                                       if x < edges[k], unless k is the first bin
//	dst[k] = 1                                       if x >= edges[k+1], unless k is the last bin
//	dst[k] = (x - edges[k])/(edges[k+1] - edges[k])  else
//
// Equal edges are a step: 0 below them, and 1 from them on.
//
//go:noinline
func F32Piecewise(dst, x, edges []float32, n, bins int, entries []int) {
	piecewise(dst, x, edges, n, bins, entries)
}

// F64Piecewise is F32Piecewise for float64.
//
//go:noinline
func F64Piecewise(dst, x, edges []float64, n, bins int, entries []int) {
	piecewise(dst, x, edges, n, bins, entries)
}

// F32PiecewiseGrad is the gradient by x of F32Piecewise, given d, that by its result: dx[i] = Σ d[k]/(edges[k+1] - edges[k]) over
// the bins k of entry i that x is in; 0 for entries without bins, and where x is NaN.
//
//go:noinline
func F32PiecewiseGrad(dx, d, x, edges []float32, n, bins int, entries []int) {
	piecewiseGrad(dx, d, x, edges, n, bins, entries)
}

// F64PiecewiseGrad is F32PiecewiseGrad for float64.
//
//go:noinline
func F64PiecewiseGrad(dx, d, x, edges []float64, n, bins int, entries []int) {
	piecewiseGrad(dx, d, x, edges, n, bins, entries)
}
