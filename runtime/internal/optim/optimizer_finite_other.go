//go:build purego || !amd64

package optim

// f32FiniteSgd leaves everything to others.
func f32FiniteSgd(_, _ []float32, _ *SGDStep[float32]) int { return 0 }
