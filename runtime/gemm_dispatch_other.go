//go:build purego || !(amd64 || arm64)

package nn

func sgemm(g *product[float32]) { singleBodies.gemm(*g) }
func dgemm(g *product[float64]) { doubleBodies.gemm(*g) }
