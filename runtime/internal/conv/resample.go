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
	s := borrow[T]()
	s.interpolate(in, out, corners)
	for ; len(x) > 0; y, x = y[out*inner:], x[in*inner:] {
		if inner == 1 {
			resampleLine(y[:out], x[:in], s.places, s.scale)
			continue
		}
		for o, f := range s.scale {
			a, b := x[int(s.places[2*o])*inner:][:inner], x[int(s.places[2*o+1])*inner:][:inner]
			y := y[o*inner:][:inner]
			for k, v := range a {
				y[k] = v + f*(b[k]-v)
			}
		}
	}
	giveBack(s)
}

// resampleLine is resample of entries that lie next to each other.
func resampleLine[T mat.Float](y, x []T, places []int32, fs []T) {
	o := 0
	if isDoubled(len(x), len(y), fs) {
		y[0] = x[0] + fs[0]*(x[1]-x[0])
		first, second, v := fs[1], fs[2], x[0]
		to := y[1 : len(y)-1]
		for _, w := range x[1:] {
			y := to[:2]
			y[0], y[1] = v+first*(w-v), v+second*(w-v)
			to, v = to[2:], w
		}
		o = len(y) - 1
	}
	places, fs = places[:2*len(y)], fs[:len(y)]
	for ; o < len(y); o++ {
		v := x[places[2*o]]
		y[o] = v + fs[o]*(x[places[2*o+1]]-v)
	}
}

// isDoubled reports whether two entries of the result lie between each two of the operand, and one before and one behind them all: there are twice
// as many, and corners do not stay where they are.
func isDoubled[T mat.Float](in, out int, fs []T) bool { return in > 1 && out == 2*in && fs[1] == 0.25 }

func resampleGrad[T mat.Float](dx, dy []T, in, out, inner int, corners bool) {
	mat.MustFit(mat.WholeRows(len(dx), in*inner) && len(dy)*in == len(dx)*out, "resampleGrad")
	clear(dx)
	s := borrow[T]()
	s.interpolate(in, out, corners)
	for ; len(dx) > 0; dx, dy = dx[in*inner:], dy[out*inner:] {
		if inner == 1 {
			resampleLineGrad(dx[:in], dy[:out], s.places, s.scale, s.shift)
			continue
		}
		for o, f := range s.scale {
			a, b := dx[int(s.places[2*o])*inner:][:inner], dx[int(s.places[2*o+1])*inner:][:inner]
			rest := s.shift[o]
			for k, d := range dy[o*inner:][:inner] {
				a[k] += rest * d
				b[k] += f * d
			}
		}
	}
	giveBack(s)
}

// resampleLineGrad is resampleGrad of entries that lie next to each other.
func resampleLineGrad[T mat.Float](dx, dy []T, places []int32, fs, rests []T) {
	o := 0
	if isDoubled(len(dx), len(dy), fs) {
		dx[0], dx[1] = dx[0]+rests[0]*dy[0], dx[1]+fs[0]*dy[0]
		this, f, g, rest, other, from := dx[0], fs[1], fs[2], rests[1], rests[2], dy[1:]
		for i := range len(dx) - 1 {
			d, e := from[0], from[1]
			dx[i], this = this+rest*d+other*e, dx[i+1]+f*d+g*e
			from = from[2:]
		}
		dx[len(dx)-1] = this
		o = len(dy) - 1
	}
	places, fs, rests = places[:2*len(dy)], fs[:len(dy)], rests[:len(dy)]
	for ; o < len(dy); o++ {
		dx[places[2*o]] += rests[o] * dy[o]
		dx[places[2*o+1]] += fs[o] * dy[o]
	}
}

// interpolate sets places to the two entries between which each of the result lies, scale to how far it is from the first, and shift to what that
// leaves of 1.
func (s *scratch[T]) interpolate(in, out int, corners bool) {
	s.places, s.scale, s.shift = mat.Grow(s.places, 2*out), mat.Grow(s.scale, out), mat.Grow(s.shift, out)
	for o := range out {
		low, high, f := between(o, in, out, corners)
		s.places[2*o], s.places[2*o+1], s.scale[o], s.shift[o] = int32(low), int32(high), T(f), T(1-f)
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
