//go:build !purego

package nn

// The steps are handed to the assembly as pointers to their first number, from where it reads all.

func ssgd(w, dw []float32, s SGDStep[float32]) {
	if level == levelGo || len(w) == 0 {
		sgd(w, dw, s)
		return
	}
	ssgdNEON(&w[0], &dw[0], len(w), &s.LearningRate)
}

func dsgd(w, dw []float64, s SGDStep[float64]) {
	if level == levelGo || len(w) == 0 {
		sgd(w, dw, s)
		return
	}
	dsgdNEON(&w[0], &dw[0], len(w), &s.LearningRate)
}

func smomentum(w, dw, v []float32, s SGDStep[float32]) {
	if level == levelGo || len(w) == 0 {
		momentum(w, dw, v, s)
		return
	}
	smomentumNEON(&w[0], &dw[0], &v[0], len(w), &s.LearningRate)
}

func dmomentum(w, dw, v []float64, s SGDStep[float64]) {
	if level == levelGo || len(w) == 0 {
		momentum(w, dw, v, s)
		return
	}
	dmomentumNEON(&w[0], &dw[0], &v[0], len(w), &s.LearningRate)
}

func snesterov(w, dw, v []float32, s SGDStep[float32]) {
	if level == levelGo || len(w) == 0 {
		nesterov(w, dw, v, s)
		return
	}
	snesterovNEON(&w[0], &dw[0], &v[0], len(w), &s.LearningRate)
}

func dnesterov(w, dw, v []float64, s SGDStep[float64]) {
	if level == levelGo || len(w) == 0 {
		nesterov(w, dw, v, s)
		return
	}
	dnesterovNEON(&w[0], &dw[0], &v[0], len(w), &s.LearningRate)
}

func srmsprop(w, dw, v []float32, s RMSPropStep[float32]) {
	if level == levelGo || len(w) == 0 {
		rmsprop(w, dw, v, s)
		return
	}
	srmspropNEON(&w[0], &dw[0], &v[0], len(w), &s.LearningRate)
}

func drmsprop(w, dw, v []float64, s RMSPropStep[float64]) {
	if level == levelGo || len(w) == 0 {
		rmsprop(w, dw, v, s)
		return
	}
	drmspropNEON(&w[0], &dw[0], &v[0], len(w), &s.LearningRate)
}

func sadagrad(w, dw, v []float32, s AdagradStep[float32]) {
	if level == levelGo || len(w) == 0 {
		adagrad(w, dw, v, s)
		return
	}
	sadagradNEON(&w[0], &dw[0], &v[0], len(w), &s.LearningRate)
}

func dadagrad(w, dw, v []float64, s AdagradStep[float64]) {
	if level == levelGo || len(w) == 0 {
		adagrad(w, dw, v, s)
		return
	}
	dadagradNEON(&w[0], &dw[0], &v[0], len(w), &s.LearningRate)
}

func sadam(w, dw, m, v []float32, s AdamStep[float32]) {
	if level == levelGo || len(w) == 0 {
		adam(w, dw, m, v, s)
		return
	}
	sadamNEON(&w[0], &dw[0], &m[0], &v[0], len(w), &s.Rate)
}

func dadam(w, dw, m, v []float64, s AdamStep[float64]) {
	if level == levelGo || len(w) == 0 {
		adam(w, dw, m, v, s)
		return
	}
	dadamNEON(&w[0], &dw[0], &m[0], &v[0], len(w), &s.Rate)
}
