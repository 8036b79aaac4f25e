package nn

// SaddBias adds b to each row of z, whose length is a multiple of len(b).
func SaddBias(z, b []float32) { addBias(z, b) }

// DaddBias is SaddBias for float64.
func DaddBias(z, b []float64) { addBias(z, b) }

// SsumRows sets db to the sum of the rows of dz, whose length is a multiple of len(db).
func SsumRows(db, dz []float32) { sumRows(db, dz) }

// DsumRows is SsumRows for float64.
func DsumRows(db, dz []float64) { sumRows(db, dz) }

// Stranspose computes dst = srcᵀ, where src is (rows, cols) and dst is (cols, rows).
func Stranspose(dst, src []float32, rows, cols int) { transpose(dst, src, rows, cols) }

// Dtranspose is Stranspose for float64.
func Dtranspose(dst, src []float64, rows, cols int) { transpose(dst, src, rows, cols) }

func addBias[T Float](z, b []T) {
	mustFit(wholeRows(len(z), len(b)), "addBias")
	for len(z) > 0 {
		addTo(z[:len(b)], b)
		z = z[len(b):]
	}
}

func sumRows[T Float](db, dz []T) {
	mustFit(wholeRows(len(dz), len(db)), "sumRows")
	clear(db)
	for len(dz) > 0 {
		addTo(db, dz[:len(db)])
		dz = dz[len(db):]
	}
}

// wholeRows reports whether size numbers are whole rows of n.
func wholeRows(size, n int) bool { return size == 0 || n > 0 && size%n == 0 }

// addTo adds b to y, which has the same length.
func addTo[T Float](y, b []T) {
	for i, v := range b[:len(y)] {
		y[i] += v
	}
}

func transpose[T Float](dst, src []T, rows, cols int) {
	mustFit(len(src) == rows*cols && len(dst) == len(src), "transpose")
	// In strips of 16 columns, so that the lines of dst stay in the cache until they are full.
	const strip = 16
	for j := 0; j < cols; j += strip {
		for i := range rows {
			for jj, v := range src[i*cols:][j:min(j+strip, cols)] {
				dst[(j+jj)*rows+i] = v
			}
		}
	}
}

// SsumSquares returns Σ x[i]², added up in float64.
func SsumSquares(x []float32) float64 { return sumSquares(x) }

// DsumSquares is SsumSquares for float64.
func DsumSquares(x []float64) float64 { return sumSquares(x) }

func sumSquares[T Float](x []T) float64 {
	sum := 0.0
	for _, v := range x {
		sum += float64(v) * float64(v)
	}
	return sum
}
