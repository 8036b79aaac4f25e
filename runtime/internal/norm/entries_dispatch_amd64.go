//go:build !purego

package norm

import "github.com/nngen/nngen/runtime/internal/cpu"

// hasKernels says that there are f32Totals and f32Normed.
func hasKernels() bool { return cpu.Level > cpu.Go }

// f32Totals is totals by kernels.
func f32Totals(x, y []float32, less float32) (sum, along float64) {
	const most = 1 << 10 // entries at a time
	for len(x) > 0 {
		n := min(most, len(x))
		var s, a float64
		if cpu.Level == cpu.AVX512 {
			s, a = f32TotalsAVX512(x[:n], y[:n], less)
		} else {
			s, a = f32TotalsAVX2(x[:n], y[:n], less)
		}
		sum, along = sum+s, along+a
		x, y = x[n:], y[n:]
	}
	return sum, along
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

// f32Normed is normed by kernels.
func f32Normed(n, y, x []float32, less, inverse, gamma, beta, floor float32) {
	if cpu.Level == cpu.AVX512 {
		f32NormedAVX512(n, y, x, less, inverse, gamma, beta, floor)
	} else {
		f32NormedAVX2(n, y, x, less, inverse, gamma, beta, floor)
	}
}
