package parse

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"
)

// TestDecimalGrammar: what is a number, and where it ends.
func TestDecimalGrammar(t *testing.T) {
	for text, end := range map[string]int{
		"": 0, "1": 1, "-1": 2, "+1": 2, "1.": 2, ".5": 2, ".": 0, "-": 0, "-.": 0, "+.e1": 0, "1e5": 3, "1E-5": 4, "1e": 0, "1e+": 0,
		"12,5": 2, "1.5.2": 3, "1_000": 1, "0x10": 1, "inf": 0, "nan": 0, "1 ": 1, " 1": 0, "12345678": 8, "123456789": 9,
		"1234567890123456,": 16, "00000000000000000000001": 23, "1e99999999999999999999": 22, "١": 0, "1/2": 1, "1:2": 1, "--1": 0,
	} {
		if _, got := Scan(text, 0, '.'); got != end {
			t.Errorf("%q ends at %d, want %d", text, got, end)
		}
		padded := "x" + text + strings.Repeat(";", 20)
		if _, got := Scan(padded, 1, '.'); got != end+1 {
			t.Errorf("%q ends at %d, want %d", padded, got, end+1)
		}
	}
	if d, end := Scan("3,75;", 0, ','); end != 4 || d.Mantissa != 375 || d.Exponent != -2 {
		t.Errorf("a decimal comma: %+v, %d", d, end)
	}
}

// sameAsStrconv holds both precisions against strconv, sign of zero included.
func sameAsStrconv(t *testing.T, text string) {
	t.Helper()
	want64, err64 := strconv.ParseFloat(text, 64)
	got64, fault64 := Number[float64](text)
	if (err64 == nil) != (fault64 == OK) || err64 == nil && math.Float64bits(got64) != math.Float64bits(want64) {
		t.Errorf("float64 of %q: %v (fault %d), want %v %v", text, got64, fault64, want64, err64)
	}
	want32, err32 := strconv.ParseFloat(text, 32)
	got32, fault32 := Number[float32](text)
	if (err32 == nil) != (fault32 == OK) || err32 == nil && math.Float32bits(got32) != math.Float32bits(float32(want32)) {
		t.Errorf("float32 of %q: %v (fault %d), want %v %v", text, got32, fault32, float32(want32), err32)
	}
}

// TestDecimalRoundsAsStrconv draws numbers of every length and exponent, what floats print, and the ties between them.
func TestDecimalRoundsAsStrconv(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 60_000 {
		digits := strconv.FormatUint(r.Uint64()>>r.IntN(64), 10)
		dot := r.IntN(len(digits) + 1)
		text := digits[:dot] + "." + digits[dot:]
		if r.IntN(2) == 0 {
			text += fmt.Sprintf("e%d", r.IntN(100)-50)
		}
		sameAsStrconv(t, text)
	}
	for range 60_000 {
		single, double := math.Float32frombits(r.Uint32()), math.Float64frombits(r.Uint64())
		if single == single && !math.IsInf(float64(single), 0) {
			sameAsStrconv(t, strconv.FormatFloat(float64(single), 'g', -1, 32))
			sameAsStrconv(t, strconv.FormatFloat(float64(single), 'f', r.IntN(20), 32))
			next := math.Nextafter32(single, math.MaxFloat32)
			sameAsStrconv(t, strconv.FormatFloat((float64(single)+float64(next))/2, 'g', -1, 64)) // a tie
		}
		if double == double && !math.IsInf(double, 0) {
			sameAsStrconv(t, strconv.FormatFloat(double, 'g', r.IntN(20), 64))
		}
	}
	for range 40_000 { // numbers as tables have them, and ties of short ones
		x := r.NormFloat64() * math.Pow(10, float64(r.IntN(12)-4))
		sameAsStrconv(t, strconv.FormatFloat(x, 'f', -1, 64))
		tie := float64(r.Uint32()>>8|1)*2 + 1
		sameAsStrconv(t, strconv.FormatFloat(tie*math.Ldexp(1, r.IntN(60)-40), 'f', -1, 64))
	}
}

func TestDecimalEdges(t *testing.T) {
	for _, text := range []string{
		"0", "-0", "0e5", "-0.0e-400", "0.000000000000000000000000000000000000", "1e309", "-1e309", "1e-400", "3.4028235e38", "3.4028236e38",
		"3.4028235677973366e38", "1.7976931348623157e308", "1.7976931348623159e308", "4.9e-324", "2.4e-324", "1e-45", "7e-46",
		"1.17549435e-38", "1.1754943e-38", "9007199254740993", "9007199254740992.5", "16777217", "16777217.000000001", "16777216.999999999",
		"18446744073709551615", "18446744073709551616", "9999999999999999999", "99999999999999999999", "9999999999999999999e27", "1e27",
		"1e28", "1e-27", "1e-28", "123456789012345678901234567890", "0.123456789012345678901234567890", "1e22", "1e23", "1e-22", "8.5e-23",
		"340282356779733661637539395458142568447", "340282356779733661637539395458142568448", "9223372036854775807e19",
	} {
		sameAsStrconv(t, text)
	}
}

func FuzzDecimal(f *testing.F) {
	f.Add("-12.5e3")
	f.Add("0.30000000000000004")
	f.Fuzz(func(t *testing.T, text string) {
		_, end := Scan(text, 0, '.')
		if end > 0 {
			sameAsStrconv(t, text[:end])
		}
	})
}

func TestReadingTextsDoesNotAllocate(t *testing.T) {
	values := NewValues([]string{"1", "2", "3"})
	layout := "2006-01-02"
	n := testing.AllocsPerRun(100, func() {
		Number[float32](" 0.12345678901234567 ")
		Bool(" YES ")
		values.Index(" 2.0 ")
		values.Index("none")
		IsMissing(" NA ", DefaultMissing)
		Date("2024-02-29", layout)
	})
	if n != 0 {
		t.Errorf("%v allocations", n)
	}
}
