package softmax

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

// f32CrossEntropyLong is f32CrossEntropyRows pass by pass.
func f32CrossEntropyLong(z []float32, ts []int, n int) float64 {
	loss := losses{product: 1}
	for i, class := range ts {
		row := z[i*n:][:n]
		shift := f32Maximum(row)
		loss.add(f32SumExpCutoff(row, shift), float64(row[class])-float64(shift))
	}
	return loss.sum()
}

// f32CrossEntropyGradLong is f32CrossEntropyGradRows pass by pass.
func f32CrossEntropyGradLong(dz, z []float32, ts []int, n int, factor float32) float64 {
	loss := losses{product: 1}
	for i, class := range ts {
		row, grad := z[i*n:][:n], dz[i*n:][:n]
		shift, target := f32Maximum(row), row[class]
		sum := f32ExpCutoff(grad, row, shift)
		f32Scale(grad, float32(float64(factor)/sum))
		grad[class] -= factor
		loss.add(sum, float64(target)-float64(shift))
	}
	return loss.sum()
}

// f64CrossEntropyLong is f64CrossEntropyRows pass by pass.
func f64CrossEntropyLong(z []float64, ts []int, n int) float64 {
	loss := losses{product: 1}
	for i, class := range ts {
		row := z[i*n:][:n]
		shift := f64Maximum(row)
		loss.add(f64SumExpCutoff(row, shift), float64(row[class])-float64(shift))
	}
	return loss.sum()
}

// f64CrossEntropyGradLong is f64CrossEntropyGradRows pass by pass.
func f64CrossEntropyGradLong(dz, z []float64, ts []int, n int, factor float64) float64 {
	loss := losses{product: 1}
	for i, class := range ts {
		row, grad := z[i*n:][:n], dz[i*n:][:n]
		shift, target := f64Maximum(row), row[class]
		sum := f64ExpCutoff(grad, row, shift)
		f64Scale(grad, float64(float64(factor)/sum))
		grad[class] -= factor
		loss.add(sum, float64(target)-float64(shift))
	}
	return loss.sum()
}
