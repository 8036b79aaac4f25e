package csv

import (
	"math"
	"slices"
	"unicode/utf8"

	"github.com/nngen/nngen/runtime/internal/mat"
	"github.com/nngen/nngen/runtime/internal/parse"
)

// Entry reads the texts of a column as one number of a row. A column may have several entries.
type Entry[E mat.Float] struct {
	Column int
	// Parse reads a text, blanks cut off. It may say parse.Missing. If it is nil, the text is a decimal number, or one of Missing.
	Parse   func(text string) (E, parse.Fault)
	Missing []string
	Gaps    bool // where the value is missing the entry is NaN; otherwise that is a problem
}

// plain tells whether any number is the value of the entry: no reading of its own, no number that means a gap.
func (e *Entry[E]) plain() bool {
	return e.Parse == nil && !slices.ContainsFunc(e.Missing, func(text string) bool {
		_, end := parse.Scan(text, 0, '.')
		return end > 0
	})
}

// Plan says what becomes of the columns of a file.
type Plan[E mat.Float] struct {
	entries []Entry[E]
	numbers []int   // for each column: the entry, if it has one alone, and that a number; else -1
	of      [][]int // for each column: its entries
}

// NewPlan makes a plan for a file with so many columns. Rows have a number for each entry, in this order.
func NewPlan[E mat.Float](columns int, entries []Entry[E]) *Plan[E] {
	p := &Plan[E]{entries: entries, numbers: make([]int, columns), of: make([][]int, columns)}
	for i, e := range entries {
		p.of[e.Column] = append(p.of[e.Column], i)
	}
	for c, list := range p.of {
		p.numbers[c] = -1
		if len(list) == 1 && entries[list[0]].plain() {
			p.numbers[c] = list[0]
		}
	}
	return p
}

// Rows reads the rows of a block. visit gets the numbers of each, NaN where one is missing and +Inf where there is a
// problem, and the problems, if any, in the order of the fields; both are valid until it returns. An error of visit ends
// the reading. So does a problem whose kind is Broken: it is the last that visit gets.
func (p *Plan[E]) Rows(b *Block, visit func(row []E, problems []Problem) error) error {
	s := rowScanner[E]{Plan: p, fields: newFields(b), row: make([]E, len(p.entries)), point: b.r.Decimal, bad: nextInvalid(b.text, 0)}
	s.bare = s.point
	if s.point == s.separator {
		s.bare = 0 // only a quoted field can hold one
	}
	for s.at < len(s.text) {
		if s.skipEmpty() {
			continue
		}
		s.problems = s.problems[:0]
		s.scan()
		if err := visit(s.row, s.problems); err != nil {
			return err
		}
		if n := len(s.problems); n > 0 && s.problems[n-1].Kind.Broken() {
			return nil
		}
	}
	return nil
}

// rowScanner reads the rows of one block.
type rowScanner[E mat.Float] struct {
	*Plan[E]
	fields
	row         []E
	problems    []Problem
	point, bare byte // before decimals; in a field without quotes
	bad         int  // where the next byte is that is no UTF-8
}

// scan reads a row. Where a number stands without blanks and quotes around it, it is read in place.
func (s *rowScanner[E]) scan() {
	begin, field, extra := s.at, s.at, 0 // extra: where a field stands that the header has no column for
	column, last := 0, false
	for ; !last; column++ {
		if column < len(s.numbers) && s.numbers[column] >= 0 {
			d, end := parse.Scan(s.text, s.at, s.bare)
			if next, ends := s.ends(end); ends && end > s.at {
				if v, ok := round[E](d); ok {
					s.row[s.numbers[column]] = v
					last = s.text[next-1] == s.newline
					field, s.at = s.at, next
					continue
				}
			}
		}
		text, start, end, problem := s.next()
		field, last = start, end
		if column == len(s.of) {
			extra = start
		}
		switch {
		case problem != nil:
			s.problems = append(s.problems[:0], *problem)
			return
		case column < len(s.of):
			s.read(column, start, text)
		}
	}
	s.finish(begin, field, extra, column)
}

// ends tells whether a field ends at i, and where the next one begins.
func (s *rowScanner[E]) ends(i int) (next int, ok bool) {
	if i >= len(s.text) {
		return i, false
	}
	switch b := s.text[i]; {
	case b == s.separator || b == s.newline:
		return i + 1, true
	case b == '\r' && i+1 < len(s.text) && s.text[i+1] == s.newline:
		return i + 2, true
	}
	return i, false
}

// round is the float of a number whose text need not be asked.
func round[E mat.Float](d parse.Decimal) (E, bool) {
	if parse.Is32[E]() {
		v, ok := d.Float32()
		return E(v), ok
	}
	v, ok := d.Float64()
	return E(v), ok
}

// finish holds a whole row against the header.
func (s *rowScanner[E]) finish(begin, field, extra, columns int) {
	if columns != len(s.of) {
		if columns > len(s.of) {
			field = extra
		}
		s.problems = append(s.problems[:0], Problem{At: field, Kind: Ragged, Count: columns})
	}
	if s.bad < s.at {
		s.problems = append(s.problems[:0], Problem{At: s.fieldOf(begin, s.bad), Kind: NoUTF8})
		s.bad = nextInvalid(s.text, s.at)
	}
}

// read gives the text of a field to the entries of its column.
func (s *rowScanner[E]) read(column, start int, text string) {
	for _, i := range s.of[column] {
		e := &s.entries[i]
		text := parse.Trim(text)
		v, fault := E(0), parse.OK
		switch {
		case e.Parse != nil:
			v, fault = e.Parse(text)
		case parse.IsMissing(text, e.Missing):
			fault = parse.Missing
		default:
			point := s.bare
			if s.afterQuote {
				point = s.point
			}
			v, fault = Number[E](text, point)
		}
		s.row[i] = v
		if fault == parse.OK {
			continue
		}
		s.row[i] = E(math.Inf(1))
		if fault == parse.Missing {
			s.row[i] = E(math.NaN())
			if e.Gaps {
				continue
			}
		}
		s.problems = append(s.problems, Problem{At: start, Column: column, Entry: i, Kind: Kind(fault), Text: text})
	}
}

// nextInvalid is the offset of the first byte from i on that is no UTF-8, beyond every text if there is none.
func nextInvalid(text string, i int) int {
	if utf8.ValidString(text[i:]) {
		return math.MaxInt
	}
	for ; ; i++ {
		r, n := utf8.DecodeRuneInString(text[i:])
		if r == utf8.RuneError && n < 2 {
			return i
		}
		i += n - 1
	}
}
