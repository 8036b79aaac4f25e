package nn

func sbgemvT(y []float32, w []BFloat16, b, x []float32, ld int, floor float32) {
	sbgemvTBody(y, w, b, x, ld, floor)
}

func sbwiden(dst []float32, src []BFloat16, n0, ld int) { sbwidenBody(dst, src, n0, ld) }
