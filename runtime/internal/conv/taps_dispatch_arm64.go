//go:build !purego

package conv

import (
	"github.com/nngen/nngen/runtime/internal/cpu"
	"github.com/nngen/nngen/runtime/internal/neon"
)

func tallest[T float32 | float64]() int { return 4 }

func f32Taps(z, w, x, scale, shift []float32, places []int32, m, n, ldz int, floor float32) {
	if cpu.Level == cpu.Go {
		tapsBody(z, w, x, scale, shift, places, m, n, ldz, floor)
		return
	}
	neon.F32Taps(&z[0], &w[0], &x[0], &scale[0], &shift[0], &places[0], m, n, len(places), ldz, floor)
}

func f64Taps(z, w, x, scale, shift []float64, places []int32, m, n, ldz int, floor float64) {
	if cpu.Level == cpu.Go {
		tapsBody(z, w, x, scale, shift, places, m, n, ldz, floor)
		return
	}
	neon.F64Taps(&z[0], &w[0], &x[0], &scale[0], &shift[0], &places[0], m, n, len(places), ldz, floor)
}
