//go:build purego || !amd64

package softmax

func f32SoftmaxRows(y, z []float32, n int) { F32SoftmaxLong(y, z, n) }

func f32SoftmaxRow(y, z []float32) { F32SoftmaxLong(y, z, len(z)) }

func f32CrossEntropyRows(z []float32, ts []int, n int) float64 { return f32CrossEntropyLong(z, ts, n) }

func f32CrossEntropyGradRows(dz, z []float32, ts []int, n int, factor float32) float64 {
	return f32CrossEntropyGradLong(dz, z, ts, n, factor)
}

func f64SoftmaxRows(y, z []float64, n int) { F64SoftmaxLong(y, z, n) }

func f64CrossEntropyRows(z []float64, ts []int, n int) float64 { return f64CrossEntropyLong(z, ts, n) }

func f64CrossEntropyGradRows(dz, z []float64, ts []int, n int, factor float64) float64 {
	return f64CrossEntropyGradLong(dz, z, ts, n, factor)
}

func classesFit(ts []int, n int) bool { return areClasses(ts, n) }
