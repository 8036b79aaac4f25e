package csv

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/nngen/nngen/internal/words"
	"github.com/nngen/nngen/runtime/internal/parse"
)

// Kind is what is wrong with a field or a row. Kinds up to LongField are parse.Fault of a field that an entry cannot read.
type Kind uint8

// The kinds of problems with a row. After one that Broken tells, where the next row begins is not known.
const (
	QuoteInside    Kind = 100 + iota // a quote in a field that does not begin with one
	OpenQuote                        // a quote that is not closed
	TextAfterQuote                   // text behind the closing quote
	LongField                        // more than MaxField
	LongRow                          // more than MaxRow
	Ragged                           // as many fields as Count, not as the header has
	NoUTF8
)

// Broken tells that reading cannot go on behind the problem.
func (k Kind) Broken() bool { return QuoteInside <= k && k <= LongRow }

// Problem is one thing that is wrong with a row.
type Problem struct {
	At     int    // offset in the block
	Column int    // of the header
	Entry  int    // of the plan
	Kind   Kind   //
	Count  int    // Ragged: the fields of the row
	Text   string // of the field, blanks cut off; valid as long as the block is
}

// Fault is what an entry says about the text of a field.
func (p *Problem) Fault() parse.Fault { return parse.Fault(p.Kind) }

// Error is an error with a place.
type Error struct {
	File         string
	Line, Column int // counted from 1, the column in characters
	Message      string
}

// Error is the message behind its place.
func (e *Error) Error() string {
	return fmt.Sprintf("%s:%d:%d: %s", e.File, e.Line, e.Column, e.Message)
}

// Errorf is an error at an offset of the block.
func (b *Block) Errorf(at int, format string, args ...any) error {
	line, column := b.Place(at)
	return &Error{b.r.Name, line, column, fmt.Sprintf(format, args...)}
}

// HeaderErrorf is an error at a column of the header.
func (r *Reader) HeaderErrorf(column int, format string, args ...any) error {
	return r.head.Errorf(r.starts[column], format, args...)
}

// firstLine is where the first row begins, if no line before it is empty.
func (r *Reader) firstLine() int { return r.head.line + strings.Count(r.head.text, string(r.newline)) }

// Place is line and column of an offset.
func (b *Block) Place(at int) (line, column int) {
	newline := string(b.r.newline)
	before := b.text[:at]
	return b.line + strings.Count(before, newline), 1 + utf8.RuneCountInString(before[strings.LastIndex(before, newline)+1:])
}

// Error is the problem of a row, its sentence with its place. Problems of fields are those of who knows the entry.
func (b *Block) Error(p Problem) error {
	switch p.Kind {
	case QuoteInside:
		return b.Errorf(p.At, `a quote inside a field; put the whole field in quotes and double the quotes inside: "5"" nail"`)
	case OpenQuote:
		return b.Errorf(p.At, "this quoted field is not closed; its last quote must stand before a %s or the end of a line",
			SeparatorName(b.r.Separator))
	case TextAfterQuote:
		return b.Errorf(p.At, "there is text behind this closing quote; a quoted field must end before a %s or the end of a line, and quotes inside it are doubled",
			SeparatorName(b.r.Separator))
	case LongField:
		return b.Errorf(p.At, "the field that begins here is longer than %d bytes; is a quote not closed?", MaxField)
	case LongRow:
		return b.Errorf(p.At, "the row that begins here is longer than %d bytes; does the file have lines, and is a quote not closed?", MaxRow)
	case NoUTF8:
		return b.Errorf(p.At, "this field is not UTF-8 text; save the file in the encoding UTF-8")
	case Ragged:
		return b.ragged(p)
	}
	return b.Errorf(p.At, "internal error: a problem of kind %d; please report it", p.Kind)
}

// endsEmpty tells whether nothing stands between an offset and the end of its line.
func (b *Block) endsEmpty(at int) bool {
	rest, _, _ := strings.Cut(b.text[at:], string(b.r.newline))
	return parse.Trim(rest) == ""
}

func (b *Block) ragged(p Problem) error {
	want := len(b.r.Header)
	line, _ := b.Place(p.At)
	if counts := b.r.counts(p.Count); counts != "" && line == b.r.firstLine() {
		return b.r.HeaderErrorf(0, "%s", counts)
	}
	hint := "each row must have them all, empty ones too"
	if separator := b.r.Separator; p.Count > want {
		hint = fmt.Sprintf(`a %s inside a text needs quotes around the text: "a%s b"`, SeparatorName(separator), string(separator))
	}
	switch {
	case p.Count == want+1 && b.endsEmpty(p.At):
		hint = fmt.Sprintf("the line ends with a %s: remove that, or let the header end with one as well", SeparatorName(b.r.Separator))
	case want == 1:
		hint += "; the first line must name the columns: remove what stands above that"
	case p.Count == want+1 && line == b.r.firstLine():
		hint += "; where R wrote the names of rows, the header lacks a name for them"
	}
	return b.Errorf(p.At, "this row has %s, but the header has %d; %s", words.Count(p.Count, "field"), want, hint)
}
