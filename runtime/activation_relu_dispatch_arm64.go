//go:build !purego

package nn

func srelu(y, z []float32) {
	if level == levelGo || len(y) == 0 {
		relu(y, z)
		return
	}
	sreluNEON(&y[0], &z[0], len(y))
}

func drelu(y, z []float64) {
	if level == levelGo || len(y) == 0 {
		relu(y, z)
		return
	}
	dreluNEON(&y[0], &z[0], len(y))
}

func sreluGrad(da, a []float32) {
	if level == levelGo || len(da) == 0 {
		reluGrad(da, a)
		return
	}
	sreluGradNEON(&da[0], &a[0], len(da))
}

func dreluGrad(da, a []float64) {
	if level == levelGo || len(da) == 0 {
		reluGrad(da, a)
		return
	}
	dreluGradNEON(&da[0], &a[0], len(da))
}

func sleakyRelu(y, z []float32, alpha float32) {
	if level == levelGo || len(y) == 0 {
		leakyRelu(y, z, alpha)
		return
	}
	sleakyReluNEON(&y[0], &z[0], len(y), alpha)
}

func dleakyRelu(y, z []float64, alpha float64) {
	if level == levelGo || len(y) == 0 {
		leakyRelu(y, z, alpha)
		return
	}
	dleakyReluNEON(&y[0], &z[0], len(y), alpha)
}

func sleakyReluGrad(da, z []float32, alpha float32) {
	if level == levelGo || len(da) == 0 {
		leakyReluGrad(da, z, alpha)
		return
	}
	sleakyReluGradNEON(&da[0], &z[0], len(da), alpha)
}

func dleakyReluGrad(da, z []float64, alpha float64) {
	if level == levelGo || len(da) == 0 {
		leakyReluGrad(da, z, alpha)
		return
	}
	dleakyReluGradNEON(&da[0], &z[0], len(da), alpha)
}
