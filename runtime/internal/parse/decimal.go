package parse

import (
	"math/bits"
)

// Decimal is a number as it is written: Mantissa · 10^Exponent.
type Decimal struct {
	Mantissa uint64
	Exponent int
	Minus    bool
	Long     bool // more digits than Mantissa holds: only the text has them
}

const (
	mantissaDigits = 19   // any number of so many digits fits into 64 bits
	exponentBound  = 9999 // beyond every float
	shortWhole     = 3    // digits before the point that are read one by one: most numbers have no more
)

// Scan reads the number at text[at:], written like -12.5e3 with point in the place of the point, and returns where
// it ends; that is at where there is none. Hexadecimal numbers, underscores, infinity and NaN are none.
func Scan(text string, at int, point byte) (d Decimal, end int) {
	if at >= len(text) {
		return d, at
	}
	d.Minus = text[at] == '-'
	begin := at + bit(d.Minus) + bit(text[at] == '+') // no branch: signs are hard to predict
	i := begin
	for ; i < len(text) && text[i]-'0' <= 9; i++ {
		if i == begin+shortWhole {
			d.Mantissa, i = scanDigits(text, i, d.Mantissa)
			break
		}
		d.Mantissa = d.Mantissa*10 + uint64(text[i]-'0')
	}
	digits := i - begin
	if i < len(text) && text[i] == point {
		fraction := i + 1
		d.Mantissa, i = scanDigits(text, fraction, d.Mantissa)
		d.Exponent = fraction - i
		digits += i - fraction
	}
	if digits == 0 {
		return d, at
	}
	if digits > mantissaDigits {
		d.Long = significant(text[begin:i]) > mantissaDigits
	}
	if i < len(text) && text[i]|0x20 == 'e' {
		exponent, after := scanExponent(text, i+1)
		if after == i+1 {
			return d, at
		}
		d.Exponent += exponent
		i = after
	}
	return d, i
}

// bit is 1 for true.
func bit(b bool) int {
	if b {
		return 1
	}
	return 0
}

// scanDigits appends the digits at text[i:] to m. Eight at a time: a byte that is no digit ends them, and the shift
// makes zeros of what stands behind, so that numbers of different lengths take the same way.
func scanDigits(text string, i int, m uint64) (uint64, int) {
	for i+8 <= len(text) {
		word := load64(text[i:i+8]) ^ 0x3030303030303030 // digits become 0 … 9
		stops := (word + 0x7676767676767676 | word) & 0x8080808080808080
		n := bits.TrailingZeros64(stops) >> 3
		m = m*tens[n] + digits8(word<<(64-8*n))
		i += n
		if n < 8 {
			return m, i
		}
	}
	for i < len(text) && text[i]-'0' <= 9 {
		m = m*10 + uint64(text[i]-'0')
		i++
	}
	return m, i
}

var tens = [9]uint64{1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8}

// load64 is the first eight bytes of a text, the first in the lowest bits.
func load64(s string) uint64 {
	_ = s[7]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
		uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
}

// digits8 is the number of eight digits 0 … 9, the first in the lowest byte: neighbours are joined to pairs, pairs to
// fours, fours to eight.
func digits8(word uint64) uint64 {
	const pairs = 0x000000ff000000ff
	word = word*10 + word>>8
	return (word&pairs*(100+1_000_000<<32) + word>>16&pairs*(1+10_000<<32)) >> 32
}

// significant counts the digits from the first that is not 0.
func significant(text string) int {
	n := 0
	for i := range len(text) {
		if text[i]-'0' <= 9 && (n > 0 || text[i] != '0') {
			n++
		}
	}
	return n
}

func scanExponent(text string, i int) (exponent, end int) {
	begin, minus := i, false
	if i < len(text) && (text[i] == '-' || text[i] == '+') {
		minus = text[i] == '-'
		i++
	}
	first := i
	for ; i < len(text) && text[i]-'0' <= 9; i++ {
		exponent = min(exponent*10+int(text[i]-'0'), exponentBound)
	}
	if i == first {
		return 0, begin
	}
	if minus {
		exponent = -exponent
	}
	return exponent, i
}
