package parse

import (
	"strings"
	"time"
	"unicode/utf8"
	"unsafe"

	"github.com/nngen/nngen/runtime/internal/mat"
)

// Fault says why a text of a row cannot be read as what it should be. Who knows the row makes a sentence of it.
type Fault uint8

// The faults. OK is none.
const (
	OK         Fault = iota
	Missing          // a text that means that there is no value
	NoNumber         // not a decimal number
	OutOfRange       // a number beyond the range of the type
	Unlisted         // none of the values
	NoBool           // no word for true or false
	NoDate           // not written in the format
	TooSmall         // -1 or less, of what a logarithm is taken
)

// bitSize is the size of E as strconv counts it.
func bitSize[E mat.Float]() int { return 8 * int(unsafe.Sizeof(E(0))) }

// Trim cuts blanks off both ends, as strings.TrimSpace does.
func Trim(text string) string {
	for len(text) > 0 && text[0] <= ' ' && isBlank(text[0]) {
		text = text[1:]
	}
	for len(text) > 0 && text[len(text)-1] <= ' ' && isBlank(text[len(text)-1]) {
		text = text[:len(text)-1]
	}
	if len(text) > 0 && (text[0] >= utf8.RuneSelf || text[len(text)-1] >= utf8.RuneSelf) {
		return strings.TrimSpace(text)
	}
	return text
}

func isBlank(b byte) bool { return b == ' ' || '\t' <= b && b <= '\r' }

// DefaultMissing are the texts that mean that there is no value, where a spec lists no others.
var DefaultMissing = []string{"", "NA", "N/A", "NaN", "nan", "null", "NULL", "None"}

// IsMissing tells whether the text, blanks cut off, is one of those that mean that there is no value.
func IsMissing(text string, missing []string) bool {
	text = Trim(text)
	for _, m := range missing {
		if text == m {
			return true
		}
	}
	return false
}

// Bool reads true or false, t or f, yes or no, y or n, in any letter case, and 1 or 0, as a number is written.
func Bool(text string) (v bool, fault Fault) {
	text = Trim(text)
	for _, words := range [...][2]string{{"false", "true"}, {"no", "yes"}, {"f", "t"}, {"n", "y"}} {
		if strings.EqualFold(text, words[1]) {
			return true, OK
		}
		if strings.EqualFold(text, words[0]) {
			return false, OK
		}
	}
	if x, fault := Number[float64](text); fault == OK && (x == 0 || x == 1) {
		return x == 1, OK
	}
	return false, NoBool
}

// Date reads a date in a layout of package time, in UTC unless it has a zone.
func Date(text, layout string) (time.Time, Fault) {
	t, err := time.ParseInLocation(layout, Trim(text), time.UTC)
	if err != nil {
		return time.Time{}, NoDate
	}
	return t, OK
}

// Part is the whole number of one part of a date: year, month (1 … 12), day (1 … 31), weekday (Sunday 0) or hour.
func Part(t time.Time, part string) int {
	switch part {
	case "year":
		return t.Year()
	case "month":
		return int(t.Month())
	case "day":
		return t.Day()
	case "weekday":
		return int(t.Weekday())
	case "hour":
		return t.Hour()
	}
	panic("parse: internal error: a date has no part " + part)
}
