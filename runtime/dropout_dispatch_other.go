//go:build purego || !amd64

package nn

func sdropout(dst, src []float32, n int, mask Mask) { dropout(dst, src, n, mask) }

func ddropout(dst, src []float64, n int, mask Mask) { dropout(dst, src, n, mask) }
