//go:build purego || !amd64

package nn

import "math"

func ssoftmaxRows(y, z []float32, n int) { ssoftmaxLong(y, z, n) }

func scrossEntropyRows(z []float32, ts []int, n int) float64 { return scrossEntropyLong(z, ts, n) }

func scrossEntropyGradRows(dz, z []float32, ts []int, n int, factor float32) float64 {
	return scrossEntropyGradLong(dz, z, ts, n, factor)
}

func smaximum(z []float32) float32 { return maximum(z) }

func sexpShifted(y, z []float32, shift float32) float64 { return expShifted(y, z, shift, Exp32) }

func sexpCutoff(y, z []float32, shift float32) float64 { return expShifted(y, z, shift, expCutoff32) }

func ssumExpCutoff(z []float32, shift float32) float64 { return sumExpShifted(z, shift, expCutoff32) }

func sscale(y []float32, factor float32) { scale(y, factor) }

func dsoftmaxRows(y, z []float64, n int) { dsoftmaxLong(y, z, n) }

func dcrossEntropyRows(z []float64, ts []int, n int) float64 { return dcrossEntropyLong(z, ts, n) }

func dcrossEntropyGradRows(dz, z []float64, ts []int, n int, factor float64) float64 {
	return dcrossEntropyGradLong(dz, z, ts, n, factor)
}

func dmaximum(z []float64) float64 { return maximum(z) }

func dexpShifted(y, z []float64, shift float64) float64 { return expShifted(y, z, shift, math.Exp) }

func dexpCutoff(y, z []float64, shift float64) float64 { return expShifted(y, z, shift, expCutoff64) }

func dsumExpCutoff(z []float64, shift float64) float64 { return sumExpShifted(z, shift, expCutoff64) }

func dscale(y []float64, factor float64) { scale(y, factor) }

func classesFit(ts []int, n int) bool { return areClasses(ts, n) }
