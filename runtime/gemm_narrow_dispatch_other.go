//go:build purego || !amd64

package nn

func sgemmNarrow(c, a, b, bias *float32, m, n, k, ld, turned int, floor float32) bool { return false }
func dgemmNarrow(c, a, b, bias *float64, m, n, k, ld, turned int, floor float64) bool { return false }
func sgemmTNNarrow(c, sums, a, b *float32, m, n, k, ld int) bool                      { return false }
func dgemmTNNarrow(c, sums, a, b *float64, m, n, k, ld int) bool                      { return false }
