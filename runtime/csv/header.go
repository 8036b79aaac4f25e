package csv

import (
	"bytes"
	"fmt"
	"io"
	"regexp"
	"strings"
	"unicode/utf8"
	"unsafe"

	"github.com/nngen/nngen/runtime/internal/parse"
)

const byteOrderMark = "\ufeff"

// NewReader reads the header of a file. The name is that of the file in messages.
func NewReader(name string, src io.Reader, o Options) (*Reader, error) {
	r := &Reader{Name: name, Separator: o.Separator, Decimal: o.Decimal, src: src, eager: o.Eager, newline: '\n', line: 1}
	if r.Decimal == 0 {
		r.Decimal = '.'
	}
	buf := r.start()
	if r.err != nil && r.err != io.EOF {
		return nil, fmt.Errorf("%s: %w", name, WithoutPath(r.err))
	}
	text := unsafe.String(unsafe.SliceData(buf), len(buf))
	end := r.firstEnd(buf)
	if end < 0 {
		end = len(buf)
	}
	b := &Block{r: r, text: text[:end], line: r.line, cut: r.err == nil && end == len(buf)}
	if r.Separator == 0 {
		r.Separator = findSeparator(b.text, r.Decimal, o.Expect)
	}
	if err := r.header(b); err != nil {
		return nil, err
	}
	b.text = strings.Clone(b.text)
	r.head = b
	r.line += bytes.Count(buf[:end], []byte{r.newline})
	r.rest = append(r.rest, buf[end:]...)
	return r, nil
}

// start reads up to the end of the first line that is not empty, finds out how lines end, and reads over the mark and
// empty lines before. On a pipe it does not wait for more than it needs.
func (r *Reader) start() []byte {
	buf := r.read(nil)
	for r.err == nil && len(buf) < len(byteOrderMark) && strings.HasPrefix(byteOrderMark, string(buf)) {
		buf = r.read(buf)
	}
	buf = bytes.TrimPrefix(buf, []byte(byteOrderMark))
	for seen, quoted := 0, false; ; buf = r.read(buf) {
		if seen == 0 {
			buf = r.skipEmpty(buf)
		}
		for ; seen < len(buf) && (quoted || buf[seen] != '\n' && buf[seen] != '\r'); seen++ {
			quoted = quoted != (buf[seen] == '"')
		}
		end := bytes.TrimLeft(buf[seen:], "\r") // some programs write CR CR LF
		if known := len(end) > 0 || r.err != nil; known && len(end) < len(buf)-seen && !bytes.HasPrefix(end, []byte("\n")) {
			r.newline = '\r'
		}
		if len(end) > 0 || r.err != nil || len(buf) >= MaxRow {
			return buf
		}
	}
}

// skipEmpty drops empty lines at the beginning.
func (r *Reader) skipEmpty(buf []byte) []byte {
	for len(buf) > 1 && (buf[0] == '\n' || buf[0] == '\r') || len(buf) == 1 && buf[0] == '\n' {
		if buf[0] == '\n' || buf[1] != '\n' {
			r.line++
		}
		buf = buf[1:]
	}
	return buf
}

// firstEnd is where the first row ends.
func (r *Reader) firstEnd(buf []byte) int {
	quoted := false
	for i, b := range buf {
		switch {
		case b == '"':
			quoted = !quoted
		case !quoted && b == r.newline:
			return i + 1
		}
	}
	return -1
}

// otherFormats are files that are no CSV, by how they begin. An idx file begins with two bytes of 0 and one for its type.
var otherFormats = map[string]string{
	"\x1f\x8b":         "the data are compressed with gzip; a file needs the ending .gz, and a pipe gunzip before",
	"\x93NUMPY":        "this is an array of NumPy's and no CSV; a file of one needs the ending .npy, and predict reads CSV",
	"PK\x03\x04":       "this is a zip, as workbooks are, and no CSV; save a workbook as CSV; a file of arrays needs the ending .npz, and predict reads CSV",
	"\xd0\xcf\x11\xe0": "this is a workbook and no CSV; save it as CSV",
	"version https://git-lfs.github.com/spec/": "this is a pointer of Git LFS in the place of the file: git lfs pull fetches that",
	"PAR1":         "this is a Parquet file and no CSV; write its rows as CSV",
	"\xff\xfe":     utf16,
	"\xfe\xff":     utf16,
	"\x00\x00\x08": "this is an idx file and no CSV; such a file needs the ending .idx, and predict reads CSV",
}

const utf16 = "this is text in the encoding UTF-16; save the file in the encoding UTF-8"

// otherTexts are texts that are no CSV, by how their first line begins. UTF-16 may come without a mark.
var otherTexts = []struct {
	begins *regexp.Regexp
	what   string
}{
	{regexp.MustCompile(`^(?s:[^\x00]\x00|\x00[^\x00])`), utf16},
	{regexp.MustCompile(`(?i)^\s*<(!doctype\s+html|html)\b`), "this is a web page and no CSV; download the file itself, in its raw form"},
	{regexp.MustCompile(`^\s*(\[\s*)?\{\s*("|\}|$)|^\s*\[\s*$`), "this is JSON and no CSV; write its rows as CSV"},
}

// foreign says what a file is that begins with text and is no CSV, or nothing.
func foreign(text string) string {
	for mark, what := range otherFormats {
		if strings.HasPrefix(text, mark) {
			return what
		}
	}
	for _, other := range otherTexts {
		if other.begins.MatchString(text) {
			return other.what
		}
	}
	return ""
}

// header reads the names of the columns.
func (r *Reader) header(b *Block) error {
	if strings.Trim(b.text, "\r\n") == "" {
		return b.Errorf(0, "the file is empty; its first line must name the columns")
	}
	if what := foreign(b.text); what != "" {
		return b.Errorf(0, "%s", what)
	}
	if separatorLine.MatchString(b.text) {
		return b.Errorf(0, "this line tells a spreadsheet the separator and names no columns; remove it, since the separator is found out, or said in the spec: data.separator")
	}
	f := newFields(b)
	for more := true; more; {
		text, start, last, problem := f.next()
		if problem != nil {
			return b.Error(*problem)
		}
		if len(r.Header) == MaxColumns {
			return b.Errorf(start, "there are more than %d columns", MaxColumns)
		}
		if !utf8.ValidString(text) {
			return b.Errorf(start, "this field is not UTF-8 text; save the file in the encoding UTF-8")
		}
		r.Header = append(r.Header, strings.Clone(parse.Trim(text)))
		r.starts = append(r.starts, start)
		more = !last
	}
	return nil
}

// separatorLine is the line that spreadsheets read before the header.
var separatorLine = regexp.MustCompile(`(?i)^"?sep=.?"?\s*$`)

// separators in the order in which they are tried.
const separators = ",;\t|"

// SeparatorName is what a separator is called.
func SeparatorName(b byte) string {
	switch b {
	case ',':
		return "comma"
	case ';':
		return "semicolon"
	case '\t':
		return "tab"
	case '|':
		return "bar"
	}
	return fmt.Sprintf("%q", b)
}

// findSeparator is the separator that gives the header the most of the columns that are expected, and of those the one
// that gives it the most columns. A comma that stands before decimals is the last choice.
func findSeparator(header string, decimal byte, expected []string) byte {
	want := map[string]bool{}
	for _, name := range expected {
		want[name] = true
	}
	best, found, columns := byte(','), 0, 1
	for _, s := range []byte(separators) {
		names := splitHeader(header, s)
		n := 0
		for _, name := range names {
			if want[name] {
				n++
			}
		}
		if n > found || n == found && (len(names) > columns || s != decimal && best == decimal && len(names) > 1) {
			best, found, columns = s, n, len(names)
		}
	}
	return best
}

// splitHeader splits a header, quotes taken off where they are whole.
func splitHeader(header string, separator byte) []string {
	f := newFields(&Block{r: &Reader{Separator: separator, newline: '\n', Decimal: '.'}, text: strings.TrimRight(header, "\r\n")})
	var names []string
	for {
		text, _, last, problem := f.next()
		if problem != nil {
			return nil
		}
		names = append(names, strings.Clone(parse.Trim(text)))
		if last {
			return names
		}
	}
}
