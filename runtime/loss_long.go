package nn

import "math"

// losses is the sum of log(s) - target over rows. One logarithm is enough for many rows: that of the product of s.
type losses struct{ product, logs, targets float64 }

func (l *losses) add(s, target float64) {
	const large = 1e280 // s is at most the number of classes
	if l.product *= s; l.product > large {
		l.logs += math.Log(l.product)
		l.product = 1
	}
	l.targets += target
}

func (l *losses) sum() float64 { return l.logs + math.Log(l.product) - l.targets }

// scrossEntropyLong is scrossEntropyRows pass by pass.
func scrossEntropyLong(z []float32, ts []int, n int) float64 {
	loss := losses{product: 1}
	for i, class := range ts {
		row := z[i*n:][:n]
		shift := smaximum(row)
		loss.add(ssumExpCutoff(row, shift), float64(row[class])-float64(shift))
	}
	return loss.sum()
}

// scrossEntropyGradLong is scrossEntropyGradRows pass by pass.
func scrossEntropyGradLong(dz, z []float32, ts []int, n int, factor float32) float64 {
	loss := losses{product: 1}
	for i, class := range ts {
		row, grad := z[i*n:][:n], dz[i*n:][:n]
		shift, target := smaximum(row), row[class]
		sum := sexpCutoff(grad, row, shift)
		sscale(grad, float32(float64(factor)/sum))
		grad[class] -= factor
		loss.add(sum, float64(target)-float64(shift))
	}
	return loss.sum()
}

// dcrossEntropyLong is dcrossEntropyRows pass by pass.
func dcrossEntropyLong(z []float64, ts []int, n int) float64 {
	loss := losses{product: 1}
	for i, class := range ts {
		row := z[i*n:][:n]
		shift := dmaximum(row)
		loss.add(dsumExpCutoff(row, shift), float64(row[class])-float64(shift))
	}
	return loss.sum()
}

// dcrossEntropyGradLong is dcrossEntropyGradRows pass by pass.
func dcrossEntropyGradLong(dz, z []float64, ts []int, n int, factor float64) float64 {
	loss := losses{product: 1}
	for i, class := range ts {
		row, grad := z[i*n:][:n], dz[i*n:][:n]
		shift, target := dmaximum(row), row[class]
		sum := dexpCutoff(grad, row, shift)
		dscale(grad, float64(float64(factor)/sum))
		grad[class] -= factor
		loss.add(sum, float64(target)-float64(shift))
	}
	return loss.sum()
}
