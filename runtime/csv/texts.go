package csv

import (
	"slices"

	"github.com/nngen/nngen/runtime/internal/parse"
)

// IsMissing tells whether a text, blanks cut off, is one of those that mean that there is no value unless a spec lists others.
func IsMissing(text string) bool { return parse.IsMissing(text, parse.DefaultMissing) }

// DefaultMissing are the texts that mean that there is no value, unless a spec lists others.
func DefaultMissing() []string { return slices.Clone(parse.DefaultMissing) }

// IsBool tells whether a text is a word for true or false, and which.
func IsBool(text string) (value, ok bool) {
	value, fault := parse.Bool(text)
	return value, fault == parse.OK
}

// Texts reads the rows of a block as the texts of their fields, blanks cut off, which are valid until visit returns. The
// first row that cannot be read is an error.
func (b *Block) Texts(visit func(row []string) error) error {
	f, bad := newFields(b), nextInvalid(b.text, 0)
	row := make([]string, 0, len(b.r.Header))
	for f.at < len(f.text) {
		if f.skipEmpty() {
			continue
		}
		begin, extra, start := f.at, 0, 0
		row = row[:0]
		for last := false; !last; {
			var text string
			var problem *Problem
			if text, start, last, problem = f.next(); problem != nil {
				return b.Error(*problem)
			}
			if len(row) == len(b.r.Header) && extra == 0 {
				extra = start
			}
			row = append(row, parse.Trim(text))
		}
		if bad < f.at {
			return b.Error(Problem{At: f.fieldOf(begin, bad), Kind: NoUTF8})
		}
		if len(row) != len(b.r.Header) {
			if extra > 0 {
				start = extra
			}
			return b.Error(Problem{At: start, Kind: Ragged, Count: len(row)})
		}
		if err := visit(row); err != nil {
			return err
		}
	}
	return nil
}
