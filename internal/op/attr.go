package op

import (
	"fmt"
	"math"
	"strings"

	"github.com/nngen/nngen/internal/numbers"
)

// Attr is a number that an entry takes, such as the alpha of leaky_relu.
type Attr struct {
	Name, Doc string
	Default   float64
	Otherwise string // what stands for a default that is no number of the range: size
	Required  bool   // there is no default
	Range     Range
}

// Range is the set of values that an attribute may take.
type Range struct {
	Min, Max float64 // ±Inf where there is no bound
	// OpenMin and OpenMax exclude the bounds themselves.
	OpenMin, OpenMax bool
	Kind             Kind
	Words            string // of Word, with blanks between them
}

// Kind is how a value is written.
type Kind int

// The kinds of values.
const (
	Real Kind = iota
	Integer
	Boolean    // true is 1, false is 0
	Integers   // a list of whole numbers
	Numbers    // a number, or a list of them
	Lengths    // a whole number, or a list of them
	Padding    // the same, a list of pairs, or one of PaddingWords
	Word       // one of a few words
	Expression // a formula
)

// The ranges of the language.
var (
	Any          = Range{Min: math.Inf(-1), Max: math.Inf(1)}
	Positive     = Range{Min: 0, OpenMin: true, Max: math.Inf(1)}
	NonNegative  = Range{Min: 0, Max: math.Inf(1)}
	UnitInterval = Range{Min: 0, Max: 1, OpenMax: true}
	Count        = Range{Min: 1, Max: math.Inf(1), Kind: Integer}
	Bool         = Range{Min: 0, Max: 1, Kind: Boolean}
	Axis         = Range{Min: -maxRank, Max: math.MaxInt32, Kind: Integer}
	Axes         = Range{Min: -maxRank, Max: maxRank, Kind: Integers}
	Share        = Range{Min: 0, Max: 1, OpenMin: true, OpenMax: true}
	Sizes        = Range{Min: -1, Max: math.MaxInt32, Kind: Integers}
	Reals        = Range{Min: math.Inf(-1), Max: math.Inf(1), Kind: Numbers}
	Steps        = Range{Min: 0, OpenMin: true, Max: math.Inf(1), Kind: Numbers}
	FormulaText  = Range{Kind: Expression}
)

// maxRank is more dimensions than anybody has.
const maxRank = 32

// oneOf is the range of an attribute that is one of a few words.
func oneOf(words string) Range { return Range{Kind: Word, Words: words} }

// List lists the words of a Word.
func (r Range) List() []string { return strings.Fields(r.Words) }

// Listed reports whether values are no single numbers.
func (k Kind) Listed() bool { return k == Integers || k == Numbers || k == Lengths || k == Padding }

// Textual reports whether values are texts.
func (k Kind) Textual() bool { return k == Word || k == Expression }

// Contains reports whether v is finite and in the range.
func (r Range) Contains(v float64) bool {
	return numbers.Finite(v) && v >= r.Min && v <= r.Max &&
		!(r.OpenMin && v == r.Min) && !(r.OpenMax && v == r.Max)
}

// Value is v as a spec writes it: a number, or a truth value.
func (r Range) Value(v float64) any {
	if r.Kind == Boolean {
		return v != 0
	}
	return v
}

// String says what the range wants, to follow "must be".
func (r Range) String() string {
	switch {
	case r.Kind == Boolean:
		return "true or false"
	case r.Kind == Integers:
		return "a list of whole numbers"
	case r.Kind == Numbers && r.OpenMin:
		return fmt.Sprintf("a number greater than %g, or a list of them", r.Min)
	case r.Kind == Numbers:
		return "a number, or a list of them"
	case r.Kind == Lengths:
		return fmt.Sprintf("a whole number between %g and %g, or a list of them", r.Min, r.Max)
	case r.Kind == Padding:
		return "a whole number, a list of them, a list of pairs [before, after], same or valid"
	case r.Kind == Word:
		return "one of " + strings.Join(r.List(), ", ")
	case r.Kind == Expression:
		return "a formula"
	case math.IsInf(r.Min, -1):
		return "a finite number"
	case math.IsInf(r.Max, 1) && r.OpenMin:
		return fmt.Sprintf("greater than %g", r.Min)
	case math.IsInf(r.Max, 1):
		return fmt.Sprintf("at least %g", r.Min)
	case r.OpenMin && r.OpenMax:
		return fmt.Sprintf("greater than %g and less than %g", r.Min, r.Max)
	case r.OpenMax:
		return fmt.Sprintf("at least %g and less than %g", r.Min, r.Max)
	}
	return fmt.Sprintf("between %g and %g", r.Min, r.Max)
}

// Args holds a value for every attribute of an entry.
type Args map[string]float64

// Defaults returns the attributes at their defaults.
func Defaults(attrs []Attr) Args {
	args := Args{}
	for _, a := range attrs {
		if !a.Range.Kind.Listed() && !a.Range.Kind.Textual() {
			args[a.Name] = a.Default
		}
	}
	return args
}

// Fallback is what a spec would write for the default, or nil where the attribute is required.
func (a *Attr) Fallback() any {
	switch {
	case a.Required:
		return nil
	case a.Otherwise != "":
		return a.Otherwise
	}
	return a.Range.Value(a.Default)
}
