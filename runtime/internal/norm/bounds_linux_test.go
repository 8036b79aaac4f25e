package norm

import (
	"testing"

	"github.com/nngen/nngen/runtime/internal/kerneltest"
)

// TestBounds holds that no kernel touches what stands before or after the entries of a channel.
func TestBounds(t *testing.T) {
	kerneltest.AtLevels(t, func(t *testing.T) {
		for _, atEnd := range []bool{false, true} {
			f := &kerneltest.Fenced[float32]{T: t, AtEnd: atEnd}
			for n := few; n < 70; n++ {
				x, y, z := f.Slice(n), f.Slice(n), f.Slice(n)
				totals(x, y, 1)
				line(y, x, 1, 2, 3)
				plane(z, x, y, 1, 2, 3)
				normed(z, y, x, 1, 2, 3, 4, 0)
				f.Free()
			}
		}
	})
}

// TestColumnBounds holds that no kernel touches what stands before or after the rows of channels with one entry each, nor before or after what
// there is of each channel.
func TestColumnBounds(t *testing.T) {
	kerneltest.AtLevels(t, func(t *testing.T) {
		for _, atEnd := range []bool{false, true} {
			f := &kerneltest.Fenced[float32]{T: t, AtEnd: atEnd}
			for channels := 1; channels < 36; channels++ {
				for _, rows := range []int{1, 4, 7} {
					x, y, n, moments := f.Slice(channels*rows), f.Slice(channels*rows), f.Slice(channels*rows), f.Slice(2*channels)
					gamma, beta := f.Slice(channels), f.Slice(channels)
					F32BatchNormRelu(y, n, moments, x, gamma, beta, 1, 1)
					F32BatchNormReluGrad(x, gamma, beta, x, n, y, gamma, moments, 1, 1)
					F32StandardizeChannels(y, x, beta, moments[channels:], 1, 1)
					F32AffineChannels(y, y, gamma, beta, 1)
					f.Free()
				}
			}
		}
	})
}
