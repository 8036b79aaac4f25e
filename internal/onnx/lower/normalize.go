package lower

// normalize makes the spec's normalization of factors and offsets that come first: (x − offset)/scale.
func (w *specWriter) normalize() {
	in := w.net.Inputs[0]
	n := in.Dims[0]
	offset, scale := make([]float64, n), make([]float64, n)
	for i := range scale {
		scale[i] = 1
	}
	for w.takeScale(in, offset, scale) {
		w.normalized = true
	}
	if w.normalized {
		w.net.Offset, w.net.Scale = offset, scale
		w.tensors["input.offset"] = Param{"input.offset", []int{n}, offset}
		w.tensors["input.scale"] = Param{"input.scale", []int{n}, scale}
	}
}

// takeScale takes one layer into the normalization: f·(x − offset)/scale + o. An offset may only come before any factor, or
// with it: a difference of two large numbers is computed as the graph does.
func (w *specWriter) takeScale(in *Layer, offset, scale []float64) bool {
	readers := w.net.readers()
	if readers[in] != 1 {
		return false
	}
	for _, l := range w.net.Layers {
		if l.From[0] != in || l.Kind != "scale" || !l.Activation.Linear() {
			continue
		}
		f, o := l.everywhere(l.list("factor"), 1), l.everywhere(l.list("offset"), 0)
		for i := range f {
			if f[i] == 0 || o[i] != 0 && scale[i] != 1 {
				return false
			}
		}
		for i := range f {
			offset[i] -= o[i] / f[i] * scale[i]
			scale[i] /= f[i]
		}
		w.net.replace(l, in)
		return true
	}
	return false
}
