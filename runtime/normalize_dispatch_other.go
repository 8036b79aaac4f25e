//go:build purego || !amd64

package nn

func snormalizeRows(dst, x, offset, scale []float32) { normalizeRows(dst, x, offset, scale) }

func dnormalizeRows(dst, x, offset, scale []float64) { normalizeRows(dst, x, offset, scale) }

func srescaleRows(dst, a, offset, scale []float32) { rescaleRows(dst, a, offset, scale) }

func drescaleRows(dst, a, offset, scale []float64) { rescaleRows(dst, a, offset, scale) }
