//go:build !amd64 || purego

package product

func f32GemmTNNear(_, _, _ []float32, _, _, _, _ int) bool { return false }

func f32GemmNTNear(_, _, _, _ []float32, _, _, _, _ int, _ float32) bool { return false }
