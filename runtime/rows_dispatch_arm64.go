//go:build !purego

package nn

func f32AddBias(z, b []float32) { addBias(z, b) }

func f64AddBias(z, b []float64) { addBias(z, b) }

// f32SumRows is the product of a row of ones and dz.
func f32SumRows(db, dz []float32) {
	if level == levelGo || len(dz) == 0 {
		sumRows(db, dz)
		return
	}
	one := float32(1)
	f32GemmNEON(&db[0], &one, &dz[0], nil, 1, len(db), len(dz)/len(db), 0, 0, 0, len(db), unbounded[float32]())
}

// f64SumRows is f32SumRows for float64.
func f64SumRows(db, dz []float64) {
	if level == levelGo || len(dz) == 0 {
		sumRows(db, dz)
		return
	}
	one := 1.0
	f64GemmNEON(&db[0], &one, &dz[0], nil, 1, len(db), len(dz)/len(db), 0, 0, 0, len(db), unbounded[float64]())
}

func f32SumSquares(x []float32) float64 { return sumSquares(x) }

func f64SumSquares(x []float64) float64 { return sumSquares(x) }
