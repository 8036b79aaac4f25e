//go:build !purego

package nn

// The steps are handed to the assembly as pointers to their first number, from where it reads all.

func ssgd(w, dw []float32, s SGDStep[float32]) {
	switch level {
	case levelAVX512:
		ssgdAVX512(w, dw, &s.LearningRate)
	case levelAVX2:
		ssgdAVX2(w, dw, &s.LearningRate)
	default:
		sgd(w, dw, s)
	}
}

func dsgd(w, dw []float64, s SGDStep[float64]) {
	switch level {
	case levelAVX512:
		dsgdAVX512(w, dw, &s.LearningRate)
	case levelAVX2:
		dsgdAVX2(w, dw, &s.LearningRate)
	default:
		sgd(w, dw, s)
	}
}

func smomentum(w, dw, v []float32, s SGDStep[float32]) {
	switch level {
	case levelAVX512:
		smomentumAVX512(w, dw, v, &s.LearningRate)
	case levelAVX2:
		smomentumAVX2(w, dw, v, &s.LearningRate)
	default:
		momentum(w, dw, v, s)
	}
}

func dmomentum(w, dw, v []float64, s SGDStep[float64]) {
	switch level {
	case levelAVX512:
		dmomentumAVX512(w, dw, v, &s.LearningRate)
	case levelAVX2:
		dmomentumAVX2(w, dw, v, &s.LearningRate)
	default:
		momentum(w, dw, v, s)
	}
}

func snesterov(w, dw, v []float32, s SGDStep[float32]) {
	switch level {
	case levelAVX512:
		snesterovAVX512(w, dw, v, &s.LearningRate)
	case levelAVX2:
		snesterovAVX2(w, dw, v, &s.LearningRate)
	default:
		nesterov(w, dw, v, s)
	}
}

func dnesterov(w, dw, v []float64, s SGDStep[float64]) {
	switch level {
	case levelAVX512:
		dnesterovAVX512(w, dw, v, &s.LearningRate)
	case levelAVX2:
		dnesterovAVX2(w, dw, v, &s.LearningRate)
	default:
		nesterov(w, dw, v, s)
	}
}

func sadam(w, dw, m, v []float32, s AdamStep[float32]) {
	switch level {
	case levelAVX512:
		sadamAVX512(w, dw, m, v, &s.Rate)
	case levelAVX2:
		sadamAVX2(w, dw, m, v, &s.Rate)
	default:
		adam(w, dw, m, v, s)
	}
}

func dadam(w, dw, m, v []float64, s AdamStep[float64]) {
	switch level {
	case levelAVX512:
		dadamAVX512(w, dw, m, v, &s.Rate)
	case levelAVX2:
		dadamAVX2(w, dw, m, v, &s.Rate)
	default:
		adam(w, dw, m, v, s)
	}
}

func srmsprop(w, dw, v []float32, s RMSPropStep[float32]) {
	switch level {
	case levelAVX512:
		srmspropAVX512(w, dw, v, &s.LearningRate)
	case levelAVX2:
		srmspropAVX2(w, dw, v, &s.LearningRate)
	default:
		rmsprop(w, dw, v, s)
	}
}

func drmsprop(w, dw, v []float64, s RMSPropStep[float64]) {
	switch level {
	case levelAVX512:
		drmspropAVX512(w, dw, v, &s.LearningRate)
	case levelAVX2:
		drmspropAVX2(w, dw, v, &s.LearningRate)
	default:
		rmsprop(w, dw, v, s)
	}
}

func sadagrad(w, dw, v []float32, s AdagradStep[float32]) {
	switch level {
	case levelAVX512:
		sadagradAVX512(w, dw, v, &s.LearningRate)
	case levelAVX2:
		sadagradAVX2(w, dw, v, &s.LearningRate)
	default:
		adagrad(w, dw, v, s)
	}
}

func dadagrad(w, dw, v []float64, s AdagradStep[float64]) {
	switch level {
	case levelAVX512:
		dadagradAVX512(w, dw, v, &s.LearningRate)
	case levelAVX2:
		dadagradAVX2(w, dw, v, &s.LearningRate)
	default:
		adagrad(w, dw, v, s)
	}
}
