package parse

import (
	"strings"
	"testing"
	"time"
)

func TestTrim(t *testing.T) {
	for _, text := range []string{"", " ", "a", " a ", "\t a b \r\n", "\u00a0a\u00a0", "\v\f a", "é ", " \u2003", "\x00 a", "\x1fa", "a\u0085", "\xff "} {
		if got, want := Trim(text), strings.TrimSpace(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestBool(t *testing.T) {
	for _, word := range []string{"true", "T", "Yes", "y", "1", "1.0", " TRUE ", "YES", "1e0"} {
		if v, fault := Bool(word); !v || fault != OK {
			t.Errorf("%q: %v, fault %d", word, v, fault)
		}
	}
	for _, word := range []string{"False", "f", "NO", "n", "0", "0.0", "-0", "\tno\t"} {
		if v, fault := Bool(word); v || fault != OK {
			t.Errorf("%q: %v, fault %d", word, v, fault)
		}
	}
	for _, word := range []string{"", "2", "on", "NA", "tr", "truee", "nan", "ja"} {
		if _, fault := Bool(word); fault != NoBool {
			t.Errorf("%q: fault %d", word, fault)
		}
	}
}

func TestValuesMatchByTextThenByNumber(t *testing.T) {
	tests := []struct {
		values []string
		text   string
		want   int
	}{
		{[]string{"C", "Q", "S"}, "Q", 1},
		{[]string{"C", "Q", "S"}, " S\t", 2},
		{[]string{"C", "Q", "S"}, "s", -1},
		{[]string{"C", "Q", "S"}, "", -1},
		{[]string{" a", "b "}, "a", 0},
		{[]string{"0", "1"}, "1.0", 1},
		{[]string{"0", "1"}, "-0", 0},
		{[]string{"0.0", "1.0"}, "1", 1},
		{[]string{"10", "9", "1e2"}, "100", 2},
		{[]string{"10", "9"}, "nine", -1},
		{[]string{"1", "2", "x"}, "1.0", -1},      // one is a text, so all are
		{[]string{"01234", "1234"}, "1234", 1},    // the text itself comes first
		{[]string{"01234", "1234"}, "01234", 0},   //
		{[]string{"01234", "1234"}, "1234.0", 0},  // then the first of the number
		{[]string{"NA", "EU"}, "NA", 0},           // a listed value is a value, whatever data.missing says
		{[]string{"", "a"}, "  ", 0},              //
		{[]string{"é", "e\u0301"}, "e\u0301", 1},  // texts are compared as written
		{[]string{"5", "5", "6"}, "5", 0},         //
		{[]string{"1", "2"}, "1e400", -1},         //
		{[]string{"1", "2"}, "nan", -1},           //
		{[]string{"0.1", "0.2"}, "0.10000000", 0}, //
	}
	for _, test := range tests {
		if got := NewValues(test.values).Index(test.text); got != test.want {
			t.Errorf("%q in %q: %d, want %d", test.text, test.values, got, test.want)
		}
	}
	if NewValues([]string{"1", "2"}).IndexNumber(2) != 1 || NewValues([]string{"1", "x"}).IndexNumber(1) != -1 {
		t.Error("IndexNumber")
	}
	if got := NewValues(nil).Index("a"); got != -1 {
		t.Error("no values:", got)
	}
}

func TestManyValues(t *testing.T) {
	var texts []string
	for i := range 5000 {
		texts = append(texts, strings.Repeat("v", i%7)+string(rune('a'+i%26))+strings.Repeat("w", i/182))
	}
	v := NewValues(texts)
	for _, text := range texts {
		if i := v.Index(text); i < 0 || texts[i] != text {
			t.Fatalf("%q is at %d", text, i)
		}
	}
}

func TestIsMissing(t *testing.T) {
	for _, text := range []string{"", "  ", "NA", "N/A", "NaN", "nan", "null", "NULL", "None", " NA "} {
		if !IsMissing(text, DefaultMissing) {
			t.Errorf("%q is not missing", text)
		}
	}
	for _, text := range []string{"na", "none", "NAN", "-", "?", "0"} {
		if IsMissing(text, DefaultMissing) {
			t.Errorf("%q is missing", text)
		}
	}
	if IsMissing("", []string{"?"}) || !IsMissing("?", []string{"?"}) {
		t.Error("another list")
	}
}

func TestDate(t *testing.T) {
	leap, fault := Date(" 2024-02-29 ", "2006-01-02")
	if fault != OK || leap.Location() != time.UTC || leap.Day() != 29 {
		t.Errorf("%v, fault %d", leap, fault)
	}
	for part, want := range map[string]int{"year": 2024, "month": 2, "day": 29, "weekday": 4, "hour": 0} {
		if got := Part(leap, part); got != want {
			t.Errorf("%s: %d, want %d", part, got, want)
		}
	}
	zoned, fault := Date("2024-01-01T23:30:00+02:00", time.RFC3339)
	if fault != OK || Part(zoned, "hour") != 23 { // in the zone as read
		t.Errorf("%v, fault %d", zoned, fault)
	}
	for _, text := range []string{"2023-02-29", "", "2024-2-29", "NA", "2024-02-29 12:00"} {
		if _, fault := Date(text, "2006-01-02"); fault != NoDate {
			t.Errorf("%q: fault %d", text, fault)
		}
	}
}
