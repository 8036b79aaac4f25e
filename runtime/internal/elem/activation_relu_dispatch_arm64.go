//go:build !purego

package elem

import (
	"github.com/nngen/nngen/runtime/internal/cpu"
	"github.com/nngen/nngen/runtime/internal/neon"
)

func f32Relu(y, z []float32) {
	if cpu.Level == cpu.Go || len(y) == 0 {
		relu(y, z)
		return
	}
	neon.F32Relu(&y[0], &z[0], len(y))
}

func f64Relu(y, z []float64) {
	if cpu.Level == cpu.Go || len(y) == 0 {
		relu(y, z)
		return
	}
	neon.F64Relu(&y[0], &z[0], len(y))
}

func f32ReluGrad(da, a []float32) {
	if cpu.Level == cpu.Go || len(da) == 0 {
		reluGrad(da, a)
		return
	}
	neon.F32ReluGrad(&da[0], &a[0], len(da))
}

func f64ReluGrad(da, a []float64) {
	if cpu.Level == cpu.Go || len(da) == 0 {
		reluGrad(da, a)
		return
	}
	neon.F64ReluGrad(&da[0], &a[0], len(da))
}

func f32LeakyRelu(y, z []float32, alpha float32) {
	if cpu.Level == cpu.Go || len(y) == 0 {
		leakyRelu(y, z, alpha)
		return
	}
	neon.F32LeakyRelu(&y[0], &z[0], len(y), alpha)
}

func f64LeakyRelu(y, z []float64, alpha float64) {
	if cpu.Level == cpu.Go || len(y) == 0 {
		leakyRelu(y, z, alpha)
		return
	}
	neon.F64LeakyRelu(&y[0], &z[0], len(y), alpha)
}

func f32LeakyReluGrad(da, z []float32, alpha float32) {
	if cpu.Level == cpu.Go || len(da) == 0 {
		leakyReluGrad(da, z, alpha)
		return
	}
	neon.F32LeakyReluGrad(&da[0], &z[0], len(da), alpha)
}

func f64LeakyReluGrad(da, z []float64, alpha float64) {
	if cpu.Level == cpu.Go || len(da) == 0 {
		leakyReluGrad(da, z, alpha)
		return
	}
	neon.F64LeakyReluGrad(&da[0], &z[0], len(da), alpha)
}
