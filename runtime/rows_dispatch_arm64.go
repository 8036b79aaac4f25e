//go:build !purego

package nn

func saddBias(z, b []float32) { addBias(z, b) }

func daddBias(z, b []float64) { addBias(z, b) }

// ssumRows is the product of a row of ones and dz.
func ssumRows(db, dz []float32) {
	if level == levelGo || len(dz) == 0 {
		sumRows(db, dz)
		return
	}
	one := float32(1)
	sgemmNEON(&db[0], &one, &dz[0], nil, 1, len(db), len(dz)/len(db), 0, 0, 0, len(db), unbounded[float32]())
}

// dsumRows is ssumRows for float64.
func dsumRows(db, dz []float64) {
	if level == levelGo || len(dz) == 0 {
		sumRows(db, dz)
		return
	}
	one := 1.0
	dgemmNEON(&db[0], &one, &dz[0], nil, 1, len(db), len(dz)/len(db), 0, 0, 0, len(db), unbounded[float64]())
}

func ssumSquares(x []float32) float64 { return sumSquares(x) }

func dsumSquares(x []float64) float64 { return sumSquares(x) }
