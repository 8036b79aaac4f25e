//go:build purego || !amd64

package rows

func f32Dropout(dst, src []float32, n int, mask Mask) { dropout(dst, src, n, mask) }

func f64Dropout(dst, src []float64, n int, mask Mask) { dropout(dst, src, n, mask) }
