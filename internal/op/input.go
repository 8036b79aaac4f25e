package op

import (
	"math"
	"slices"

	"github.com/nngen/nngen/internal/ir"
)

// InputType is a type of input: how an entry of a row as it stands in the data, a text, becomes entries that layer 1 sees.
type InputType struct {
	Name, Doc string
	// Keys are those of the spec that the type takes besides name, column, unit, description and type.
	Keys []string
	// Missing are the words, besides error and a value, that the key missing may have.
	Missing []string
	// Scaled types are normalized. Of types with OwnRow a missing value has a row, and no entry beside the others; of those
	// with OwnZeros it is 0, and not the mean.
	Scaled, OwnRow, OwnZeros bool
	// Go is the type of the field in Record; where the value may be missing, a pointer to it.
	Go GoType
	// Width is the number of encoded entries, without the one that says that the value is missing.
	Width func(in *Input) int
	// Encode lowers an input: it adds as many entries to the encoded row.
	Encode func(e *Encoder, in *Input)
}

// GoType is the type of a field of Record.
type GoType int

// The types of fields.
const (
	GoNumber GoType = iota // float32 or float64
	GoValue                // a type of its own with a constant for each value
	GoBool
	GoTime
)

// InputTypes is the table of input types. The first is that of an input without a type.
var InputTypes = []*InputType{number, category, boolean, ordinal, date}

// Info describes the entry.
func (t *InputType) Info() Info { return Info{Name: t.Name, Doc: t.Doc} }

// Takes reports whether the type has a key.
func (t *InputType) Takes(key string) bool { return slices.Contains(t.Keys, key) }

// Input is one checked input.
type Input struct {
	Type      *InputType
	Name, Go  string // as weights files and as Go call it
	Entry     int    // the first of its entries in the raw row
	Values    []string
	Missing   Instead
	Unknown   Instead
	Normalize string // of a number: none, standard, minmax or robust
	Log1p     bool   // of a number, before it is normalized
	Bins      int    // of the piecewise encoding, or 0
	Embedding int    // entries of a learned vector, or 0
	Format    string // of a date
	Parts     []string
	Words     bool // of a bool: values that are no words for true and false
}

// Instead is what stands for a value that is missing, or none of those listed.
type Instead struct {
	How    How
	Number float64 // of Given: the number, or the position of the value
}

// How says what stands for a value.
type How string

// The words of the keys missing and unknown, and Given, which is none of them: a value.
const (
	Refuse       How = "error"
	Own          How = "own"
	Zeros        How = "zeros"
	Mean         How = "mean"
	Median       How = "median"
	MostFrequent How = "most_frequent"
	Given        How = "given"
)

// Plain reports whether an input is one number that needs nothing but normalization.
func (in *Input) Plain() bool {
	return in.Type.Scaled && in.Missing.How == Refuse && !in.Log1p && in.Bins == 0
}

// Entries is the number of entries of the raw row.
func (in *Input) Entries() int { return max(1, len(in.Parts)) }

// Flagged reports whether one more entry says that the value is missing.
func (in *Input) Flagged() bool { return in.Missing.How == Own && !in.Type.OwnRow }

// Width is the number of encoded entries.
func (in *Input) Width() int {
	n := in.Type.Width(in)
	if in.Flagged() {
		n++
	}
	return n
}

// Rows is the number of rows of a category: one for each value, then that of a missing and that of an unknown one, where
// they have one of their own.
func (in *Input) Rows() int {
	n := len(in.Values)
	if in.Missing.How == Own {
		n++
	}
	if in.Unknown.How == Own {
		n++
	}
	return n
}

// Code is how the entry of a category or an ordinal is read.
func (in *Input) Code() ir.Code {
	c := ir.Code{Entry: in.Entry, Values: len(in.Values), Unknown: ir.Refused, Missing: ir.Refused}
	if in.Missing.How == Own && in.Type.OwnRow {
		c.Missing = len(in.Values)
	}
	switch in.Unknown.How {
	case Own:
		c.Unknown = in.Rows() - 1
	case Zeros:
		c.Unknown = ir.None
	case Given:
		c.Unknown = int(in.Unknown.Number)
	}
	return c
}

// Fill is what stands for a missing entry. What is fitted to the training data is Mean, Median or MostFrequent; it is
// Given where the spec says what, and Refuse where nothing stands for it.
func (in *Input) Fill() Instead {
	switch {
	case in.Missing.How != Own:
		return in.Missing
	case in.Type.OwnRow:
		return Instead{Given, float64(len(in.Values) + 1)}
	case in.Type.OwnZeros:
		return Instead{Given, 0} // of a year; the other parts have zeros of their own
	}
	return Instead{How: Mean}
}

// Fitted reports whether training finds the fill.
func (i Instead) Fitted() bool { return i.How == Mean || i.How == Median || i.How == MostFrequent }

// start is what a new model has for the entry of an input.
func (in *Input) start(part int) float64 {
	switch fill := in.Fill(); {
	case fill.Fitted():
		return 0
	case fill.How == Given && !(in.Type.OwnZeros && in.Parts[part] != "year"):
		return fill.Number
	}
	return math.NaN()
}

// Tensor is how weights files call what belongs to the input: input.age.fill.
func (in *Input) Tensor(what string) string { return "input." + in.Name + "." + what }
