//go:build purego || !(amd64 || arm64)

package optim

func f32Sgd(w, dw []float32, s SGDStep[float32]) { sgd(w, dw, s) }

func f64Sgd(w, dw []float64, s SGDStep[float64]) { sgd(w, dw, s) }

func f32Momentum(w, dw, v []float32, s SGDStep[float32]) { momentum(w, dw, v, s) }

func f64Momentum(w, dw, v []float64, s SGDStep[float64]) { momentum(w, dw, v, s) }

func f32Nesterov(w, dw, v []float32, s SGDStep[float32]) { nesterov(w, dw, v, s) }

func f64Nesterov(w, dw, v []float64, s SGDStep[float64]) { nesterov(w, dw, v, s) }

func f32Adam(w, dw, m, v []float32, s AdamStep[float32]) { adam(w, dw, m, v, s) }

func f64Adam(w, dw, m, v []float64, s AdamStep[float64]) { adam(w, dw, m, v, s) }

func f32Rmsprop(w, dw, v []float32, s RMSPropStep[float32]) { rmsprop(w, dw, v, s) }

func f64Rmsprop(w, dw, v []float64, s RMSPropStep[float64]) { rmsprop(w, dw, v, s) }

func f32Adagrad(w, dw, v []float32, s AdagradStep[float32]) { adagrad(w, dw, v, s) }

func f64Adagrad(w, dw, v []float64, s AdagradStep[float64]) { adagrad(w, dw, v, s) }
