package mat_test

import (
	"testing"

	"github.com/nngen/nngen/runtime/internal/kerneltest"
	"github.com/nngen/nngen/runtime/internal/mat"
)

// TestTransposeBounds holds that no transpose touches what stands before or after its matrices, whose last rows are not filled up.
func TestTransposeBounds(t *testing.T) {
	kerneltest.AtFences(t, func(f *kerneltest.Fenced[float32], d *kerneltest.Fenced[float64]) {
		testTransposeBounds(f, mat.F32TransposeStrided)
		testTransposeBounds(d, mat.F64TransposeStrided)
	})
}

func testTransposeBounds[T mat.Float](f *kerneltest.Fenced[T], transpose func(dst, src []T, rows, cols, ldDst, ldSrc int)) {
	for _, rows := range []int{1, 2, 3, 4, 5, 8, 9, 15, 16, 17, 32, 48} {
		for _, cols := range []int{1, 2, 3, 4, 5, 7, 8, 9, 12, 16, 20} {
			for _, apart := range []int{0, 3} {
				ldDst, ldSrc := rows+apart, cols+apart
				dst, src := f.Slice((cols-1)*ldDst+rows), f.Slice((rows-1)*ldSrc+cols)
				transpose(dst, src, rows, cols, ldDst, ldSrc)
				for i := range rows {
					for j := range cols {
						if dst[j*ldDst+i] != src[i*ldSrc+j] {
							f.T.Fatalf("(%d, %d), %d apart: entry (%d, %d) is not at its place", rows, cols, apart, i, j)
						}
					}
				}
				f.Free()
			}
		}
	}
}
