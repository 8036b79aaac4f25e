//go:build purego || !(amd64 || arm64)

package conv

func tallest[T float32 | float64]() int { return 4 }

func f32Taps(t *tapping[float32]) { tapsBody(t) }
func f64Taps(t *tapping[float64]) { tapsBody(t) }
