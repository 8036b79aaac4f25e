//go:build !purego

package norm

import "github.com/nngen/nngen/runtime/internal/cpu"

// f32Totals is totals of the first entries, as many as it says.
func f32Totals(x, y []float32, less float64) (sum, along float64, done int) {
	switch cpu.Level {
	case cpu.AVX512:
		done = len(x) &^ 7
		sum, along = f32TotalsAVX512(x[:done], y[:done], less)
	case cpu.AVX2:
		done = len(x) &^ 3
		sum, along = f32TotalsAVX2(x[:done], y[:done], less)
	}
	return sum, along, done
}

// f32Line is line, where it reports that it is.
func f32Line(y, x []float32, less, scale, plus float32) bool {
	switch cpu.Level {
	case cpu.AVX512:
		f32LineAVX512(y, x, less, scale, plus)
	case cpu.AVX2:
		f32LineAVX2(y, x, less, scale, plus)
	}
	return cpu.Level != cpu.Go
}

// f32Plane is plane, where it reports that it is.
func f32Plane(z, x, y []float32, a, b, c float32) bool {
	switch cpu.Level {
	case cpu.AVX512:
		f32PlaneAVX512(z, x, y, a, b, c)
	case cpu.AVX2:
		f32PlaneAVX2(z, x, y, a, b, c)
	}
	return cpu.Level != cpu.Go
}
