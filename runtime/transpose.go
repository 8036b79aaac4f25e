package nn

// Stranspose computes dst = srcᵀ, where src is (rows, cols) and dst is (cols, rows).
//
//go:noinline
func Stranspose(dst, src []float32, rows, cols int) {
	mustFit(len(src) == rows*cols && len(dst) == len(src), "transpose")
	stranspose(dst, src, rows, cols, rows, cols)
}

// Dtranspose is Stranspose for float64.
//
//go:noinline
func Dtranspose(dst, src []float64, rows, cols int) {
	mustFit(len(src) == rows*cols && len(dst) == len(src), "transpose")
	dtranspose(dst, src, rows, cols, rows, cols)
}

// StransposePad computes dst = srcᵀ, where src is (rows, cols), and dst has cols rows of ld entries:
//
//	for i := range rows {
//		for j := range cols {
//			dst[j*ld+i] = src[i*cols+j]
//		}
//	}
//
// What fills a row of dst up to ld is left as it is.
//
//go:noinline
func StransposePad(dst, src []float32, rows, cols, ld int) {
	mustFit(len(src) == rows*cols && len(dst) == cols*ld && rows <= ld, "transposePad")
	stranspose(dst, src, rows, cols, ld, cols)
}

// DtransposePad is StransposePad for float64.
//
//go:noinline
func DtransposePad(dst, src []float64, rows, cols, ld int) {
	mustFit(len(src) == rows*cols && len(dst) == cols*ld && rows <= ld, "transposePad")
	dtranspose(dst, src, rows, cols, ld, cols)
}

// StransposeUnpad undoes StransposePad:
//
//	for i := range rows {
//		for j := range cols {
//			dst[i*cols+j] = src[j*ld+i]
//		}
//	}
//
//go:noinline
func StransposeUnpad(dst, src []float32, rows, cols, ld int) {
	mustFit(len(dst) == rows*cols && len(src) == cols*ld && rows <= ld, "transposeUnpad")
	stranspose(dst, src, cols, rows, cols, ld)
}

// DtransposeUnpad is StransposeUnpad for float64.
//
//go:noinline
func DtransposeUnpad(dst, src []float64, rows, cols, ld int) {
	mustFit(len(dst) == rows*cols && len(src) == cols*ld && rows <= ld, "transposeUnpad")
	dtranspose(dst, src, cols, rows, cols, ld)
}

// transpose sets dst[j*ldDst+i] to src[i*ldSrc+j] for all i < rows and j < cols, and writes nothing else.
func transpose[T Float](dst, src []T, rows, cols, ldDst, ldSrc int) {
	// In strips of 16 columns, so that the lines of dst stay in the cache until they are full.
	const strip = 16
	for j := 0; j < cols; j += strip {
		for i := range rows {
			for jj, v := range src[i*ldSrc:][j:min(j+strip, cols)] {
				dst[(j+jj)*ldDst+i] = v
			}
		}
	}
}
