//go:build purego || !(amd64 || arm64)

package nn

func saddBias(z, b []float32) { addBias(z, b) }

func daddBias(z, b []float64) { addBias(z, b) }

func ssumRows(db, dz []float32) { sumRows(db, dz) }

func dsumRows(db, dz []float64) { sumRows(db, dz) }

func ssumSquares(x []float32) float64 { return sumSquares(x) }

func dsumSquares(x []float64) float64 { return sumSquares(x) }
