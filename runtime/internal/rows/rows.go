package rows

import "github.com/nngen/nngen/runtime/internal/mat"

// F32AddBias adds b to each row of z, whose length is a multiple of len(b):
//
//	for i := range z {
//		z[i] += b[i%len(b)]
//	}
//
//go:noinline
func F32AddBias(z, b []float32) {
	mat.MustFit(mat.WholeRows(len(z), len(b)), "addBias")
	f32AddBias(z, b)
}

// F64AddBias is F32AddBias for float64.
//
//go:noinline
func F64AddBias(z, b []float64) {
	mat.MustFit(mat.WholeRows(len(z), len(b)), "addBias")
	f64AddBias(z, b)
}

// F32SumRows sets db to the sum of the rows of dz, whose length is a multiple of len(db):
//
//	clear(db)
//	for i := range dz {
//		db[i%len(db)] += dz[i]
//	}
//
// but adds in another order: of each 1024 rows first, so that the error does not grow with the length of a batch.
//
//go:noinline
func F32SumRows(db, dz []float32) {
	mat.MustFit(mat.WholeRows(len(dz), len(db)), "sumRows")
	short := min(len(dz), Together*len(db))
	f32SumRows(db, dz[:short])
	if short < len(dz) {
		f32AddRows(db, dz[short:])
	}
}

// F64SumRows is F32SumRows for float64.
//
//go:noinline
func F64SumRows(db, dz []float64) {
	mat.MustFit(mat.WholeRows(len(dz), len(db)), "sumRows")
	short := min(len(dz), Together*len(db))
	f64SumRows(db, dz[:short])
	if short < len(dz) {
		f64AddRows(db, dz[short:])
	}
}

// F32SumSquares returns Σ x[i]², added up in float64, in no particular order.
//
//go:noinline
func F32SumSquares(x []float32) float64 { return f32SumSquares(x) }

// F64SumSquares is F32SumSquares for float64.
//
//go:noinline
func F64SumSquares(x []float64) float64 { return f64SumSquares(x) }

// F32Finite reports whether no entry of x is NaN or infinite.
//
//go:noinline
func F32Finite(x []float32) bool {
	if sharesLook(len(x)) {
		return allFinite(&f32Looks, x, f32Finite)
	}
	return f32Finite(x)
}

// F64Finite is F32Finite for float64.
//
//go:noinline
func F64Finite(x []float64) bool {
	if sharesLook(len(x)) {
		return allFinite(&f64Looks, x, f64Finite)
	}
	return f64Finite(x)
}

func f64Finite(x []float64) bool {
	if s := f64SumSquares(x); s-s == 0 {
		return true
	}
	for _, v := range x { // a square may be infinite where its root is not
		if v-v != 0 {
			return false
		}
	}
	return true
}

func finiteSquares(x []float32) bool {
	s := sumSquares(x) // in float64, which no square of a float32 is beyond
	return s-s == 0
}

func addBias[T mat.Float](z, b []T) {
	for len(z) > 0 {
		mat.AddTo(z[:len(b)], b)
		z = z[len(b):]
	}
}

func sumRows[T mat.Float](db, dz []T) {
	clear(db)
	for len(dz) > 0 {
		mat.AddTo(db, dz[:len(db)])
		dz = dz[len(db):]
	}
}

func sumSquares[T mat.Float](x []T) float64 {
	sum := 0.0
	for _, v := range x {
		sum += float64(v) * float64(v)
	}
	return sum
}
