//go:build purego || !amd64

package vec

import "math"

// Double reports whether the build has kernels of float64.
const Double = false

func kernels64() bool { return false }

func f64Sin(y, x []float64) { apply(y, x, math.Sin) }

func f64Cos(y, x []float64) { apply(y, x, math.Cos) }

func f32Total(x []float32) float64 { return total(x) }

func f64Total(sum float64, x []float64) float64 { return total64(sum, x) }

func weighEach(dst, losses, ws []float32, scale float64, slope float32) float64 {
	return weighBody(dst, losses, ws, scale, slope)
}
