//go:build !purego

package nn

func snormalizeRows(dst, x, offset, scale []float32) {
	switch level {
	case levelAVX512:
		snormalizeRowsAVX512(dst, x, offset, scale)
	case levelAVX2:
		snormalizeRowsAVX2(dst, x, offset, scale)
	default:
		normalizeRows(dst, x, offset, scale)
	}
}

func dnormalizeRows(dst, x, offset, scale []float64) {
	switch level {
	case levelAVX512:
		dnormalizeRowsAVX512(dst, x, offset, scale)
	case levelAVX2:
		dnormalizeRowsAVX2(dst, x, offset, scale)
	default:
		normalizeRows(dst, x, offset, scale)
	}
}

func srescaleRows(dst, a, offset, scale []float32) {
	switch level {
	case levelAVX512:
		srescaleRowsAVX512(dst, a, offset, scale)
	case levelAVX2:
		srescaleRowsAVX2(dst, a, offset, scale)
	default:
		rescaleRows(dst, a, offset, scale)
	}
}

func drescaleRows(dst, a, offset, scale []float64) {
	switch level {
	case levelAVX512:
		drescaleRowsAVX512(dst, a, offset, scale)
	case levelAVX2:
		drescaleRowsAVX2(dst, a, offset, scale)
	default:
		rescaleRows(dst, a, offset, scale)
	}
}
