//go:build purego || !amd64

package norm

func f32ColumnTotals(_, _ *perChannel[float64], _, _ []float32, _ *perChannel[float32], _ piece) {}

func f32ColumnLine(_, _, _, _, _ []float32, _ piece) {}

func f32ColumnPlane(_, _, _ []float32, _, _, _ *perChannel[float32], _ piece) {}

func f32ColumnNormed(_, _, _, _, _, _, _ []float32, _ float32, _ piece) {}
