package nn

import "github.com/nngen/nngen/runtime/internal/random"

// Rand draws the random numbers of an initialization. Equal seeds give equal numbers, on every machine.
type Rand = random.Rand

// NewRand returns a Rand over the PCG generator of math/rand/v2.
func NewRand(seed uint64) *Rand { return random.NewRand(seed) }

// F32FillNormal fills w from the normal distribution of mean 0 and standard deviation std.
func F32FillNormal(r *Rand, w []float32, std float64) { random.F32FillNormal(r, w, std) }

// F64FillNormal is F32FillNormal for float64. It draws the same numbers, without rounding them.
func F64FillNormal(r *Rand, w []float64, std float64) { random.F64FillNormal(r, w, std) }

// F32FillUniform fills w from the uniform distribution over [-limit, limit).
func F32FillUniform(r *Rand, w []float32, limit float64) { random.F32FillUniform(r, w, limit) }

// F64FillUniform is F32FillUniform for float64. It draws the same numbers, without rounding them.
func F64FillUniform(r *Rand, w []float64, limit float64) { random.F64FillUniform(r, w, limit) }

// F32FillNormalT fills weights that lie input by input: n0 inputs, n1 units, rows ld entries apart. It draws unit by unit
// and so the numbers that F32FillNormal draws where they lie unit by unit: weights follow from the seed, not from how they
// are laid out.
func F32FillNormalT(r *Rand, w []float32, n0, n1, ld int, std float64) {
	random.F32FillNormalT(r, w, n0, n1, ld, std)
}

// F64FillNormalT is F32FillNormalT for float64.
func F64FillNormalT(r *Rand, w []float64, n0, n1, ld int, std float64) {
	random.F64FillNormalT(r, w, n0, n1, ld, std)
}

// F32FillUniformT is to F32FillUniform what F32FillNormalT is to F32FillNormal.
func F32FillUniformT(r *Rand, w []float32, n0, n1, ld int, limit float64) {
	random.F32FillUniformT(r, w, n0, n1, ld, limit)
}

// F64FillUniformT is F32FillUniformT for float64.
func F64FillUniformT(r *Rand, w []float64, n0, n1, ld int, limit float64) {
	random.F64FillUniformT(r, w, n0, n1, ld, limit)
}
