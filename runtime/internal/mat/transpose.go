package mat

// F32Transpose computes dst = srcᵀ, where src is (rows, cols) and dst is (cols, rows).
//
//go:noinline
func F32Transpose(dst, src []float32, rows, cols int) {
	MustFit(len(src) == rows*cols && len(dst) == len(src), "transpose")
	F32TransposeStrided(dst, src, rows, cols, rows, cols)
}

// F64Transpose is F32Transpose for float64.
//
//go:noinline
func F64Transpose(dst, src []float64, rows, cols int) {
	MustFit(len(src) == rows*cols && len(dst) == len(src), "transpose")
	F64TransposeStrided(dst, src, rows, cols, rows, cols)
}

// F32TransposePad computes dst = srcᵀ, where src is (rows, cols), and dst has cols rows of ld entries:
//
//	for i := range rows {
//		for j := range cols {
//			dst[j*ld+i] = src[i*cols+j]
//		}
//	}
//
// What fills a row of dst up to ld is left as it is. An ld that is less than rows is that of weights with a tail, or in panels.
//
//go:noinline
func F32TransposePad(dst, src []float32, rows, cols, ld int) {
	units := rowsBeforeTail(src, dst, rows, cols, ld, "transposePad")
	for o := 0; o < units; o += ld {
		F32TransposeStrided(dst[o*cols:], src[o*cols:], min(ld, units-o), cols, ld, cols)
	}
	copy(dst[cols*ld:], src[units*cols:])
}

// F64TransposePad is F32TransposePad for float64.
//
//go:noinline
func F64TransposePad(dst, src []float64, rows, cols, ld int) {
	units := rowsBeforeTail(src, dst, rows, cols, ld, "transposePad")
	for o := 0; o < units; o += ld {
		F64TransposeStrided(dst[o*cols:], src[o*cols:], min(ld, units-o), cols, ld, cols)
	}
	copy(dst[cols*ld:], src[units*cols:])
}

// F32TransposeUnpad undoes F32TransposePad:
//
//	for i := range rows {
//		for j := range cols {
//			dst[i*cols+j] = src[j*ld+i]
//		}
//	}
//
//go:noinline
func F32TransposeUnpad(dst, src []float32, rows, cols, ld int) {
	units := rowsBeforeTail(dst, src, rows, cols, ld, "transposeUnpad")
	for o := 0; o < units; o += ld {
		F32TransposeStrided(dst[o*cols:], src[o*cols:], cols, min(ld, units-o), cols, ld)
	}
	copy(dst[units*cols:], src[cols*ld:])
}

// F64TransposeUnpad is F32TransposeUnpad for float64.
//
//go:noinline
func F64TransposeUnpad(dst, src []float64, rows, cols, ld int) {
	units := rowsBeforeTail(dst, src, rows, cols, ld, "transposeUnpad")
	for o := 0; o < units; o += ld {
		F64TransposeStrided(dst[o*cols:], src[o*cols:], cols, min(ld, units-o), cols, ld)
	}
	copy(dst[units*cols:], src[cols*ld:])
}

// rowsBeforeTail is how many of the rows, which are units, lie input by input in the padded weights: those before the tail, or all.
func rowsBeforeTail[T Float](rowByRow, padded []T, rows, cols, ld int, kernel string) int {
	MustFit(len(rowByRow) == rows*cols && IsPadded(len(padded), rows, cols, ld), kernel)
	return beforeTail(len(padded), rows, cols, ld)
}

// beforeTail is how many units stand before the tail, in weights of that length.
func beforeTail(length, rows, cols, ld int) int {
	if HasTail(length, cols, rows, ld) {
		return ld
	}
	return rows
}

// IsPadded reports whether padded weights of (rows, cols) have that length.
func IsPadded(length, rows, cols, ld int) bool {
	return length == cols*ld && rows <= ld || HasTail(length, cols, rows, ld) || HasPanels(length, cols, rows, ld)
}

// PutRows is F32TransposePad of a part of the matrix: src is what lies from the index at on, row by row. TakeRows undoes it.
func PutRows[T Float](padded []T, at int, src []T, rows, cols, ld int) {
	units := beforeTail(len(padded), rows, cols, ld)
	eachSpan(at, len(src), units, ld, cols, func(i, j, n, width int) {
		if i >= units {
			copy(padded[i*cols+j:], src[:width])
		} else {
			transposeStrided(padded[Place(j, i, cols, ld):], src, n, width, ld, cols)
		}
		src = src[n*width:]
	})
}

// TakeRows is F32TransposeUnpad of a part of the matrix: dst gets what lies from the index at on, row by row.
func TakeRows[T Float](dst []T, at int, padded []T, rows, cols, ld int) {
	units := beforeTail(len(padded), rows, cols, ld)
	eachSpan(at, len(dst), units, ld, cols, func(i, j, n, width int) {
		if i >= units {
			copy(dst[:width], padded[i*cols+j:])
		} else {
			transposeStrided(dst, padded[Place(j, i, cols, ld):], width, n, cols, ld)
		}
		dst = dst[n*width:]
	})
}

// eachSpan visits n entries of a matrix from the index at on, row by row: n rows from row i on where they are whole and lie side
// by side, as units do in panels of ld, else width entries of row i from column j on.
func eachSpan(at, n, units, ld, cols int, use func(i, j, n, width int)) {
	for end := at + n; at < end; {
		i, j := at/cols, at%cols
		rows, width := 1, min(cols-j, end-at)
		if j == 0 && i < units {
			rows = max(1, min((end-at)/cols, units-i, ld-i%ld))
		}
		use(i, j, rows, width)
		at += rows * width
	}
}

// transposeStrided is F32TransposeStrided or F64TransposeStrided.
func transposeStrided[T Float](dst, src []T, rows, cols, ldDst, ldSrc int) {
	switch dst := any(dst).(type) {
	case []float32:
		F32TransposeStrided(dst, any(src).([]float32), rows, cols, ldDst, ldSrc)
	case []float64:
		F64TransposeStrided(dst, any(src).([]float64), rows, cols, ldDst, ldSrc)
	}
}

// Transpose sets dst[j*ldDst+i] to src[i*ldSrc+j] for all i < rows and j < cols, and writes nothing else.
func Transpose[T Float](dst, src []T, rows, cols, ldDst, ldSrc int) {
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
