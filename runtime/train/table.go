package train

import (
	"fmt"
	"regexp"

	"github.com/nngen/nngen/internal/numbers"
	"github.com/nngen/nngen/runtime/csv"
	"github.com/nngen/nngen/runtime/internal/parse"
)

// The values of Entry.Type.
const (
	Number   = "number"
	Category = "category"
	Bool     = "bool"
	Ordinal  = "ordinal"
	Date     = "date"
)

// The values of Entry.Fill.
const (
	Mean         = "mean"
	Median       = "median"
	MostFrequent = "most_frequent"
)

// Entry says how one entry of a row is read, and what is fitted to it.
type Entry struct {
	Type         string
	Values       []string // that it can have; of a bool only where they are no words for true and false
	Optional     bool     // it may be missing
	Unknown      bool     // a value that is not listed is no error
	Format, Part string   // of a date
	Log1p        bool     // it is transformed
	Normalize    string
	Fill         string // what stands for a missing value, if it is fitted
	Bins         int    // of a piecewise encoding

	// Of the parameters that belong to one value alone: those of the value with number r, and of what stands beside the values.
	Weights    []Weights
	MissingRow int // of a category, or -1
	UnknownRow int
	Flag       []Weights // of the entry that says that the value is missing
}

// Weights are parameters that belong to rows: those of row r are From + r·Row + k·Step for all k below N.
type Weights struct{ From, Row, Step, N int }

// read says how an entry reads its texts.
func (l *layout[E]) read(e *csv.Entry[E], of *Entry) {
	e.Gaps = of.Optional
	missing := l.job.missing()
	switch of.Type {
	case Category, Ordinal:
		values := parse.NewValues(of.Values)
		e.Parse = func(text string) (E, parse.Fault) {
			i, fault := values.Read(text, missing)
			if fault == parse.Unlisted && of.Unknown {
				return E(values.Len()), parse.OK
			}
			return E(i), fault
		}
	case Bool:
		e.Parse = truth[E](of.Values, missing)
	case Date:
		e.Parse = func(text string) (E, parse.Fault) {
			t, fault := parse.ReadDate(text, of.Format, missing)
			if fault != parse.OK {
				return 0, fault
			}
			return E(parse.Part(t, of.Part)), parse.OK
		}
	default:
		if of.Log1p {
			e.Parse = l.positive
		}
	}
}

// truth reads one of two values, the first of which is false, or without them the words for true and false.
func truth[E Float](listed, missing []string) func(text string) (E, parse.Fault) {
	if listed == nil {
		return func(text string) (E, parse.Fault) {
			v, fault := parse.ReadBool(text, missing)
			return E(numbers.Bit(v)), fault
		}
	}
	values := parse.NewValues(listed)
	return func(text string) (E, parse.Fault) {
		i, fault := values.Read(text, missing)
		if fault == parse.Unlisted {
			fault = parse.NoBool
		}
		return E(i), fault
	}
}

// positive reads a number that log1p is taken of.
func (l *layout[E]) positive(text string) (E, parse.Fault) {
	v, fault := csv.Number[E](text, l.decimal)
	switch {
	case parse.IsMissing(text, l.job.missing()):
		return 0, parse.Missing
	case fault == parse.OK && v <= -1:
		return 0, parse.TooSmall
	}
	return v, fault
}

// entry is what the job says of an entry of the rows, nil of targets and of plain numbers.
func (l *layout[E]) entry(i int) *Entry {
	if l.job.Table == nil || i >= len(l.columns.inputs) {
		return nil
	}
	return &l.job.Table[i]
}

// entrySentence says what is wrong with a field of a table, and what to do.
func (l *layout[E]) entrySentence(e *Entry, p csv.Problem) string {
	column, text := l.name(p.Column), quote(p.Text)
	switch p.Fault() {
	case parse.Missing:
		says := fmt.Sprintf("column %s is empty here", column)
		if p.Text != "" {
			says = fmt.Sprintf("%s in column %s says that the value is missing", text, column)
		}
		return fmt.Sprintf("%s; fill it in, or write missing: %s for this input in the spec", says, e.remedy())
	case parse.Unlisted:
		end := suggest(p.Text, "the values are", e.Values)
		return fmt.Sprintf("%s in column %s is none of the values%s; list it, or write unknown: zeros for this input in the spec", text, column, end)
	case parse.NoBool:
		if len(e.Values) == 2 {
			return fmt.Sprintf("%s in column %s is neither %s nor %s", text, column, quote(e.Values[0]), quote(e.Values[1]))
		}
		return fmt.Sprintf("%s in column %s is no word for true or false: true/false, t/f, yes/no, y/n, 1/0, or the two that the spec lists as values", text, column)
	case parse.NoDate:
		return fmt.Sprintf("%s in column %s is no date in the format %s", text, column, quote(e.Format))
	}
	return fmt.Sprintf("%s in column %s cannot be read", text, column)
}

// remedy is what to write for missing.
func (e *Entry) remedy() string {
	if e.Type == Number {
		return "median"
	}
	return "own"
}

// remedy is what to write for missing, of any input.
func (l *layout[E]) remedy(entry int) string {
	if e := l.entry(entry); e != nil {
		return e.remedy()
	}
	return "median"
}

// unfit says of texts why an input cannot take them.
func (e *Entry) unfit(g *group) string {
	switch g.fault() {
	case parse.NoBool:
		return g.are() + " neither true nor false"
	case parse.NoDate:
		return g.are() + " no date in the format " + quote(e.Format)
	}
	return g.are() + " none of the values"
}

// hint says what to do about them.
func (e *Entry) hint(g *group) string {
	switch g.fault() {
	case parse.NoBool:
		return "write values: [the text for false, the text for true] for this input."
	case parse.NoDate:
		return "write the format in which the data have January 2nd, 2006."
	}
	return sentenceOf(suggest(g.texts[0], "the values are", e.Values)) + " List them, or write unknown: zeros for this input."
}

// quotedTexts are texts as a spec writes them: in quotes where they need them.
func quotedTexts(texts []string) (list []string) {
	for _, text := range texts {
		if !plainWord.MatchString(text) {
			text = quote(text)
		}
		list = append(list, text)
	}
	return list
}

var plainWord = regexp.MustCompile(`^[A-Za-z][A-Za-z_]{2,}$`)
