//go:build !purego

package nn

func f32Relu(y, z []float32) {
	if level == levelGo || len(y) == 0 {
		relu(y, z)
		return
	}
	f32ReluNEON(&y[0], &z[0], len(y))
}

func f64Relu(y, z []float64) {
	if level == levelGo || len(y) == 0 {
		relu(y, z)
		return
	}
	f64ReluNEON(&y[0], &z[0], len(y))
}

func f32ReluGrad(da, a []float32) {
	if level == levelGo || len(da) == 0 {
		reluGrad(da, a)
		return
	}
	f32ReluGradNEON(&da[0], &a[0], len(da))
}

func f64ReluGrad(da, a []float64) {
	if level == levelGo || len(da) == 0 {
		reluGrad(da, a)
		return
	}
	f64ReluGradNEON(&da[0], &a[0], len(da))
}

func f32LeakyRelu(y, z []float32, alpha float32) {
	if level == levelGo || len(y) == 0 {
		leakyRelu(y, z, alpha)
		return
	}
	f32LeakyReluNEON(&y[0], &z[0], len(y), alpha)
}

func f64LeakyRelu(y, z []float64, alpha float64) {
	if level == levelGo || len(y) == 0 {
		leakyRelu(y, z, alpha)
		return
	}
	f64LeakyReluNEON(&y[0], &z[0], len(y), alpha)
}

func f32LeakyReluGrad(da, z []float32, alpha float32) {
	if level == levelGo || len(da) == 0 {
		leakyReluGrad(da, z, alpha)
		return
	}
	f32LeakyReluGradNEON(&da[0], &z[0], len(da), alpha)
}

func f64LeakyReluGrad(da, z []float64, alpha float64) {
	if level == levelGo || len(da) == 0 {
		leakyReluGrad(da, z, alpha)
		return
	}
	f64LeakyReluGradNEON(&da[0], &z[0], len(da), alpha)
}
