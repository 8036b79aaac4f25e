package random

import (
	"math/rand/v2"

	"github.com/nngen/nngen/runtime/internal/mat"
)

// Rand draws the random numbers of an initialization. Equal seeds give equal numbers, on every machine.
type Rand struct{ r *rand.Rand }

// NewRand returns a Rand over the PCG generator of math/rand/v2.
func NewRand(seed uint64) *Rand { return &Rand{rand.New(rand.NewPCG(seed, 0))} }

// F32FillNormal fills w from the normal distribution of mean 0 and standard deviation std.
func F32FillNormal(r *Rand, w []float32, std float64) { fillNormal(r, w, std) }

// F64FillNormal is F32FillNormal for float64. It draws the same numbers, without rounding them.
func F64FillNormal(r *Rand, w []float64, std float64) { fillNormal(r, w, std) }

// F32FillUniform fills w from the uniform distribution over [-limit, limit).
func F32FillUniform(r *Rand, w []float32, limit float64) { fillUniform(r, w, limit) }

// F64FillUniform is F32FillUniform for float64. It draws the same numbers, without rounding them.
func F64FillUniform(r *Rand, w []float64, limit float64) { fillUniform(r, w, limit) }

// F32FillNormalT fills weights that lie input by input: n0 inputs, n1 units, rows ld entries apart. It draws unit by unit
// and so the numbers that F32FillNormal draws where they lie unit by unit: weights follow from the seed, not from how they
// are laid out.
func F32FillNormalT(r *Rand, w []float32, n0, n1, ld int, std float64) {
	fillT(r, w, n0, n1, ld, std, drawNormal)
}

// F64FillNormalT is F32FillNormalT for float64.
func F64FillNormalT(r *Rand, w []float64, n0, n1, ld int, std float64) {
	fillT(r, w, n0, n1, ld, std, drawNormal)
}

// F32FillUniformT is to F32FillUniform what F32FillNormalT is to F32FillNormal.
func F32FillUniformT(r *Rand, w []float32, n0, n1, ld int, limit float64) {
	fillT(r, w, n0, n1, ld, limit, drawUniform)
}

// F64FillUniformT is F32FillUniformT for float64.
func F64FillUniformT(r *Rand, w []float64, n0, n1, ld int, limit float64) {
	fillT(r, w, n0, n1, ld, limit, drawUniform)
}

func fillT[T mat.Float](r *Rand, w []T, n0, n1, ld int, spread float64, draw func(r *Rand, spread float64) float64) {
	mat.MustFit(mat.IsPadded(len(w), n1, n0, ld), "fillT")
	before, tail := n1, w[:0]
	if mat.HasTail(len(w), n0, n1, ld) {
		before, tail = ld, w[n0*ld:]
	}
	for o := range before {
		first := mat.Place(0, o, n0, ld)
		for i := range n0 {
			w[first+i*ld] = T(draw(r, spread))
		}
	}
	for i := range tail {
		tail[i] = T(draw(r, spread))
	}
}

func fillNormal[T mat.Float](r *Rand, w []T, std float64) {
	for i := range w {
		w[i] = T(drawNormal(r, std))
	}
}

func fillUniform[T mat.Float](r *Rand, w []T, limit float64) {
	for i := range w {
		w[i] = T(drawUniform(r, limit))
	}
}

func drawNormal(r *Rand, std float64) float64 { return r.r.NormFloat64() * std }

// drawUniform takes 24 random bits: with more, rounding to float32 could reach limit itself.
func drawUniform(r *Rand, limit float64) float64 {
	u := float64(r.r.Uint64()>>40) * 0x1p-23
	return (u - 1) * limit
}
