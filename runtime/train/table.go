package train

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"
)

// table reads a CSV file with a header, one record at a time. Its errors
// begin with FILE:LINE:COL, the column counted in characters.
type table struct {
	name     string
	buffered *bufio.Reader // what csv reads from
	csv      *csv.Reader
	header   []string
	record   []string // valid until the next call of next
}

func newTable(name string, r io.Reader) (*table, error) {
	buffered := bufio.NewReaderSize(r, 64<<10)
	skipMark(buffered)
	t := &table{name: name, buffered: buffered, csv: csv.NewReader(buffered)}
	t.csv.ReuseRecord = true
	t.csv.TrimLeadingSpace = true
	t.csv.FieldsPerRecord = -1

	err := t.next()
	if err == io.EOF {
		return nil, fmt.Errorf("%s:1:1: the file is empty; its first line must name the columns", name)
	}
	if err != nil {
		return nil, err
	}
	for _, field := range t.record {
		t.header = append(t.header, strings.TrimSpace(field))
	}
	return t, nil
}

// skipMark skips a byte order mark. It waits for three bytes only where the
// first is that of a mark: on a pipe, a header may have no more than two.
func skipMark(r *bufio.Reader) {
	const mark = "\ufeff"
	if first, _ := r.Peek(1); string(first) != mark[:1] {
		return
	}
	if start, _ := r.Peek(len(mark)); string(start) == mark {
		r.Discard(len(mark))
	}
}

// ready reports whether a whole line that is not empty has arrived already, so
// that next need not wait for more, unless a quoted field goes on behind it.
func (t *table) ready() bool {
	arrived, _ := t.buffered.Peek(t.buffered.Buffered())
	return bytes.IndexByte(bytes.TrimLeft(arrived, "\r\n"), '\n') >= 0
}

// next reads a record; at the end of the file it returns io.EOF.
func (t *table) next() error {
	record, err := t.csv.Read()
	t.record = record
	if err != nil {
		return t.readError(err)
	}
	for i, field := range record {
		if !utf8.ValidString(field) {
			return t.errorf(i, "this field is not UTF-8 text; save the file in the encoding UTF-8")
		}
	}
	if t.header != nil && len(record) != len(t.header) {
		return t.raggedError()
	}
	return nil
}

func (t *table) raggedError() error {
	got, want := len(t.record), len(t.header)
	return t.errorf(min(want, got-1), "this row has %s, but the header has %d; %s", count(got, "field"), want,
		`a comma inside a text needs quotes around the text: "a, b"`)
}

func (t *table) readError(err error) error {
	if err == io.EOF {
		return err
	}
	parse, ok := errors.AsType[*csv.ParseError](err)
	if !ok {
		return fmt.Errorf("%s: %w", t.name, withoutPath(err))
	}
	// t.record has the fields before the broken one.
	column := parse.Column
	if begin := parse.StartLine + strings.Count(strings.Join(t.record, ""), "\n"); begin == parse.Line {
		column -= extraBytes(t.record)
	}
	message := `a quote inside a field; put the whole field in quotes and double the quotes inside: "5"" nail"`
	if errors.Is(parse.Err, csv.ErrQuote) {
		message = fmt.Sprintf("a quoted field of the row that begins in line %d is not closed; "+
			"its last quote must stand before a comma or the end of a line", parse.StartLine)
	}
	return fmt.Errorf("%s:%d:%d: %s", t.name, parse.Line, column, message)
}

// errorf is an error at a field of the current record.
func (t *table) errorf(field int, format string, args ...any) error {
	line, column := t.csv.FieldPos(field)
	column -= extraBytes(t.record[:field])
	return fmt.Errorf("%s:%d:%d: %s", t.name, line, column, fmt.Sprintf(format, args...))
}

// extraBytes tells by how much a column counted in bytes passes one counted in
// characters, given the fields that stand before it.
func extraBytes(before []string) int {
	extra := 0
	for _, field := range slices.Backward(before) {
		newline := strings.LastIndexByte(field, '\n')
		tail := field[newline+1:]
		extra += len(tail) - utf8.RuneCountInString(tail)
		if newline >= 0 {
			break
		}
	}
	return extra
}

func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
