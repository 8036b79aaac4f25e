package nn

import (
	"slices"
	"testing"
)

func TestTranspose(t *testing.T) {
	atLevels(t, func(t *testing.T) {
		t.Run("float32", func(t *testing.T) { testTranspose(t, f32Transpose, F32TransposePad, F32TransposeUnpad) })
		t.Run("float64", func(t *testing.T) { testTranspose(t, f64Transpose, F64TransposePad, F64TransposeUnpad) })
	})
}

func testTranspose[T Float](t *testing.T, strided func(dst, src []T, rows, cols, ldDst, ldSrc int), pad, unpad func(dst, src []T, rows, cols, ld int)) {
	for _, n := range lengths() {
		for _, m := range []int{0, 1, 2, 3, 4, 5, 7, 8, 9, 16, 23, 64} {
			testTransposeShape(t, strided, n, m)
			testTransposeShape(t, strided, m, n)
		}
		testTransposePad(t, pad, unpad, n, 9, n+n%5)
		testTransposePad(t, pad, unpad, 7, n, 8)
	}
}

// testTransposeShape holds that the entries of a matrix go to their places, and that nothing between lines is written.
func testTransposeShape[T Float](t *testing.T, transpose func(dst, src []T, rows, cols, ldDst, ldSrc int), rows, cols int) {
	ldDst, ldSrc := rows+rows%3, cols+cols%4
	arena := newArena[T](t)
	dst, src := arena.random(max(0, cols-1)*ldDst+rows), arena.random(max(0, rows-1)*ldSrc+cols)
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
	arena.check("transpose")
}

// testTransposePad holds that what is transposed into a padded matrix comes back, and that the padding stays.
func testTransposePad[T Float](t *testing.T, pad, unpad func(dst, src []T, rows, cols, ld int), rows, cols, ld int) {
	arena := newArena[T](t)
	x, padded, back := arena.random(rows*cols), arena.random(cols*ld), arena.random(rows*cols)
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
	arena.check("transposePad")
}
