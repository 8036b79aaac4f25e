//go:build !amd64 || purego

package product

func f32UnitGrad(_, _, _, _, _, _ []float32, _, _ int, _ float32) bool { return false }
