//go:build purego || !(amd64 || arm64)

package conv

func tallest[T float32 | float64]() int { return 4 }

func f32Taps(z, w, x, scale, shift []float32, places []int32, m, n, ldz int, floor float32) {
	tapsBody(z, w, x, scale, shift, places, m, n, ldz, floor)
}

func f64Taps(z, w, x, scale, shift []float64, places []int32, m, n, ldz int, floor float64) {
	tapsBody(z, w, x, scale, shift, places, m, n, ldz, floor)
}
