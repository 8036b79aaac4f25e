package conv

import "github.com/nngen/nngen/runtime/internal/mat"

// F32Resample interpolates linearly along an axis of in entries, inner apart, of which it makes out:
//
//	y[o] = (1 - f)*x[i] + f*x[i+1]
//
// where i + f is (o + ½)·in/out − ½, but not below 0, or, with corners, o·(in − 1)/(out − 1); behind the last entry comes itself.
//
//go:noinline
func F32Resample(y, x []float32, in, out, inner int, corners bool) {
	resample(y, x, in, out, inner, corners)
}

// F64Resample is F32Resample for float64.
//
//go:noinline
func F64Resample(y, x []float64, in, out, inner int, corners bool) {
	resample(y, x, in, out, inner, corners)
}

// F32ResampleGrad computes the gradient dx by the x of F32Resample, given that of y.
//
//go:noinline
func F32ResampleGrad(dx, dy []float32, in, out, inner int, corners bool) {
	resampleGrad(dx, dy, in, out, inner, corners)
}

// F64ResampleGrad is F32ResampleGrad for float64.
//
//go:noinline
func F64ResampleGrad(dx, dy []float64, in, out, inner int, corners bool) {
	resampleGrad(dx, dy, in, out, inner, corners)
}

func resample[T mat.Float](y, x []T, in, out, inner int, corners bool) {
	mat.MustFit(mat.WholeRows(len(x), in*inner) && len(y)*in == len(x)*out, "resample")
	for o := range out {
		low, high, f := between(o, in, out, corners)
		for at := 0; at*in*inner < len(x); at++ {
			a, b := x[(at*in+low)*inner:][:inner], x[(at*in+high)*inner:][:inner]
			for k := range inner {
				y[(at*out+o)*inner+k] = a[k] + T(f)*(b[k]-a[k])
			}
		}
	}
}

func resampleGrad[T mat.Float](dx, dy []T, in, out, inner int, corners bool) {
	mat.MustFit(mat.WholeRows(len(dx), in*inner) && len(dy)*in == len(dx)*out, "resampleGrad")
	clear(dx)
	for o := range out {
		low, high, f := between(o, in, out, corners)
		for at := 0; at*in*inner < len(dx); at++ {
			a, b := dx[(at*in+low)*inner:][:inner], dx[(at*in+high)*inner:][:inner]
			for k, d := range dy[(at*out+o)*inner:][:inner] {
				a[k] += T(1-f) * d
				b[k] += T(f) * d
			}
		}
	}
}

// between is where an entry of the result lies: between which entries, and how far from the first.
func between(o, in, out int, corners bool) (low, high int, f float64) {
	at := max(0, (float64(o)+0.5)*float64(in)/float64(out)-0.5)
	if corners {
		at = float64(o) * float64(in-1) / float64(max(1, out-1))
	}
	low = int(at)
	return low, min(low+1, in-1), at - float64(low)
}
