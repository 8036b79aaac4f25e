//go:build purego || !(amd64 || arm64)

package product

func f32Gemm(g *product[float32]) { singleBodies.gemm(*g) }
func f64Gemm(g *product[float64]) { doubleBodies.gemm(*g) }
