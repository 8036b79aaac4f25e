package norm

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/nngen/nngen/runtime/internal/kerneltest"
	"github.com/nngen/nngen/runtime/internal/mat"
)

// eachWidth calls test for pieces of channels with one entry each: few and many, of few and many rows, and some that other channels lie around.
func eachWidth(test func(r *rand.Rand, p piece, rows int)) {
	r := rand.New(rand.NewPCG(9, 10))
	for width := 1; width <= mostTogether; width++ {
		for _, rows := range []int{0, 1, 3, 4, 7, 65, 131} {
			test(r, piece{0, width, mostTogether, width, 1}, rows)
			if rows == 7 || rows == 65 {
				test(r, piece{5, 5 + width, mostTogether, width + 8, 1}, rows)
			}
		}
	}
}

// TestColumns holds what is done to channels with one entry each against float64, and that entries of other channels are not written; where the
// result takes the place of what it is made of, it is the same.
func TestColumns(t *testing.T) {
	kerneltest.AtLevels(t, func(t *testing.T) {
		eachWidth(func(r *rand.Rand, p piece, rows int) {
			testColumns[float32](t, r, p, rows)
			testColumns[float64](t, r, p, rows)
		})
	})
}

func testColumns[T mat.Float](t *testing.T, r *rand.Rand, p piece, rows int) {
	t.Helper()
	of := func(size int, about float64) []T {
		s := make([]T, size)
		for i := range s {
			s[i] = T(float32(about + r.NormFloat64()))
		}
		return s
	}
	size := rows * p.channels
	x, y, less, a, b := of(size, 10), of(size, 0), of(mostTogether, 10), of(mostTogether, 0), of(mostTogether, 0)
	inverse, floor := of(mostTogether, 3), T(-0.5)
	l := perChannel[T](less)
	sums, along := columnTotals(x, y, &l, p)
	line, n, normed, plane := of(size, 0), of(size, 0), of(size, 0), of(size, 0)
	lines, ns, norms, planes := clone(line), clone(n), clone(normed), clone(plane)
	columnLine(line, x, less, a, b, p)
	columnNormed(n, normed, x, less, inverse, a, b, floor, p)
	pa, pb := perChannel[T](a), perChannel[T](b)
	columnPlane(plane, x, y, &pa, &pb, &l, p)
	wantSums, wantAlong := make([]kerneltest.Sum, p.width()), make([]kerneltest.Sum, p.width())
	for i := range x {
		c := i%p.channels - p.from
		if c < 0 || c >= p.width() {
			if line[i] != lines[i] || n[i] != ns[i] || normed[i] != norms[i] || plane[i] != planes[i] {
				t.Fatalf("%v, %d rows: entry %d, of another channel, is written", p, rows, i)
			}
			continue
		}
		v, w, by, plus, d := float64(x[i]), float64(y[i]), float64(a[c]), float64(b[c]), float64(x[i])-float64(less[c])
		wantSums[c].Add(d)
		wantAlong[c].Add(d * (w - float64(less[c])))
		near(t, "line", i, float64(line[i]), d*by+plus, 1e-5)
		near(t, "n", i, float64(n[i]), d*float64(inverse[c]), 1e-5)
		near(t, "normed", i, float64(normed[i]), max(float64(floor), by*float64(n[i])+plus), 1e-5)
		near(t, "plane", i, float64(plane[i]), by*v+plus*w+float64(less[c]), 1e-5)
	}
	for c := range wantSums {
		wantSums[c].Size += 30 * float64(rows) // what is taken off is rounded, too
		wantAlong[c].Size += 300 * float64(rows)
		kerneltest.Compare(t, "sums", c, T(sums[c]), wantSums[c])
		kerneltest.Compare(t, "along", c, T(along[c]), wantAlong[c])
	}
	testColumnsInPlace(t, p, x, y, less, inverse, a, b, floor, line, n, normed, plane)
}

func clone[T any](s []T) []T { return append([]T(nil), s...) }

// testColumnsInPlace holds the entries of a piece against those that were computed elsewhere.
func testColumnsInPlace[T mat.Float](t *testing.T, p piece, x, y, less, inverse, a, b []T, floor T, line, n, normed, plane []T) {
	t.Helper()
	hold := func(what string, got, want []T) {
		t.Helper()
		for i := range got {
			if c := i % p.channels; c >= p.from && c < p.to && got[i] != want[i] {
				t.Fatalf("%v: entry %d of %s is %v in place and %v elsewhere", p, i, what, got[i], want[i])
			}
		}
	}
	inPlace := clone(x)
	columnLine(inPlace, inPlace, less, a, b, p)
	hold("line", inPlace, line)
	inPlace, other := clone(x), make([]T, len(x))
	columnNormed(inPlace, other, inPlace, less, inverse, a, b, floor, p)
	hold("n", inPlace, n)
	hold("normed", other, normed)
	inPlace = clone(x)
	columnNormed(other, inPlace, inPlace, less, inverse, a, b, floor, p)
	hold("n", other, n)
	hold("normed", inPlace, normed)
	l, pa, pb := perChannel[T](less), perChannel[T](a), perChannel[T](b)
	inPlace = clone(x)
	columnPlane(inPlace, inPlace, y, &pa, &pb, &l, p)
	hold("plane", inPlace, plane)
	inPlace = clone(y)
	columnPlane(inPlace, x, inPlace, &pa, &pb, &l, p)
	hold("plane", inPlace, plane)
}

// TestColumnsLikeEntries holds that Go's loops over the rows give the bits of what is done to one entry after the other.
func TestColumnsLikeEntries(t *testing.T) {
	kerneltest.AtLevels(t, func(t *testing.T) {
		if !hasKernels() {
			testColumnsLikeEntries(t)
		}
	})
}

func testColumnsLikeEntries(t *testing.T) {
	t.Helper()
	r := rand.New(rand.NewPCG(11, 12))
	const channels, rows = 19, 70
	x, y := single(numbers(r, rows*channels, 5)), single(numbers(r, rows*channels, 0))
	less, a, b := single(numbers(r, channels, 5)), single(numbers(r, channels, 0)), single(numbers(r, channels, 0))
	p := firstPiece(channels, 1, len(x))
	var l perChannel[float32]
	copy(l[:], less)
	sums, along := columnTotals(x, y, &l, p)
	lines, n, norms := make([]float32, len(x)), make([]float32, len(x)), make([]float32, len(x))
	columnLine(lines, x, less, a, b, p)
	columnNormed(n, norms, x, less, a, b, a, 0, p)
	var wantSums, wantAlong perChannel[float64]
	wantLines, wantN, wantNorms := make([]float32, len(x)), make([]float32, len(x)), make([]float32, len(x))
	for i := range x {
		c := i % channels
		s, o := totals(x[i:i+1], y[i:i+1], less[c])
		wantSums[c] += s
		wantAlong[c] += o
		line(wantLines[i:i+1], x[i:i+1], less[c], a[c], b[c])
		normed(wantN[i:i+1], wantNorms[i:i+1], x[i:i+1], less[c], a[c], b[c], a[c], 0)
	}
	if sums != wantSums || along != wantAlong {
		t.Errorf("the sums are %v and %v, want %v and %v", sums, along, wantSums, wantAlong)
	}
	if !kerneltest.SameBits(lines, wantLines) || !kerneltest.SameBits(n, wantN) || !kerneltest.SameBits(norms, wantNorms) {
		t.Error("the entries differ")
	}
}

// TestColumnsNaN: a NaN or an infinity makes its own channel NaN, forward and backward, and no other, and its mean infinite; relu does not hide it.
func TestColumnsNaN(t *testing.T) {
	kerneltest.AtLevels(t, func(t *testing.T) {
		const channels, rows, bad = 21, 9, 17
		r := rand.New(rand.NewPCG(13, 14))
		for _, v := range []float64{math.NaN(), math.Inf(1), math.Inf(-1)} {
			for _, row := range []int{0, 5, rows - 1} {
				x, gamma, beta := single(numbers(r, rows*channels, 1)), single(numbers(r, channels, 1)), single(numbers(r, channels, 0))
				x[row*channels+bad] = float32(v)
				y, n, moments := make([]float32, len(x)), make([]float32, len(x)), make([]float32, 2*channels)
				F32BatchNormRelu(y, n, moments, x, gamma, beta, 1, 1e-5)
				holdFinite(t, "result", y, channels, bad)
				holdFinite(t, "moments", moments, channels, bad)
				dx, dgamma, dbeta := single(numbers(r, rows*channels, 1)), make([]float32, channels), make([]float32, channels)
				F32BatchNormGrad(dx, dgamma, dbeta, dx, n, gamma, moments, 1, 1e-5)
				holdFinite(t, "gradient", dx, channels, bad)
				holdFinite(t, "gradient by gamma", dgamma, channels, bad)
			}
		}
	})
}

func holdFinite(t *testing.T, what string, list []float32, channels, bad int) {
	t.Helper()
	for i, v := range list {
		if (v-v != 0) != (i%channels == bad) {
			t.Fatalf("entry %d of the %s is %v, but channel %d alone should not be finite", i, what, v, bad)
		}
	}
}
