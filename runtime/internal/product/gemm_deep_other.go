//go:build purego || !amd64

package product

func f32GemmDeep(_, _, _, _ []float32, _, _, _, _ int, _ float32) bool { return false }
func f64GemmDeep(_, _, _, _ []float64, _, _, _, _ int, _ float64) bool { return false }
