//go:build !purego

package optim

import "github.com/nngen/nngen/runtime/internal/cpu"

// mostFinite is how many weights f32FiniteSgd takes: more are quicker where none is looked at on its own.
const mostFinite = 128

// f32FiniteSgd does what it can of F32FiniteSgd, and returns how many weights it has changed. Where these are none, dw is not known to be finite.
func f32FiniteSgd(w, dw []float32, s *SGDStep[float32]) int {
	if cpu.Level != cpu.AVX512 || uint(len(w)-1) >= mostFinite || len(w)%16 != 0 || s.Clip != 1 || s.Decay != 0 || !(s.LearningRate >= leastNormal32) {
		return 0
	}
	return f32FiniteSgdAVX512(w, dw, &s.LearningRate)
}
