//go:build !purego

package optim

import "github.com/nngen/nngen/runtime/internal/cpu"

// The steps are handed to the assembly as pointers to their first number, from where it reads all.

func f32Sgd(w, dw []float32, s SGDStep[float32]) {
	switch cpu.Level {
	case cpu.AVX512:
		f32SgdAVX512(w, dw, &s.LearningRate)
	case cpu.AVX2:
		f32SgdAVX2(w, dw, &s.LearningRate)
	default:
		sgd(w, dw, s)
	}
}

func f64Sgd(w, dw []float64, s SGDStep[float64]) {
	if cpu.Level == cpu.Go {
		sgd(w, dw, s)
		return
	}
	f64SgdAVX2(w, dw, &s.LearningRate)
}

func f32Momentum(w, dw, v []float32, s SGDStep[float32]) {
	switch cpu.Level {
	case cpu.AVX512:
		f32MomentumAVX512(w, dw, v, &s.LearningRate)
	case cpu.AVX2:
		f32MomentumAVX2(w, dw, v, &s.LearningRate)
	default:
		momentum(w, dw, v, s)
	}
}

func f64Momentum(w, dw, v []float64, s SGDStep[float64]) {
	if cpu.Level == cpu.Go {
		momentum(w, dw, v, s)
		return
	}
	f64MomentumAVX2(w, dw, v, &s.LearningRate)
}

func f32Nesterov(w, dw, v []float32, s SGDStep[float32]) {
	switch cpu.Level {
	case cpu.AVX512:
		f32NesterovAVX512(w, dw, v, &s.LearningRate)
	case cpu.AVX2:
		f32NesterovAVX2(w, dw, v, &s.LearningRate)
	default:
		nesterov(w, dw, v, s)
	}
}

func f64Nesterov(w, dw, v []float64, s SGDStep[float64]) {
	if cpu.Level == cpu.Go {
		nesterov(w, dw, v, s)
		return
	}
	f64NesterovAVX2(w, dw, v, &s.LearningRate)
}

func f32Adam(w, dw, m, v []float32, s AdamStep[float32]) {
	switch cpu.Level {
	case cpu.AVX512:
		f32AdamAVX512(w, dw, m, v, &s.Rate)
	case cpu.AVX2:
		f32AdamAVX2(w, dw, m, v, &s.Rate)
	default:
		adam(w, dw, m, v, s)
	}
}

func f64Adam(w, dw, m, v []float64, s AdamStep[float64]) {
	if cpu.Level == cpu.Go {
		adam(w, dw, m, v, s)
		return
	}
	f64AdamAVX2(w, dw, m, v, &s.Rate)
}

func f32Rmsprop(w, dw, v []float32, s RMSPropStep[float32]) {
	switch cpu.Level {
	case cpu.AVX512:
		f32RmspropAVX512(w, dw, v, &s.LearningRate)
	case cpu.AVX2:
		f32RmspropAVX2(w, dw, v, &s.LearningRate)
	default:
		rmsprop(w, dw, v, s)
	}
}

func f64Rmsprop(w, dw, v []float64, s RMSPropStep[float64]) {
	if cpu.Level == cpu.Go {
		rmsprop(w, dw, v, s)
		return
	}
	f64RmspropAVX2(w, dw, v, &s.LearningRate)
}

func f32Adagrad(w, dw, v []float32, s AdagradStep[float32]) {
	switch cpu.Level {
	case cpu.AVX512:
		f32AdagradAVX512(w, dw, v, &s.LearningRate)
	case cpu.AVX2:
		f32AdagradAVX2(w, dw, v, &s.LearningRate)
	default:
		adagrad(w, dw, v, s)
	}
}

func f64Adagrad(w, dw, v []float64, s AdagradStep[float64]) {
	if cpu.Level == cpu.Go {
		adagrad(w, dw, v, s)
		return
	}
	f64AdagradAVX2(w, dw, v, &s.LearningRate)
}
