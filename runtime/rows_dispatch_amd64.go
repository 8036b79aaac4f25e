//go:build !purego

package nn

func saddBias(z, b []float32) {
	switch level {
	case levelAVX512:
		saddBiasAVX512(z, b)
	case levelAVX2:
		saddBiasAVX2(z, b)
	default:
		addBias(z, b)
	}
}

func daddBias(z, b []float64) {
	switch level {
	case levelAVX512:
		daddBiasAVX512(z, b)
	case levelAVX2:
		daddBiasAVX2(z, b)
	default:
		addBias(z, b)
	}
}

func ssumRows(db, dz []float32) {
	switch level {
	case levelAVX512:
		ssumRowsAVX512(db, dz)
	case levelAVX2:
		ssumRowsAVX2(db, dz)
	default:
		sumRows(db, dz)
	}
}

func dsumRows(db, dz []float64) {
	switch level {
	case levelAVX512:
		dsumRowsAVX512(db, dz)
	case levelAVX2:
		dsumRowsAVX2(db, dz)
	default:
		sumRows(db, dz)
	}
}

func ssumSquares(x []float32) float64 {
	switch level {
	case levelAVX512:
		return ssumSquaresAVX512(x)
	case levelAVX2:
		return ssumSquaresAVX2(x)
	}
	return sumSquares(x)
}

func dsumSquares(x []float64) float64 {
	switch level {
	case levelAVX512:
		return dsumSquaresAVX512(x)
	case levelAVX2:
		return dsumSquaresAVX2(x)
	}
	return sumSquares(x)
}
