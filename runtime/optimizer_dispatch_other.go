//go:build purego || !(amd64 || arm64)

package nn

func ssgd(w, dw []float32, s SGDStep[float32]) { sgd(w, dw, s) }

func dsgd(w, dw []float64, s SGDStep[float64]) { sgd(w, dw, s) }

func smomentum(w, dw, v []float32, s SGDStep[float32]) { momentum(w, dw, v, s) }

func dmomentum(w, dw, v []float64, s SGDStep[float64]) { momentum(w, dw, v, s) }

func snesterov(w, dw, v []float32, s SGDStep[float32]) { nesterov(w, dw, v, s) }

func dnesterov(w, dw, v []float64, s SGDStep[float64]) { nesterov(w, dw, v, s) }

func sadam(w, dw, m, v []float32, s AdamStep[float32]) { adam(w, dw, m, v, s) }

func dadam(w, dw, m, v []float64, s AdamStep[float64]) { adam(w, dw, m, v, s) }

func srmsprop(w, dw, v []float32, s RMSPropStep[float32]) { rmsprop(w, dw, v, s) }

func drmsprop(w, dw, v []float64, s RMSPropStep[float64]) { rmsprop(w, dw, v, s) }

func sadagrad(w, dw, v []float32, s AdagradStep[float32]) { adagrad(w, dw, v, s) }

func dadagrad(w, dw, v []float64, s AdagradStep[float64]) { adagrad(w, dw, v, s) }
