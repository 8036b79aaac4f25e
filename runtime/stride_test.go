package nn

import (
	"bytes"
	"math"
	"slices"
	"testing"

	"github.com/nngen/nngen/runtime/internal/kerneltest"
)

// TestStride holds that weights which lie input by input make the bytes of those that lie row by row, and come back to
// their places: with padding, with a tail, with rows that are longer than a piece, and where pieces end within.
func TestStride(t *testing.T) {
	t.Run("float32", testStride[float32])
	t.Run("float64", testStride[float64])
}

func testStride[T Float](t *testing.T) {
	kerneltest.AtLevels(t, func(t *testing.T) {
		for _, c := range []struct{ rows, cols, ld int }{
			{1, 1, 1}, {3, 8, 4}, {8, 4, 8}, {17, 70, 16}, {20, 64, 16}, {33, 5, 40},
			{300, 1001, 304}, {3, 1<<17 + 5, 4}, {34, 1 << 13, 32},
		} {
			plain := []Tensor[T]{{Name: "w", Shape: []int{c.rows, c.cols}, Data: kerneltest.Ramp[T](c.rows * c.cols)}}
			length := c.cols * max(c.ld, c.rows)
			padded := []Tensor[T]{{Name: "w", Shape: []int{c.rows, c.cols}, Data: make([]T, length), Stride: c.ld}}
			if err := ReadTensors(bytes.NewReader(written(t, plain)), "f", padded); err != nil {
				t.Fatal(err)
			}
			for i := range c.rows {
				for j := range c.cols {
					at := j*c.ld + i
					if i >= c.ld {
						at = c.cols*c.ld + (i-c.ld)*c.cols + j
					}
					if got, want := padded[0].Data[at], plain[0].Data[i*c.cols+j]; got != want {
						t.Fatalf("(%d, %d), ld %d: [%d, %d] is %v, want %v", c.rows, c.cols, c.ld, i, j, got, want)
					}
				}
			}
			if !bytes.Equal(written(t, padded), written(t, plain)) {
				t.Errorf("(%d, %d), ld %d: another file", c.rows, c.cols, c.ld)
			}
		}
	})
}

func written[T Float](t *testing.T, ts []Tensor[T]) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := WriteTensors(&b, "f", ts); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestRounded holds that weights in bfloat16 read from a file are those of BF16Pack, make the file of BF16Unpack, and are
// found out where they are not finite.
func TestRounded(t *testing.T) {
	for _, c := range []struct{ rows, cols, ld int }{{1, 1, 1}, {5, 3, 8}, {40, 48, 48}, {17, 7001, 32}} {
		wide := kerneltest.Ramp[float32](c.rows * c.cols)
		plain := []Tensor[float32]{{Name: "w", Shape: []int{c.rows, c.cols}, Data: wide}}
		want, got := make([]BFloat16, (c.cols+c.cols%2)*c.ld), make([]BFloat16, (c.cols+c.cols%2)*c.ld)
		BF16Pack(want, wide, c.rows, c.cols, c.ld)
		rounded := []Tensor[float32]{{Name: "w", Shape: []int{c.rows, c.cols}, Rounded: got, Stride: c.ld}}
		if err := ReadTensors(bytes.NewReader(written(t, plain)), "f", rounded); err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(got, want) {
			t.Fatalf("(%d, %d): other weights", c.rows, c.cols)
		}
		BF16Unpack(wide, want, c.rows, c.cols, c.ld)
		if !bytes.Equal(written(t, rounded), written(t, plain)) {
			t.Errorf("(%d, %d): another file", c.rows, c.cols)
		}
		if !rounded[0].Finite() {
			t.Errorf("(%d, %d) is not finite", c.rows, c.cols)
		}
		for _, bad := range []float64{math.NaN(), math.Inf(1), math.Inf(-1)} {
			wide[len(wide)-1] = float32(bad)
			BF16Pack(got, wide, c.rows, c.cols, c.ld)
			if rounded[0].Finite() || plain[0].Finite() {
				t.Errorf("%v is finite", bad)
			}
		}
	}
}

// TestWhole is TestRounded for int8.
func TestWhole(t *testing.T) {
	for _, c := range []struct{ rows, cols, ld int }{{1, 1, 1}, {5, 3, 8}, {40, 48, 48}, {17, 7001, 32}, {3, 1 << 16, 16}} {
		wide := kerneltest.Ramp[float32](c.rows * c.cols)
		plain := []Tensor[float32]{{Name: "w", Shape: []int{c.rows, c.cols}, Data: wide}}
		size := 4 * c.ld * ((c.cols+3)/4 + 1)
		want, got := make([]Int8, size), make([]Int8, size)
		Int8Pack(want, wide, c.rows, c.cols, c.ld)
		whole := []Tensor[float32]{{Name: "w", Shape: []int{c.rows, c.cols}, Whole: got, Stride: c.ld}}
		if err := ReadTensors(bytes.NewReader(written(t, plain)), "f", whole); err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(got, want) {
			t.Fatalf("(%d, %d): other weights", c.rows, c.cols)
		}
		Int8Unpack(wide, want, c.rows, c.cols, c.ld)
		if !bytes.Equal(written(t, whole), written(t, plain)) {
			t.Errorf("(%d, %d): another file", c.rows, c.cols)
		}
		if !whole[0].Finite() {
			t.Errorf("(%d, %d) is not finite", c.rows, c.cols)
		}
		for _, bad := range []float64{math.NaN(), math.Inf(1), math.Inf(-1)} {
			wide[len(wide)-1] = float32(bad)
			Int8Pack(got, wide, c.rows, c.cols, c.ld)
			if whole[0].Finite() || plain[0].Finite() {
				t.Errorf("%v is finite", bad)
			}
		}
	}
}
