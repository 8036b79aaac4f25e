//go:build !purego && (amd64 || arm64)

package conv

// hasTaps says that kernels read what a tap sees where it lies, quicker than a product with columns. It says so for the kernels in Go, too,
// where there is assembly: a program that predicts is not linked with products of matrices then.
func hasTaps() bool { return true }

func multiplySingle() multiply[float32] { return nil }
func multiplyDouble() multiply[float64] { return nil }
