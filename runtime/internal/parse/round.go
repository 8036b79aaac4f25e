package parse

import (
	"math"
	"math/bits"
	"strconv"
	"strings"

	"github.com/nngen/nngen/runtime/internal/mat"
)

// fives are the powers of 5 that fit into 64 bits.
var fives = [...]uint64{1, 5, 25, 125, 625, 3125, 15625, 78125, 390625, 1953125, 9765625, 48828125, 244140625, 1220703125,
	6103515625, 30517578125, 152587890625, 762939453125, 3814697265625, 19073486328125, 95367431640625, 476837158203125,
	2384185791015625, 11920928955078125, 59604644775390625, 298023223876953125, 1490116119384765625, 7450580596923828125}

// exactTens are the powers of 10 that float64 holds exactly.
var exactTens = [...]float64{1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
	1e17, 1e18, 1e19, 1e20, 1e21, 1e22}

// Float32 is the nearest float32, as strconv.ParseFloat rounds; ok is false where only the text can tell.
func (d Decimal) Float32() (v float32, ok bool) {
	if x, ok := d.short(); ok {
		// Rounding twice is rounding once unless the first result is a tie of the second.
		if math.Float64bits(x)&(1<<29-1) != 1<<28 {
			return float32(x), math.Abs(x) <= math.MaxFloat32 && (math.Abs(x) > 1e-37 || x == 0)
		}
	}
	q, exponent, rest, ok := d.binary()
	if !ok {
		return 0, false
	}
	b := uint32(exponent+126)<<23 + uint32(roundBits(q, rest, 40))
	return math.Float32frombits(b | uint32(bit(d.Minus))<<31), exponent < 127
}

// Float64 is the nearest float64, as strconv.ParseFloat rounds; ok is false where only the text can tell.
func (d Decimal) Float64() (v float64, ok bool) {
	if x, ok := d.short(); ok {
		return x, true
	}
	q, exponent, rest, ok := d.binary()
	if !ok {
		return 0, false
	}
	b := uint64(exponent+1022)<<52 + roundBits(q, rest, 11)
	return math.Float64frombits(b | uint64(bit(d.Minus))<<63), true
}

// short is the float64 of a number whose mantissa and power of ten are both exact, so that one operation rounds
// (Clinger 1990).
func (d Decimal) short() (v float64, ok bool) {
	if d.Mantissa >= 1<<53 || d.Long {
		return 0, false
	}
	v = math.Float64frombits(math.Float64bits(float64(d.Mantissa)) | uint64(bit(d.Minus))<<63)
	switch e := d.Exponent; {
	case -len(exactTens) < e && e < 0:
		return v / exactTens[-e], true
	case 0 <= e && e < len(exactTens):
		return v * exactTens[e], true
	}
	return 0, false
}

// binary is the number as (q + rest)·2^(exponent-63), where q has its highest bit set and rest tells whether anything is
// left: all that rounding asks for. Powers of 5 that fit into 64 bits make it exact.
func (d Decimal) binary() (q uint64, exponent int, rest, ok bool) {
	k := max(d.Exponent, -d.Exponent)
	if d.Mantissa == 0 || d.Long || k >= len(fives) {
		return 0, 0, false, false
	}
	lead, five := bits.LeadingZeros64(d.Mantissa), bits.LeadingZeros64(fives[k])
	m, f := d.Mantissa<<lead, fives[k]<<five
	if d.Exponent < 0 {
		exponent = five - lead - k
		hi, lo := m>>1, m<<63
		if m < f {
			hi, lo = m, 0
			exponent--
		}
		q, left := bits.Div64(hi, lo, f)
		return q, exponent, left != 0, true
	}
	hi, lo := bits.Mul64(m, f)
	exponent = k - lead - five + 127
	if hi>>63 == 0 {
		hi, lo = hi<<1|lo>>63, lo<<1
		exponent--
	}
	return hi, exponent, lo != 0, true
}

// roundBits drops the lowest bits of q and rounds to nearest, ties to even.
func roundBits(q uint64, rest bool, drop int) uint64 {
	kept, dropped, half := q>>drop, q&(1<<drop-1), uint64(1)<<(drop-1)
	if dropped > half || dropped == half && (rest || kept&1 == 1) {
		kept++
	}
	return kept
}

// Number reads a finite decimal number, blanks cut off. Fault says what is wrong with another text.
func Number[E mat.Float](text string) (E, Fault) {
	text = Trim(text)
	d, end := Scan(text, 0, '.')
	if end == 0 || end != len(text) {
		return 0, NoNumber
	}
	return Round[E](d, text)
}

// NumberWith is Number with another point before the decimals.
func NumberWith[E mat.Float](text string, point byte) (E, Fault) {
	d, end := Scan(text, 0, point)
	if end == 0 || end != len(text) {
		return 0, NoNumber
	}
	if point != '.' {
		text = strings.Replace(text, string(point), ".", 1)
	}
	return Round[E](d, text)
}

// Round is the nearest float to d, which Scan read from text, where the point is a dot.
func Round[E mat.Float](d Decimal, text string) (E, Fault) {
	var v E
	var ok bool
	size := bitSize[E]()
	if size == 32 {
		var x float32
		x, ok = d.Float32()
		v = E(x)
	} else {
		var x float64
		x, ok = d.Float64()
		v = E(x)
	}
	if ok {
		return v, OK
	}
	x, err := strconv.ParseFloat(text, size)
	if err != nil {
		return 0, OutOfRange
	}
	return E(x), OK
}

// Is32 tells whether E is float32.
func Is32[E mat.Float]() bool { return bitSize[E]() == 32 }
