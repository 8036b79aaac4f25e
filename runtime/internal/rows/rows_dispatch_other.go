//go:build purego || !(amd64 || arm64)

package rows

func f32AddBias(z, b []float32) { addBias(z, b) }

func f64AddBias(z, b []float64) { addBias(z, b) }

func f32SumRows(db, dz []float32) { sumRows(db, dz) }

func f64SumRows(db, dz []float64) { sumRows(db, dz) }

func f32SumSquares(x []float32) float64 { return sumSquares(x) }

func f32Finite(x []float32) bool { return finiteSquares(x) }

func f64SumSquares(x []float64) float64 { return sumSquares(x) }
