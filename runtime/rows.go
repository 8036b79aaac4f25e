package nn

// SaddBias adds b to each row of z, whose length is a multiple of len(b):
//
//	for i := range z {
//		z[i] += b[i%len(b)]
//	}
//
//go:noinline
func SaddBias(z, b []float32) {
	mustFit(wholeRows(len(z), len(b)), "addBias")
	saddBias(z, b)
}

// DaddBias is SaddBias for float64.
//
//go:noinline
func DaddBias(z, b []float64) {
	mustFit(wholeRows(len(z), len(b)), "addBias")
	daddBias(z, b)
}

// SsumRows sets db to the sum of the rows of dz, whose length is a multiple of len(db):
//
//	clear(db)
//	for i := range dz {
//		db[i%len(db)] += dz[i]
//	}
//
// but adds in another order.
//
//go:noinline
func SsumRows(db, dz []float32) {
	mustFit(wholeRows(len(dz), len(db)), "sumRows")
	ssumRows(db, dz)
}

// DsumRows is SsumRows for float64.
//
//go:noinline
func DsumRows(db, dz []float64) {
	mustFit(wholeRows(len(dz), len(db)), "sumRows")
	dsumRows(db, dz)
}

// SsumSquares returns Σ x[i]², added up in float64, in no particular order.
//
//go:noinline
func SsumSquares(x []float32) float64 { return ssumSquares(x) }

// DsumSquares is SsumSquares for float64.
//
//go:noinline
func DsumSquares(x []float64) float64 { return dsumSquares(x) }

// wholeRows reports whether size numbers are whole rows of n.
func wholeRows(size, n int) bool { return size == 0 || n > 0 && size%n == 0 }

func addBias[T Float](z, b []T) {
	for len(z) > 0 {
		addTo(z[:len(b)], b)
		z = z[len(b):]
	}
}

func sumRows[T Float](db, dz []T) {
	clear(db)
	for len(dz) > 0 {
		addTo(db, dz[:len(db)])
		dz = dz[len(db):]
	}
}

// addTo adds b to y, which has the same length.
func addTo[T Float](y, b []T) {
	for i, v := range b[:len(y)] {
		y[i] += v
	}
}

func sumSquares[T Float](x []T) float64 {
	sum := 0.0
	for _, v := range x {
		sum += float64(v) * float64(v)
	}
	return sum
}
