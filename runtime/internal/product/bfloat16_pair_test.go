package product

import (
	"math"
	"math/rand/v2"
	"testing"
)

// edges are the bits of numbers around which the rounding of a pair changes, without the sign.
var edges = []uint32{
	0, 1, 0x7fff, 0x8000, 0x8001, 0xffff, 0x1_0000, 0x7f_ffff, 0x80_0000, 0x80_8000, 0x81_0000, 0xd7f_7fff, 0xd7f_8000,
	0xd7f_ffff, 0xd80_0000, 0xd80_8000, 0xd81_0000, 0x3f7f_8000, 0x3f7f_ffff, 0x3f80_0000, 0x3f80_7fff, 0x3f80_8000,
	0x7f7e_ffff, 0x7f7f_0000, 0x7f7f_7fff, 0x7f7f_8000, 0x7f7f_ffff, 0x7f80_0000, 0x7f80_0001, 0x7fc0_0000, 0x7fff_ffff,
}

// eachPair calls test for pairs of edges and of random numbers, of all signs.
func eachPair(test func(first, second float32)) {
	number, rng := math.Float32frombits, rand.New(rand.NewPCG(3, 4))
	for sign := range uint32(4) {
		for _, a := range edges {
			for _, b := range edges {
				test(number(a|sign<<31), number(b|sign>>1<<31))
			}
			for range 1000 {
				test(number(a|sign<<31), number(rng.Uint32()))
				test(number(rng.Uint32()), number(a|sign<<31))
			}
		}
	}
	for range 1_000_000 {
		test(number(rng.Uint32()), number(rng.Uint32()))
	}
}

// TestBFloat16Pairs holds the bound of the error, and what becomes of infinities and NaN.
func TestBFloat16Pairs(t *testing.T) {
	eachPair(func(first, second float32) {
		var pair [2]BFloat16
		setWeight(pair[:], 0, 0, 1, first)
		setWeight(pair[:], 1, 0, 1, second)
		atZero := 0x1p-134
		if got := weightAt(pair[:], 0, 0, 1); !near(got, first, atZero) && got != first {
			t.Fatalf("the first of %v and %v became %v", first, second, got)
		}
		if pair[0] != 0 {
			atZero = 0x1p-100 * (1 + 0x1p-7)
		}
		if got := weightAt(pair[:], 1, 0, 1); !near(got, second, atZero) && (got == got || second-second == 0) {
			t.Fatalf("the second of %v and %v became %v", first, second, got)
		}
	})
}

// near reports whether got is finite and want rounded, or both are NaN.
func near(got, want float32, atZero float64) bool {
	if want != want {
		return got != got
	}
	g, w := float64(got), float64(want)
	return math.Abs(g-w) <= max(0x1p-8*math.Abs(w), atZero) && got-got == 0 && (got == 0 || math.Signbit(g) == math.Signbit(w))
}

// TestBFloat16PairsStay holds that rounding what was rounded changes no bit, that no weight beside a first input that is
// not 0 is a denormal number, and that weights of 0 are zeros.
func TestBFloat16PairsStay(t *testing.T) {
	eachPair(func(first, second float32) {
		var pair, again [2]BFloat16
		setWeight(pair[:], 0, 0, 1, first)
		setWeight(pair[:], 1, 0, 1, second)
		setWeight(again[:], 0, 0, 1, weightAt(pair[:], 0, 0, 1))
		setWeight(again[:], 1, 0, 1, weightAt(pair[:], 1, 0, 1))
		if pair != again {
			t.Fatalf("%v and %v: %x became %x", first, second, pair, again)
		}
		if pair[0] != 0 && pair[1]&0x7fff < upperLeast {
			t.Fatalf("%v and %v became %x", first, second, pair)
		}
		if first == 0 && second == 0 && weightAt(pair[:], 1, 0, 1) != 0 {
			t.Fatalf("zeros became %x", pair)
		}
	})
}
