//go:build !purego

package optim

import (
	"github.com/nngen/nngen/runtime/internal/cpu"
	"github.com/nngen/nngen/runtime/internal/neon"
)

// The steps are handed to the assembly as pointers to their first number, from where it reads all.

func f32Sgd(w, dw []float32, s SGDStep[float32]) {
	if cpu.Level == cpu.Go || len(w) == 0 {
		sgd(w, dw, s)
		return
	}
	neon.F32Sgd(&w[0], &dw[0], len(w), &s.LearningRate)
}

func f64Sgd(w, dw []float64, s SGDStep[float64]) {
	if cpu.Level == cpu.Go || len(w) == 0 {
		sgd(w, dw, s)
		return
	}
	neon.F64Sgd(&w[0], &dw[0], len(w), &s.LearningRate)
}

func f32Momentum(w, dw, v []float32, s SGDStep[float32]) {
	if cpu.Level == cpu.Go || len(w) == 0 {
		momentum(w, dw, v, s)
		return
	}
	neon.F32Momentum(&w[0], &dw[0], &v[0], len(w), &s.LearningRate)
}

func f64Momentum(w, dw, v []float64, s SGDStep[float64]) {
	if cpu.Level == cpu.Go || len(w) == 0 {
		momentum(w, dw, v, s)
		return
	}
	neon.F64Momentum(&w[0], &dw[0], &v[0], len(w), &s.LearningRate)
}

func f32Nesterov(w, dw, v []float32, s SGDStep[float32]) {
	if cpu.Level == cpu.Go || len(w) == 0 {
		nesterov(w, dw, v, s)
		return
	}
	neon.F32Nesterov(&w[0], &dw[0], &v[0], len(w), &s.LearningRate)
}

func f64Nesterov(w, dw, v []float64, s SGDStep[float64]) {
	if cpu.Level == cpu.Go || len(w) == 0 {
		nesterov(w, dw, v, s)
		return
	}
	neon.F64Nesterov(&w[0], &dw[0], &v[0], len(w), &s.LearningRate)
}

func f32Rmsprop(w, dw, v []float32, s RMSPropStep[float32]) {
	if cpu.Level == cpu.Go || len(w) == 0 {
		rmsprop(w, dw, v, s)
		return
	}
	neon.F32Rmsprop(&w[0], &dw[0], &v[0], len(w), &s.LearningRate)
}

func f64Rmsprop(w, dw, v []float64, s RMSPropStep[float64]) {
	if cpu.Level == cpu.Go || len(w) == 0 {
		rmsprop(w, dw, v, s)
		return
	}
	neon.F64Rmsprop(&w[0], &dw[0], &v[0], len(w), &s.LearningRate)
}

func f32Adagrad(w, dw, v []float32, s AdagradStep[float32]) {
	if cpu.Level == cpu.Go || len(w) == 0 {
		adagrad(w, dw, v, s)
		return
	}
	neon.F32Adagrad(&w[0], &dw[0], &v[0], len(w), &s.LearningRate)
}

func f64Adagrad(w, dw, v []float64, s AdagradStep[float64]) {
	if cpu.Level == cpu.Go || len(w) == 0 {
		adagrad(w, dw, v, s)
		return
	}
	neon.F64Adagrad(&w[0], &dw[0], &v[0], len(w), &s.LearningRate)
}

func f32Adam(w, dw, m, v []float32, s AdamStep[float32]) {
	if cpu.Level == cpu.Go || len(w) == 0 {
		adam(w, dw, m, v, s)
		return
	}
	neon.F32Adam(&w[0], &dw[0], &m[0], &v[0], len(w), &s.Rate)
}

func f64Adam(w, dw, m, v []float64, s AdamStep[float64]) {
	if cpu.Level == cpu.Go || len(w) == 0 {
		adam(w, dw, m, v, s)
		return
	}
	neon.F64Adam(&w[0], &dw[0], &m[0], &v[0], len(w), &s.Rate)
}
