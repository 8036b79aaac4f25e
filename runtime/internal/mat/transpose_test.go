package mat_test

import (
	"slices"
	"testing"

	"github.com/nngen/nngen/runtime/internal/kerneltest"
	"github.com/nngen/nngen/runtime/internal/mat"
)

func TestTranspose(t *testing.T) {
	kerneltest.AtLevels(t, func(t *testing.T) {
		t.Run("float32", func(t *testing.T) {
			testTranspose(t, mat.F32TransposeStrided, mat.F32TransposePad, mat.F32TransposeUnpad)
		})
		t.Run("float64", func(t *testing.T) {
			testTranspose(t, mat.F64TransposeStrided, mat.F64TransposePad, mat.F64TransposeUnpad)
		})
	})
}

func testTranspose[T mat.Float](t *testing.T, strided func(dst, src []T, rows, cols, ldDst, ldSrc int), pad, unpad func(dst, src []T, rows, cols, ld int)) {
	for _, n := range kerneltest.Lengths() {
		for _, m := range []int{0, 1, 2, 3, 4, 5, 7, 8, 9, 16, 23, 64} {
			testTransposeShape(t, strided, n, m)
			testTransposeShape(t, strided, m, n)
		}
		testTransposePad(t, pad, unpad, n, 9, n+n%5)
		testTransposePad(t, pad, unpad, 7, n, 8)
	}
}

// testTransposeShape holds that the entries of a matrix go to their places, and that nothing between lines is written.
func testTransposeShape[T mat.Float](t *testing.T, transpose func(dst, src []T, rows, cols, ldDst, ldSrc int), rows, cols int) {
	ldDst, ldSrc := rows+rows%3, cols+cols%4
	arena := kerneltest.NewArena[T](t)
	dst, src := arena.Random(max(0, cols-1)*ldDst+rows), arena.Random(max(0, rows-1)*ldSrc+cols)
	want := slices.Clone(dst)
	for i := range rows {
		for j := range cols {
			want[j*ldDst+i] = src[i*ldSrc+j]
		}
	}
	transpose(dst, src, rows, cols, ldDst, ldSrc)
	if !slices.Equal(dst, want) {
		t.Fatalf("(%d, %d) is not transposed, or more was written", rows, cols)
	}
	arena.Check("transpose")
}

// testTransposePad holds that what is transposed into a padded matrix comes back, and that the padding stays.
func testTransposePad[T mat.Float](t *testing.T, pad, unpad func(dst, src []T, rows, cols, ld int), rows, cols, ld int) {
	arena := kerneltest.NewArena[T](t)
	x, padded, back := arena.Random(rows*cols), arena.Random(cols*ld), arena.Random(rows*cols)
	want := slices.Clone(padded)
	for i := range rows {
		for j := range cols {
			want[j*ld+i] = x[i*cols+j]
		}
	}
	pad(padded, x, rows, cols, ld)
	unpad(back, padded, rows, cols, ld)
	if !slices.Equal(padded, want) || !slices.Equal(back, x) {
		t.Fatalf("(%d, %d) padded to %d is wrong, or does not come back", rows, cols, ld)
	}
	arena.Check("transposePad")
}
