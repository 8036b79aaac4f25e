package norm

import "github.com/nngen/nngen/runtime/internal/mat"

// What is done to channels that have one entry in each row. A function goes down the rows of a piece of them: a call for each entry would take
// several times as long as what it computes.

// alone says that channels have one entry each.
func (p piece) alone() bool { return p.inner == 1 }

// width is how many channels a piece has.
func (p piece) width() int { return p.to - p.from }

// columnTotals adds up x - less, and (x - less)*(y - less), of each channel: some rows in the precision of the numbers, where there are kernels,
// and these sums in float64.
func columnTotals[T mat.Float](x, y []T, less *perChannel[T], p piece) (sums, along perChannel[float64]) {
	if x, ok := any(x).([]float32); ok && len(x) > 0 && hasKernels() {
		f32ColumnTotals(&sums, &along, x, any(y).([]float32), any(less).(*perChannel[float32]), p)
		return sums, along
	}
	for row := 0; row < len(x); row += p.channels {
		x, y := x[row+p.from:row+p.to], y[row+p.from:row+p.to]
		for c, v := range x {
			less := float64(less[c])
			d := float64(v) - less
			sums[c] += d
			along[c] += float64(d * (float64(y[c]) - less)) // rounded on every processor
		}
	}
	return sums, along
}

// columnLine computes y = (x - less)*scale + plus, given what the channels of a piece have of each. y may be x.
func columnLine[T mat.Float](y, x, less, scale, plus []T, p piece) {
	if x, ok := any(x).([]float32); ok && len(x) > 0 && hasKernels() {
		f32ColumnLine(any(y).([]float32), x, any(less).([]float32), any(scale).([]float32), any(plus).([]float32), p)
		return
	}
	for row := 0; row < len(x); row += p.channels {
		x, y := x[row+p.from:row+p.to], y[row+p.from:row+p.to]
		for c, v := range x {
			y[c] = (v-less[c])*scale[c] + plus[c]
		}
	}
}

// columnNormed computes n = (x - less)*inverse and y = max(floor, gamma*n + beta), given what the channels of a piece have of each. n or y may
// be x.
func columnNormed[T mat.Float](n, y, x, less, inverse, gamma, beta []T, floor T, p piece) {
	if x, ok := any(x).([]float32); ok && len(x) > 0 && hasKernels() {
		f32ColumnNormed(any(n).([]float32), any(y).([]float32), x, any(less).([]float32), any(inverse).([]float32), any(gamma).([]float32),
			any(beta).([]float32), float32(floor), p)
		return
	}
	less, inverse, gamma, beta = less[:p.width()], inverse[:p.width()], gamma[:p.width()], beta[:p.width()]
	for row := 0; row < len(x); row += p.channels {
		n, y, x := n[row+p.from:row+p.to], y[row+p.from:row+p.to], x[row+p.from:row+p.to]
		for c, v := range x {
			n[c] = (v - less[c]) * inverse[c]
			y[c] = max(floor, gamma[c]*n[c]+beta[c])
		}
	}
}

// columnPlane computes z = a*x + b*y + c, given what each channel has of a, b and c. z may be x or y.
func columnPlane[T mat.Float](z, x, y []T, a, b, c *perChannel[T], p piece) {
	if x, ok := any(x).([]float32); ok && len(x) > 0 && hasKernels() {
		f32ColumnPlane(any(z).([]float32), x, any(y).([]float32), any(a).(*perChannel[float32]), any(b).(*perChannel[float32]),
			any(c).(*perChannel[float32]), p)
		return
	}
	for row := 0; row < len(x); row += p.channels {
		z, x, y := z[row+p.from:row+p.to], x[row+p.from:row+p.to], y[row+p.from:row+p.to]
		for i, v := range x {
			z[i] = a[i]*v + (b[i]*y[i] + c[i])
		}
	}
}
