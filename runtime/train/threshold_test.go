package train

import (
	"math"
	"math/rand/v2"
	"testing"
)

// valueAt is F1 or balanced accuracy of a threshold, by its definition.
func valueAt[E Float](find string, said []E, is []bool, t E) float64 {
	var right, wrong, missed, spared float64
	for i, p := range said {
		switch {
		case p >= t && is[i]:
			right++
		case p >= t:
			wrong++
		case is[i]:
			missed++
		default:
			spared++
		}
	}
	if find == FindF1 {
		return 2 * right / (2*right + wrong + missed)
	}
	return (right/(right+missed) + spared/(spared+wrong)) / 2
}

func TestBestThreshold(t *testing.T) {
	t.Run("float32", testBestThreshold[float32])
	t.Run("float64", testBestThreshold[float64])
}

// testBestThreshold: no threshold is better than the one that is found, and none as good is nearer to one half, of those between
// any two probabilities.
func testBestThreshold[E Float](t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 300 {
		n := 2 + r.IntN(20)
		said, is := make([]E, n), make([]bool, n)
		for i := range said {
			said[i], is[i] = E(math.Round(10*r.Float64())/10), r.IntN(3) == 0
			if r.IntN(4) == 0 {
				said[i] = E(r.Float64())
			}
		}
		is[0], is[1] = true, false
		for _, find := range []string{FindF1, FindBalanced} {
			got, ok := bestThreshold(find, said, is)
			if !ok || got < 0 || got > 1 {
				t.Fatalf("%s of %v, %v: %v, %v", find, said, is, got, ok)
			}
			value := valueAt(find, said, is, got)
			for _, other := range append(said, 0.5) {
				v := valueAt(find, said, is, other)
				if v > value+1e-9 || v > value-1e-9 && (got-0.5)*(other-0.5) > 0 && math.Abs(float64(other)-0.5) < math.Abs(float64(got)-0.5) && apart(said, got, other) {
					t.Errorf("%s of %v, %v: %v with %v, but %v gives %v", find, said, is, got, value, other, v)
				}
			}
			if value > valueAt(find, said, is, 0.5)+1e-9 && got == 0.5 {
				t.Errorf("%s of %v, %v: one half, though another is better", find, said, is)
			}
		}
	}
}

// apart tells whether two thresholds lie between different probabilities.
func apart[E Float](said []E, a, b E) bool {
	for _, p := range said {
		if (p >= a) != (p >= b) {
			return true
		}
	}
	return false
}

func TestThresholdOfFew(t *testing.T) {
	for _, test := range []struct {
		find string
		said []float32
		is   []bool
		want float32
		ok   bool
	}{
		{FindF1, []float32{0.1, 0.2}, []bool{false, false}, 0.5, false},
		{FindBalanced, []float32{0.1, 0.2}, []bool{true, true}, 0.5, false},
		{FindF1, nil, nil, 0.5, false},
		{FindF1, []float32{0.25, 0.125, 0}, []bool{true, false, false}, 0.1875, true},
		{FindF1, []float32{0.9, 0.1}, []bool{true, false}, 0.5, true},
		{FindBalanced, []float32{0.75, 0.625, 0.5}, []bool{true, false, false}, 0.6875, true},
		{FindF1, []float32{1, math.Nextafter32(1, 0)}, []bool{true, false}, 1, true}, // nothing lies between
	} {
		if got, ok := bestThreshold(test.find, test.said, test.is); got != test.want || ok != test.ok {
			t.Errorf("%s of %v, %v: %v, %v; want %v, %v", test.find, test.said, test.is, got, ok, test.want, test.ok)
		}
	}
}
