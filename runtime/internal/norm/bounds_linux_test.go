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
