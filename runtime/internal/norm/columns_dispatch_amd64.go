//go:build !purego

package norm

import "github.com/nngen/nngen/runtime/internal/cpu"

// rowsTogether is how many rows a kernel goes down at once: of more, a near cache would not have what the next vector of channels reads, and sums
// would be less exact.
const rowsTogether = 64

// someRows are rows of a piece of channels: where these begin in the first row, how many rows there are, and how many from here to the end.
type someRows struct{ at, rows, left, channels int }

// rows are the first rows of the piece, in so many entries.
func (p piece) rows(entries int) someRows {
	left := entries / p.channels
	return someRows{p.from, min(left, rowsTogether), left, p.channels}
}

// next are the rows behind, none at the end.
func (s someRows) next() someRows {
	left := s.left - s.rows
	return someRows{s.at + s.rows*s.channels, min(left, rowsTogether), left, s.channels}
}

// f32ColumnTotals is columnTotals by kernels.
func f32ColumnTotals(sums, along *perChannel[float64], x, y []float32, less *perChannel[float32], p piece) {
	var s, a perChannel[float32]
	for r := p.rows(len(x)); r.rows > 0; r = r.next() {
		if cpu.Level == cpu.AVX512 {
			f32ColumnTotalsAVX512(&s[0], &a[0], &x[r.at], &y[r.at], &less[0], p.width(), r.rows, p.channels)
		} else {
			f32ColumnTotalsAVX2(&s[0], &a[0], &x[r.at], &y[r.at], &less[0], p.width(), r.rows, p.channels)
		}
		for c := range p.width() {
			sums[c] += float64(s[c])
			along[c] += float64(a[c])
		}
	}
}

// f32ColumnLine is columnLine by kernels.
func f32ColumnLine(y, x, less, scale, plus []float32, p piece) {
	for r := p.rows(len(x)); r.rows > 0; r = r.next() {
		if cpu.Level == cpu.AVX512 {
			f32ColumnLineAVX512(&y[r.at], &x[r.at], &less[0], &scale[0], &plus[0], p.width(), r.rows, p.channels)
		} else {
			f32ColumnLineAVX2(&y[r.at], &x[r.at], &less[0], &scale[0], &plus[0], p.width(), r.rows, p.channels)
		}
	}
}

// f32ColumnPlane is columnPlane by kernels.
func f32ColumnPlane(z, x, y []float32, a, b, c *perChannel[float32], p piece) {
	for r := p.rows(len(x)); r.rows > 0; r = r.next() {
		if cpu.Level == cpu.AVX512 {
			f32ColumnPlaneAVX512(&z[r.at], &x[r.at], &y[r.at], &a[0], &b[0], &c[0], p.width(), r.rows, p.channels)
		} else {
			f32ColumnPlaneAVX2(&z[r.at], &x[r.at], &y[r.at], &a[0], &b[0], &c[0], p.width(), r.rows, p.channels)
		}
	}
}

// f32ColumnNormed is columnNormed by kernels.
func f32ColumnNormed(n, y, x, less, inverse, gamma, beta []float32, floor float32, p piece) {
	for r := p.rows(len(x)); r.rows > 0; r = r.next() {
		if cpu.Level == cpu.AVX512 {
			f32ColumnNormedAVX512(&n[r.at], &y[r.at], &x[r.at], &less[0], &inverse[0], &gamma[0], &beta[0], p.width(), r.rows, p.channels, floor)
		} else {
			f32ColumnNormedAVX2(&n[r.at], &y[r.at], &x[r.at], &less[0], &inverse[0], &gamma[0], &beta[0], p.width(), r.rows, p.channels, floor)
		}
	}
}
