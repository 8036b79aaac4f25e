package norm

import (
	"github.com/nngen/nngen/runtime/internal/elem"
	"github.com/nngen/nngen/runtime/internal/mat"
)

// What is done to the entries of a channel that lie next to each other. Kernels take over from few entries on, where their call pays.
const few = 12

// totals adds up x - less, and (x - less)*(y - less): some entries in the precision of the numbers, where there are kernels, and these sums in
// float64.
func totals[T mat.Float](x, y []T, less T) (sum, along float64) {
	y = y[:len(x)]
	if x, ok := any(x).([]float32); ok && len(x) >= few && hasKernels() {
		return f32Totals(x, any(y).([]float32), float32(less))
	}
	return totalsBody(x, y, float64(less))
}

// totalsBody adds two sums up side by side, neither of which waits for the other.
func totalsBody[T mat.Float](x, y []T, less float64) (sum, along float64) {
	var a, b, c, d float64
	for y = y[:len(x)]; len(x) >= 2; x, y = x[2:], y[2:] {
		v, w := float64(x[0])-less, float64(x[1])-less
		a, b = a+v, b+w
		c, d = c+v*(float64(y[0])-less), d+w*(float64(y[1])-less)
	}
	if len(x) > 0 {
		v := float64(x[0]) - less
		a += v
		c += v * (float64(y[0]) - less)
	}
	return a + b, c + d
}

// line computes y = (x - less)*scale + plus. y may be x.
func line[T mat.Float](y, x []T, less, scale, plus T) {
	y = y[:len(x)]
	if x, ok := any(x).([]float32); ok && len(x) >= few && f32Line(any(y).([]float32), x, float32(less), float32(scale), float32(plus)) {
		return
	}
	for i, v := range x {
		y[i] = (v-less)*scale + plus
	}
}

// normed computes n = (x - less)*inverse and y = max(floor, gamma*n + beta). n or y may be x.
func normed[T mat.Float](n, y, x []T, less, inverse, gamma, beta, floor T) {
	n, y = n[:len(x)], y[:len(x)]
	if x, ok := any(x).([]float32); ok && len(x) >= few && hasKernels() {
		f32Normed(any(n).([]float32), any(y).([]float32), x, float32(less), float32(inverse), float32(gamma), float32(beta), float32(floor))
		return
	}
	for i, v := range x {
		n[i] = (v - less) * inverse
		y[i] = max(floor, gamma*n[i]+beta)
	}
}

// plane computes z = a*x + b*y + c. z may be x or y.
func plane[T mat.Float](z, x, y []T, a, b, c T) {
	z, y = z[:len(x)], y[:len(x)]
	if x, ok := any(x).([]float32); ok && len(x) >= few && f32Plane(any(z).([]float32), x, any(y).([]float32), float32(a), float32(b), float32(c)) {
		return
	}
	for i, v := range x {
		z[i] = a*v + (b*y[i] + c)
	}
}

// reluGrad sets dz to 0 where a is not above 0.
func reluGrad[T mat.Float](dz, a []T) {
	switch dz := any(dz).(type) {
	case []float32:
		elem.F32ReluGrad(dz, any(a).([]float32))
	case []float64:
		elem.F64ReluGrad(dz, any(a).([]float64))
	}
}
