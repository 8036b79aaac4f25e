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
