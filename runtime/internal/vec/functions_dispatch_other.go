//go:build purego || !(amd64 || arm64)

package vec

import "github.com/nngen/nngen/runtime/internal/elem"

func f32Abs(y, x []float32) { abs(y, x) }

func f32Sign(y, x []float32) { sign(y, x) }

func f32Sqrt(y, x []float32) { sqrt(y, x) }

func f32Floor(y, x []float32) { floor(y, x) }

func f32Round(y, x []float32) { round(y, x) }

func f32Exp(y, x []float32) { exp(y, x) }

func f32Expm1(y, x []float32) { expm1(y, x) }

func f32Log(y, x []float32) { log(y, x) }

func f32Log1p(y, x []float32) { log1p(y, x) }

func f32Erf(y, x []float32) { erf(y, x) }

func f32Sin(y, x []float32) { apply(y, x, elem.Sin32) }

func f32Cos(y, x []float32) { apply(y, x, elem.Cos32) }

func f32Total(x []float32) float64 { return total(x) }

func weighEach(dst, losses, ws []float32, scale float64, slope float32) float64 {
	return weighBody(dst, losses, ws, scale, slope)
}
