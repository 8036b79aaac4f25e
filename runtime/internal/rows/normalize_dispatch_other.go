//go:build purego || !amd64

package rows

func f32NormalizeRows(dst, x, offset, scale []float32) { normalizeRows(dst, x, offset, scale) }

func f64NormalizeRows(dst, x, offset, scale []float64) { normalizeRows(dst, x, offset, scale) }

func f32RescaleRows(dst, a, offset, scale []float32) { rescaleRows(dst, a, offset, scale) }

func f64RescaleRows(dst, a, offset, scale []float64) { rescaleRows(dst, a, offset, scale) }
