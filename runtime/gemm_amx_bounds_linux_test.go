//go:build amd64 && !purego

package nn

import "testing"

// TestAMXBounds holds that products by tiles read and write nothing outside their slices.
func TestAMXBounds(t *testing.T) {
	needsAMX(t)
	for _, atEnd := range []bool{false, true} {
		f := &fenced[float32]{t: t, atEnd: atEnd}
		for _, s := range [][3]int{{128, 96, 64}, {113, 111, 65}, {129, 97, 95}, {70, 300, 600}, {300, 271, 530}} {
			testBoundsGemm(f, s[0], s[1], s[2])
			f.free()
		}
	}
}

func testBoundsGemm(f *fenced[float32], m, n, k int) {
	a, b, bias, c := f.slice(m*k), f.slice(k*n), f.slice(n), f.slice(m*n)
	SgemmNNBiasRelu(c, a, b, bias, m, n, k, n)
	SgemmNTBiasRelu(c, a, b, bias, m, n, k, k)
	SgemmTNSum(c, bias, a, b, m, n, k, n)
}
