//go:build amd64 && !purego

package product

import (
	"testing"

	"github.com/nngen/nngen/runtime/internal/kerneltest"
)

// TestAMXBounds holds that products by tiles read and write nothing outside their slices.
func TestAMXBounds(t *testing.T) {
	needsAMX(t)
	for _, atEnd := range []bool{false, true} {
		f := &kerneltest.Fenced[float32]{T: t, AtEnd: atEnd}
		for _, s := range [][3]int{{1, 1, 1}, {2, 3, 5}, {16, 16, 32}, {128, 96, 64}, {113, 111, 65}, {129, 97, 95}, {70, 300, 600}, {65, 127, 783}, {33, 40, 66}, {48, 33, 67}, {65, 64, 68}, {70, 31, 516}, {300, 271, 530}} {
			testBoundsGemm(f, s[0], s[1], s[2])
			f.Free()
		}
	}
}

func testBoundsGemm(f *kerneltest.Fenced[float32], m, n, k int) {
	a, b, bias, c := f.Slice(m*k), f.Slice(k*n), f.Slice(n), f.Slice(m*n)
	kernels := tiled()
	kernels.gemmNNBiasRelu(c, a, b, bias, m, n, k, n)
	kernels.gemmNTBiasRelu(c, a, b, bias, m, n, k, k)
	kernels.gemmTN(c, a, b, m, n, k, n)
}
