//go:build !purego

package vec

import (
	"github.com/nngen/nngen/runtime/internal/cpu"
	"github.com/nngen/nngen/runtime/internal/elem"
	"github.com/nngen/nngen/runtime/internal/neon"
)

func f32Abs(y, x []float32) {
	if cpu.Level == cpu.Go || len(y) == 0 {
		abs(y, x)
		return
	}
	neon.F32Abs(&y[0], &x[0], len(y))
}

func f32Sign(y, x []float32) {
	if cpu.Level == cpu.Go || len(y) == 0 {
		sign(y, x)
		return
	}
	neon.F32Sign(&y[0], &x[0], len(y))
}

func f32Sqrt(y, x []float32) {
	if cpu.Level == cpu.Go || len(y) == 0 {
		sqrt(y, x)
		return
	}
	neon.F32Sqrt(&y[0], &x[0], len(y))
}

func f32Floor(y, x []float32) {
	if cpu.Level == cpu.Go || len(y) == 0 {
		floor(y, x)
		return
	}
	neon.F32Floor(&y[0], &x[0], len(y))
}

func f32Round(y, x []float32) {
	if cpu.Level == cpu.Go || len(y) == 0 {
		round(y, x)
		return
	}
	neon.F32Round(&y[0], &x[0], len(y))
}

func f32Exp(y, x []float32) {
	if cpu.Level == cpu.Go || len(y) == 0 {
		exp(y, x)
		return
	}
	neon.F32Exp(&y[0], &x[0], len(y))
}

func f32Expm1(y, x []float32) {
	if cpu.Level == cpu.Go || len(y) == 0 {
		expm1(y, x)
		return
	}
	neon.F32Expm1(&y[0], &x[0], len(y))
}

func f32Log(y, x []float32) {
	if cpu.Level == cpu.Go || len(y) == 0 {
		log(y, x)
		return
	}
	neon.F32Log(&y[0], &x[0], len(y))
}

func f32Log1p(y, x []float32) {
	if cpu.Level == cpu.Go || len(y) == 0 {
		log1p(y, x)
		return
	}
	neon.F32Log1p(&y[0], &x[0], len(y))
}

func f32Erf(y, x []float32) { erf(y, x) }

func f32Sin(y, x []float32) {
	if cpu.Level == cpu.Go || len(y) == 0 {
		apply(y, x, elem.Sin32)
		return
	}
	if neon.F32Sin(&y[0], &x[0], len(y)) != 0 {
		beyond(y, elem.Sin32)
	}
}

func f32Cos(y, x []float32) {
	if cpu.Level == cpu.Go || len(y) == 0 {
		apply(y, x, elem.Cos32)
		return
	}
	if neon.F32Cos(&y[0], &x[0], len(y)) != 0 {
		beyond(y, elem.Cos32)
	}
}

func f32Total(x []float32) float64 { return total(x) }

func weighEach(dst, losses, ws []float32, scale float64, slope float32) float64 {
	return weighBody(dst, losses, ws, scale, slope)
}
