package product

import (
	"math"
	"sync"
	"unsafe"

	"github.com/nngen/nngen/runtime/internal/mat"
)

// fitInt8 reports whether the lengths of Int8GemvT's arguments fit together.
func fitInt8(y, w, b, x, ld int) bool {
	return ld >= y && x <= MaxInt8Inputs && w == sizeInt8(x, ld) && b == y
}

// steps returns the size of a step between the whole numbers to which inputs are rounded, and the factor that makes these of them, by
// the bits of the largest magnitude. Where an input is not finite, the step is NaN, and so is all that is computed with it.
func steps(largest uint32) (step, factor float32) {
	if largest >= infinityBits {
		return float32(math.NaN()), 0
	}
	most := max(math.Float32frombits(largest), int8Tiny)
	return most / int8Most, int8Most / most
}

// int8GemvTBody is the product in Go:
//
//	q[i] = x[i]/step, rounded, with step = max|x|/127
//	y[o] = b[o] + step·scale[o]·Σ w[o][i]·q[i]
func int8GemvTBody(y []float32, w []Int8, b, x []float32, ld int, floor float32) {
	s := quantized.Get().(*[]int16)
	defer quantized.Put(s)
	*s = mat.Grow(*s, 4*groups(len(x)))
	q := *s
	step := roundInputs(q, x)
	for o := range y {
		sum := int32(0)
		for i := 0; i < len(q); i += 4 {
			u, v := w[i*ld+4*o:][:4], q[i:][:4]
			sum += (int32(u[0])-int8Zero)*int32(v[0]) + (int32(u[1])-int8Zero)*int32(v[1]) +
				(int32(u[2])-int8Zero)*int32(v[2]) + (int32(u[3])-int8Zero)*int32(v[3])
		}
		y[o] = finish(sum, b[o], scaleAt(w, o, ld)*step, floor)
	}
}

// roundInputs sets q to the whole numbers of x, with zeros after the last, and returns their step.
func roundInputs[Q int8 | int16](q []Q, x []float32) (step float32) {
	largest := uint32(0)
	for _, v := range x {
		largest = max(largest, math.Float32bits(v)&magnitudeBits)
	}
	step, factor := steps(largest)
	for i, v := range x {
		q[i] = Q(int(nearest(v, factor)) - int8Zero)
	}
	clear(q[len(x):])
	return step
}

// finish makes an output of its sum. The product is rounded before the bias is added.
func finish(sum int32, bias, scale, floor float32) float32 {
	y := bias + float32(float32(sum)*scale)
	if y < floor {
		return floor
	}
	return y
}

// quantized keeps memory for inputs in whole numbers.
var quantized = sync.Pool{New: func() any { return new([]int16) }}

// Int8GemmNNBias is F32GemmNNBias for weights B in Int8, each row of A rounded by itself.
func Int8GemmNNBias(c, a []float32, b []Int8, bias []float32, m, n, k, ld int) {
	int8Gemm(c, a, b, bias, m, n, k, ld, mat.Unbounded[float32]())
}

// Int8GemmNNBiasRelu is Int8GemmNNBias, and then sets the entries below 0 to 0. NaN stays NaN.
func Int8GemmNNBiasRelu(c, a []float32, b []Int8, bias []float32, m, n, k, ld int) {
	int8Gemm(c, a, b, bias, m, n, k, ld, 0)
}

func int8Gemm(c, a []float32, b []Int8, bias []float32, m, n, k, ld int, floor float32) {
	mat.MustFit(len(c) == m*n && len(a) == m*k && len(bias) == n && fitInt8(n, len(b), n, k, ld), "Int8GemmNN")
	for i := range m {
		y, x := unsafe.SliceData(c[i*n:]), unsafe.SliceData(a[i*k:])
		Int8GemvTUnpacked(y, unsafe.SliceData(b), unsafe.SliceData(bias), x, n, len(b), n, k, ld, floor)
	}
}
