//go:build purego || !amd64

package norm

func hasKernels() bool { return false }

func f32Totals(_, _ []float32, _ float32) (sum, along float64) { return 0, 0 }

func f32Line(_, _ []float32, _, _, _ float32) bool { return false }

func f32Plane(_, _, _ []float32, _, _, _ float32) bool { return false }

func f32Normed(_, _, _ []float32, _, _, _, _, _ float32) {}
