//go:build !purego

package conv

import (
	"github.com/nngen/nngen/runtime/internal/cpu"
	"github.com/nngen/nngen/runtime/internal/neon"
)

func tallest[T float32 | float64]() int { return 4 }

func f32Taps(t *tapping[float32]) {
	if cpu.Level == cpu.Go {
		tapsBody(t)
		return
	}
	neon.F32Taps(&t.z[0], &t.w[0], &t.x[0], &t.scale[0], &t.shift[0], &t.places[0], t.m, t.n, len(t.places), t.ldz, t.floor)
}

func f64Taps(t *tapping[float64]) {
	if cpu.Level == cpu.Go {
		tapsBody(t)
		return
	}
	neon.F64Taps(&t.z[0], &t.w[0], &t.x[0], &t.scale[0], &t.shift[0], &t.places[0], t.m, t.n, len(t.places), t.ldz, t.floor)
}
