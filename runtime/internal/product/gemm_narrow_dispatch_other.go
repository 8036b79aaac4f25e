//go:build purego || !amd64

package product

func f32GemmNarrow(c, a, b, bias *float32, m, n, k, ld, turned int, floor float32) bool { return false }
func f64GemmNarrow(c, a, b, bias *float64, m, n, k, ld, turned int, floor float64) bool { return false }
func f32GemmTNNarrow(c, sums, a, b *float32, m, n, k, ld int) bool                      { return false }
func f64GemmTNNarrow(c, sums, a, b *float64, m, n, k, ld int) bool                      { return false }
