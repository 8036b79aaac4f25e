//go:build !purego

package nn

import "math"

func smaximum(z []float32) float32 {
	switch level {
	case levelAVX512:
		return smaximumAVX512(z)
	case levelAVX2:
		return smaximumAVX2(z)
	}
	return maximum(z)
}

func sexpShifted(y, z []float32, shift float32) float64 {
	switch level {
	case levelAVX512:
		return sexpShiftedAVX512(y, z, shift)
	case levelAVX2:
		return sexpShiftedAVX2(y, z, shift)
	}
	return expShifted(y, z, shift, Exp32)
}

func sexpCutoff(y, z []float32, shift float32) float64 {
	switch level {
	case levelAVX512:
		return sexpCutoffAVX512(y, z, shift)
	case levelAVX2:
		return sexpCutoffAVX2(y, z, shift)
	}
	return expShifted(y, z, shift, expCutoff32)
}

func ssumExpCutoff(z []float32, shift float32) float64 {
	switch level {
	case levelAVX512:
		return ssumExpCutoffAVX512(z, shift)
	case levelAVX2:
		return ssumExpCutoffAVX2(z, shift)
	}
	return sumExpShifted(z, shift, expCutoff32)
}

func sscale(y []float32, factor float32) {
	switch level {
	case levelAVX512:
		sscaleAVX512(y, factor)
	case levelAVX2:
		sscaleAVX2(y, factor)
	default:
		scale(y, factor)
	}
}

func dmaximum(z []float64) float64 {
	switch level {
	case levelAVX512:
		return dmaximumAVX512(z)
	case levelAVX2:
		return dmaximumAVX2(z)
	}
	return maximum(z)
}

func dexpShifted(y, z []float64, shift float64) float64 {
	switch level {
	case levelAVX512:
		return dexpShiftedAVX512(y, z, shift)
	case levelAVX2:
		return dexpShiftedAVX2(y, z, shift)
	}
	return expShifted(y, z, shift, math.Exp)
}

func dexpCutoff(y, z []float64, shift float64) float64 {
	switch level {
	case levelAVX512:
		return dexpCutoffAVX512(y, z, shift)
	case levelAVX2:
		return dexpCutoffAVX2(y, z, shift)
	}
	return expShifted(y, z, shift, expCutoff64)
}

func dsumExpCutoff(z []float64, shift float64) float64 {
	switch level {
	case levelAVX512:
		return dsumExpCutoffAVX512(z, shift)
	case levelAVX2:
		return dsumExpCutoffAVX2(z, shift)
	}
	return sumExpShifted(z, shift, expCutoff64)
}

func dscale(y []float64, factor float64) {
	switch level {
	case levelAVX512:
		dscaleAVX512(y, factor)
	case levelAVX2:
		dscaleAVX2(y, factor)
	default:
		scale(y, factor)
	}
}
