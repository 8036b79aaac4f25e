//go:build purego || !amd64

package softmax

import (
	"math"

	"github.com/nngen/nngen/runtime/internal/elem"
)

func f32SoftmaxRows(y, z []float32, n int) { F32SoftmaxLong(y, z, n) }

func f32SoftmaxRow(y, z []float32) { F32SoftmaxLong(y, z, len(z)) }

func f32CrossEntropyRows(z []float32, ts []int, n int) float64 { return f32CrossEntropyLong(z, ts, n) }

func f32CrossEntropyGradRows(dz, z []float32, ts []int, n int, factor float32) float64 {
	return f32CrossEntropyGradLong(dz, z, ts, n, factor)
}

func f32Maximum(z []float32) float32 { return maximum(z) }

func f32ExpShifted(y, z []float32, shift float32) float64 { return expShifted(y, z, shift, elem.Exp32) }

func f32ExpCutoff(y, z []float32, shift float32) float64 { return expShifted(y, z, shift, expCutoff32) }

func f32SumExpCutoff(z []float32, shift float32) float64 { return sumExpShifted(z, shift, expCutoff32) }

func f32Scale(y []float32, factor float32) { scale(y, factor) }

func f64SoftmaxRows(y, z []float64, n int) { F64SoftmaxLong(y, z, n) }

func f64CrossEntropyRows(z []float64, ts []int, n int) float64 { return f64CrossEntropyLong(z, ts, n) }

func f64CrossEntropyGradRows(dz, z []float64, ts []int, n int, factor float64) float64 {
	return f64CrossEntropyGradLong(dz, z, ts, n, factor)
}

func f64Maximum(z []float64) float64 { return maximum(z) }

func f64ExpShifted(y, z []float64, shift float64) float64 { return expShifted(y, z, shift, math.Exp) }

func f64ExpCutoff(y, z []float64, shift float64) float64 { return expShifted(y, z, shift, expCutoff64) }

func f64SumExpCutoff(z []float64, shift float64) float64 { return sumExpShifted(z, shift, expCutoff64) }

func f64Scale(y []float64, factor float64) { scale(y, factor) }

func classesFit(ts []int, n int) bool { return areClasses(ts, n) }
