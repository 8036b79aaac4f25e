package nn

import "math/rand/v2"

// Rand draws the random numbers of an initialization. Equal seeds give equal numbers, on every machine.
type Rand struct{ r *rand.Rand }

// NewRand returns a Rand over the PCG generator of math/rand/v2.
func NewRand(seed uint64) *Rand { return &Rand{rand.New(rand.NewPCG(seed, 0))} }

// SfillNormal fills w from the normal distribution of mean 0 and standard deviation std.
func SfillNormal(r *Rand, w []float32, std float64) { fillNormal(r, w, std) }

// DfillNormal is SfillNormal for float64. It draws the same numbers, without rounding them.
func DfillNormal(r *Rand, w []float64, std float64) { fillNormal(r, w, std) }

// SfillUniform fills w from the uniform distribution over [-limit, limit).
func SfillUniform(r *Rand, w []float32, limit float64) { fillUniform(r, w, limit) }

// DfillUniform is SfillUniform for float64. It draws the same numbers, without rounding them.
func DfillUniform(r *Rand, w []float64, limit float64) { fillUniform(r, w, limit) }

// SfillNormalRows fills the first cols entries of each of the rows of w, which are ld apart. It draws what SfillNormal
// draws for a matrix without padding.
func SfillNormalRows(r *Rand, w []float32, rows, cols, ld int, std float64) {
	fillRows(r, w, rows, cols, ld, std, fillNormal)
}

// DfillNormalRows is SfillNormalRows for float64.
func DfillNormalRows(r *Rand, w []float64, rows, cols, ld int, std float64) {
	fillRows(r, w, rows, cols, ld, std, fillNormal)
}

// SfillUniformRows is to SfillUniform what SfillNormalRows is to SfillNormal.
func SfillUniformRows(r *Rand, w []float32, rows, cols, ld int, limit float64) {
	fillRows(r, w, rows, cols, ld, limit, fillUniform)
}

// DfillUniformRows is SfillUniformRows for float64.
func DfillUniformRows(r *Rand, w []float64, rows, cols, ld int, limit float64) {
	fillRows(r, w, rows, cols, ld, limit, fillUniform)
}

func fillRows[T Float](r *Rand, w []T, rows, cols, ld int, spread float64, fill func(*Rand, []T, float64)) {
	mustFit(len(w) == rows*ld && cols <= ld, "fillRows")
	for i := range rows {
		fill(r, w[i*ld:][:cols], spread)
	}
}

func fillNormal[T Float](r *Rand, w []T, std float64) {
	for i := range w {
		w[i] = T(r.r.NormFloat64() * std)
	}
}

func fillUniform[T Float](r *Rand, w []T, limit float64) {
	for i := range w {
		// 24 random bits: with more, rounding to float32 could reach limit itself.
		u := float64(r.r.Uint64()>>40) * 0x1p-23
		w[i] = T((u - 1) * limit)
	}
}
