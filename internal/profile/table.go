package profile

import (
	"cmp"
	"fmt"
	"io"
	"math/rand/v2"
	"slices"
	"strings"

	"github.com/nngen/nngen/runtime/csv"
)

// Table is what one pass over a file finds.
type Table struct {
	File      string // as messages and the spec call it
	Separator byte
	Decimal   byte // what stands before decimals
	Rows      int
	Columns   []*Column
	Missing   []string // texts that mean a gap beside the usual ones

	sample sample
}

// Bounds of what is kept, over all columns: texts that are told apart, and texts of sampled rows.
const (
	allTexts, leastTexts, mostTexts = 1 << 20, 200, 20_000
	allCells, leastRows, mostRows   = 1 << 20, 100, 10_000
)

// Read reads a file, a CSV with a header. file is what messages call it.
func Read(path, file string) (*Table, error) {
	source, _, err := csv.Open(path)
	if err != nil {
		return nil, fmt.Errorf("the data cannot be read from %s: %w", file, err)
	}
	defer source.Close()
	r, err := csv.NewReader(file, source, csv.Options{})
	if err != nil {
		return nil, err
	}
	if doubt := cmp.Or(r.Doubt(), r.Title()); doubt != "" {
		return nil, r.HeaderErrorf(0, "%s", doubt)
	}
	t := newTable(file, r)
	if err := t.read(r); err != nil {
		return nil, err
	}
	if t.Rows == 0 {
		return nil, r.HeaderErrorf(0, "there is no row after the header; add rows of data")
	}
	t.finish()
	return t, nil
}

func newTable(file string, r *csv.Reader) *Table {
	t := &Table{File: file, Separator: r.Separator, Decimal: '.'}
	n := len(r.Header)
	most := min(max(allTexts/n, leastTexts), mostTexts)
	for i, name := range r.Header {
		t.Columns = append(t.Columns, newColumn(i, name, most))
	}
	t.sample = sample{most: min(max(allCells/n, leastRows), mostRows), random: rand.New(rand.NewPCG(1, 1))}
	return t
}

// read takes in all rows.
func (t *Table) read(r *csv.Reader) error {
	for b := (&csv.Block{}); ; {
		if err := r.Next(b); err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
		if err := b.Texts(t.add); err != nil {
			return err
		}
	}
}

func (t *Table) add(row []string) error {
	t.Rows++
	for i, text := range row {
		t.Columns[i].add(text)
	}
	t.sample.add(row)
	return nil
}

// finish finds out what only the whole file tells: how decimals are written, and which texts are gaps.
func (t *Table) finish() {
	if t.hasDecimalCommas() {
		t.Decimal = ','
	}
	for _, c := range t.Columns {
		c.decimal = point
		if t.Decimal == ',' {
			c.decimal = comma
		}
		for word := range c.gaps {
			if c.meansGap(word) && !slices.Contains(t.Missing, word) {
				t.Missing = append(t.Missing, word)
			}
		}
	}
	slices.Sort(t.Missing)
	for _, c := range t.Columns {
		c.settle(t.Missing)
	}
}

// hasDecimalCommas tells whether numbers are written with commas before their decimals. Marks that could group thousands count only
// where there are no others. Where commas separate the columns, numbers with others stand in quotes, as pairs and lists do: they have
// to be the most of two columns.
func (t *Table) hasDecimalCommas() bool {
	var all, certain [2]int
	full := 0
	for _, c := range t.Columns {
		for decimal := range all {
			n, sure := c.fractions(decimal)
			all[decimal] += n
			certain[decimal] += sure
			if decimal == comma && 2*sure > c.Rows-c.Missing {
				full++
			}
		}
	}
	switch {
	case t.Separator == ',':
		return full >= 2 && all[point] == 0
	case certain[point]+certain[comma] > 0:
		return certain[comma] > certain[point]
	}
	return all[comma] > all[point]
}

// gap tells whether a text means that there is no value.
func (t *Table) gap(text string) bool { return csv.IsMissing(text) || slices.Contains(t.Missing, text) }

// Shown is a name or text as messages and comments show it: on one line, and not too long.
func Shown(text string) string {
	const most = 60
	if runes := []rune(text); len(runes) > most {
		text = string(runes[:most-1]) + "…"
	}
	if text == "" || strings.ContainsFunc(text, func(r rune) bool {
		return r < ' ' || r == 0x7f || r == 0x85 || r == 0xfeff || 0x2028 <= r && r <= 0x2029
	}) {
		return fmt.Sprintf("%q", text)
	}
	return text
}

// sample is a number of rows, each of the file as likely as any other (Vitter 1985, algorithm R), the same in every run.
type sample struct {
	most   int
	seen   int
	rows   [][]string
	random *rand.Rand
}

func (s *sample) add(row []string) {
	s.seen++
	at := len(s.rows)
	if at < s.most {
		s.rows = append(s.rows, nil)
	} else if at = s.random.IntN(s.seen); at >= s.most {
		return
	}
	kept := make([]string, len(row))
	text := strings.Join(row, "")
	for i, field := range row {
		kept[i], text = text[:len(field)], text[len(field):]
	}
	s.rows[at] = kept
}
