//go:build !purego

package vec

import (
	"github.com/nngen/nngen/runtime/internal/cpu"
	"github.com/nngen/nngen/runtime/internal/elem"
	"github.com/nngen/nngen/runtime/internal/neon"
)

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
