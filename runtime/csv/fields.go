package csv

import (
	"strings"

	"github.com/nngen/nngen/runtime/internal/mat"
	"github.com/nngen/nngen/runtime/internal/parse"
)

// fields reads the fields of a block one by one, whatever they hold.
type fields struct {
	text       string
	at         int
	separator  byte
	newline    byte
	cut        bool
	unquoted   []byte // of a field with doubled quotes
	afterQuote bool   // the field stood in quotes
}

func newFields(b *Block) fields {
	return fields{text: b.text, separator: b.r.Separator, newline: b.r.newline, cut: b.cut}
}

// next reads the field that begins at f.at. It returns its text, valid until the next call, with blanks around it, where
// it starts, leading blanks left out, and whether it is the last of its row. f.at is then where the next one begins.
func (f *fields) next() (text string, start int, last bool, problem *Problem) {
	i := f.at
	for i < len(f.text) && f.isBlank(f.text[i]) {
		i++
	}
	if i < len(f.text) && f.text[i] == '"' {
		return f.quoted(i)
	}
	start = i
	for ; i < len(f.text); i++ {
		b := f.text[i]
		if b == f.separator || b == f.newline {
			break
		}
		if b == '"' {
			return "", i, false, &Problem{At: i, Kind: QuoteInside}
		}
	}
	return f.end(start, i, i)
}

// isBlank tells what is read over around a field: not what ends it.
func (f *fields) isBlank(b byte) bool {
	return (b == ' ' || b == '\t' || b == '\v' || b == '\f') && b != f.separator
}

// end ends the field whose text is that from start to stop, at i: a separator, a line end or the end of the block.
func (f *fields) end(start, stop, i int) (string, int, bool, *Problem) {
	f.afterQuote = false
	if i-start > MaxField {
		return "", start, false, &Problem{At: start, Kind: LongField}
	}
	f.at = i + 1
	if i == len(f.text) {
		if f.cut {
			return "", start, false, &Problem{At: 0, Kind: LongRow}
		}
		f.at = i
	}
	last := i == len(f.text) || f.text[i] == f.newline
	if last && stop > start && f.text[stop-1] == '\r' {
		stop--
	}
	return f.text[start:stop], start, last, nil
}

// quoted reads a field whose opening quote stands at start.
func (f *fields) quoted(start int) (string, int, bool, *Problem) {
	f.unquoted = f.unquoted[:0]
	from, doubled := start+1, false
	for {
		n := strings.IndexByte(f.text[from:], '"')
		if n < 0 {
			kind := OpenQuote
			if len(f.text)-start > MaxField {
				kind = LongField
			}
			return "", start, false, &Problem{At: start, Kind: kind}
		}
		i := from + n
		if i+1 < len(f.text) && f.text[i+1] == '"' {
			f.unquoted = append(f.unquoted, f.text[from:i+1]...)
			from, doubled = i+2, true
			continue
		}
		return f.closed(start, from, i, doubled)
	}
}

// closed ends a field whose closing quote stands at i.
func (f *fields) closed(start, from, i int, doubled bool) (string, int, bool, *Problem) {
	stop := i + 1
	for stop < len(f.text) && (f.isBlank(f.text[stop]) || f.text[stop] == '\r' && f.newline != '\r') {
		stop++
	}
	if stop < len(f.text) && f.text[stop] != f.separator && f.text[stop] != f.newline {
		return "", i, false, &Problem{At: i, Kind: TextAfterQuote}
	}
	_, _, last, problem := f.end(start, start, stop)
	if problem != nil {
		return "", start, false, problem
	}
	f.afterQuote = true
	if doubled {
		f.unquoted = append(f.unquoted, f.text[from:i]...)
		return string(f.unquoted), start, last, nil
	}
	return f.text[from:i], start, last, nil
}

// skipEmpty reads over an empty line.
func (f *fields) skipEmpty() bool {
	if f.text[f.at] == f.newline {
		f.at++
		return true
	}
	end := f.at
	for end < len(f.text) && f.text[end] == '\r' {
		end++
	}
	if end == f.at || end < len(f.text) && f.text[end] != f.newline {
		return false
	}
	f.at = min(end+1, len(f.text))
	return true
}

// fieldOf is where the field begins that holds the offset, in the row that begins at begin.
func (f fields) fieldOf(begin, offset int) int {
	for f.at = begin; ; {
		_, start, last, problem := f.next()
		if f.at > offset || last || problem != nil {
			return start
		}
	}
}

// Number reads a text, blanks cut off, as a decimal number with point in the place of the point.
func Number[E mat.Float](text string, point byte) (E, parse.Fault) {
	return parse.NumberWith[E](text, point)
}
