package parse

import (
	"time"

	"github.com/nngen/nngen/runtime/internal/mat"
)

// The functions of this file read a field of a row, in which one of the texts missing means that there is no value. What is
// listed, or a word of the type, is a value all the same; of numbers any may mean that there is none, such as -999.

// ReadNumber reads the field of a number.
func ReadNumber[E mat.Float](text string, missing []string) (E, Fault) {
	if IsMissing(text, missing) {
		return 0, Missing
	}
	return Number[E](text)
}

// Read reads the field of a category, an ordinal or a class: the position of its value.
func (v *Values) Read(text string, missing []string) (int, Fault) {
	if i := v.Index(text); i >= 0 {
		return i, OK
	}
	return 0, orMissing(Unlisted, text, missing)
}

// ReadBool reads the field of a truth value.
func ReadBool(text string, missing []string) (bool, Fault) {
	v, fault := Bool(text)
	return v, orMissing(fault, text, missing)
}

// ReadDate reads the field of a date.
func ReadDate(text, layout string, missing []string) (time.Time, Fault) {
	t, fault := Date(text, layout)
	return t, orMissing(fault, text, missing)
}

// orMissing is Missing in the place of another fault where the text says so.
func orMissing(fault Fault, text string, missing []string) Fault {
	if fault != OK && IsMissing(text, missing) {
		return Missing
	}
	return fault
}
