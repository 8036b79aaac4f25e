package spec

import (
	"bytes"
	"fmt"
	"slices"
	"unicode"
	"unicode/utf8"

	"github.com/nngen/nngen/spec/diag"
)

// maxAlike is how many diagnostics of one code are listed.
const maxAlike = 100

// problems collects diagnostics: one for a place, and of each code no more
// than anybody reads.
type problems struct {
	diag.List
}

func (p *problems) add(at diag.Span, code, message, hint string, notes ...diag.Note) {
	alike := 0
	for _, d := range p.List {
		if d.Pos == at.Pos {
			return
		}
		if d.Code == code {
			alike++
		}
	}
	if alike == maxAlike {
		return
	}
	if alike == maxAlike-1 {
		hint = fmt.Sprintf("only the first %d of these are listed. %s", maxAlike, hint)
	}
	p.List = append(p.List, diag.Diagnostic{Span: at, Code: code, Message: message, Hint: hint, Notes: notes})
}

// has reports whether something with one of the codes was found on the lines.
func (p *problems) has(first, last int, codes []string) bool {
	return slices.ContainsFunc(p.List, func(d diag.Diagnostic) bool {
		return first <= d.Line && d.Line <= last && slices.Contains(codes, d.Code)
	})
}

// fileStart is where problems of the file as a whole are shown.
var fileStart = diag.Span{Pos: diag.Pos{Line: 1, Col: 1}, Len: 1}

// cleanText returns src without its byte order mark and with each character
// that a spec may not hold replaced by U+FFFD, so that lines and columns stay
// and the rest can be checked. It reports false where src is in another
// encoding altogether.
func cleanText(src []byte, list *problems) ([]byte, bool) {
	if len(src) > MaxFile {
		list.add(fileStart, "too-large", fmt.Sprintf("the file has %d bytes; a spec has at most %d", len(src), MaxFile),
			"keep data and weights in files of their own.")
		return nil, false
	}
	if bytes.HasPrefix(src, []byte("\xFF\xFE")) || bytes.HasPrefix(src, []byte("\xFE\xFF")) {
		list.add(fileStart, "bad-utf8", "the file is in UTF-16", "save it as UTF-8.")
		return nil, false
	}
	src = bytes.TrimPrefix(src, []byte("\uFEFF"))
	clean := make([]byte, 0, len(src))
	pos := diag.Pos{Line: 1, Col: 1}
	for len(src) > 0 {
		r, size := utf8.DecodeRune(src)
		code, message, hint := badCharacter(src)
		switch {
		case code != "":
			n := repeats(src)
			list.add(diag.Span{Pos: pos, Len: n}, code, message, hint)
			clean = append(clean, bytes.Repeat([]byte("\uFFFD"), n)...)
			src = src[n*size:]
			pos.Col += n
			continue
		case r == '\n':
			pos = diag.Pos{Line: pos.Line + 1}
		}
		clean = append(clean, src[:size]...)
		src = src[size:]
		pos.Col++
	}
	return clean, true
}

// badCharacter says what is wrong with the first character of src, if
// anything is: its code is "" otherwise.
func badCharacter(src []byte) (code, message, hint string) {
	r, size := utf8.DecodeRune(src)
	switch {
	case r == utf8.RuneError && size == 1:
		return "bad-utf8", fmt.Sprintf("the byte 0x%02X is not UTF-8", src[0]), "save the file as UTF-8."
	case r == '\n', r == '\t', bytes.HasPrefix(src, []byte("\r\n")):
		return "", "", ""
	case r == '\r':
		return "bad-character", "a carriage return without a line feed", "end lines with a line feed, or with both."
	case Invisible(r):
		return "bad-character", fmt.Sprintf("the invisible character %U cannot stand in a spec", r), "remove it."
	}
	return "", "", ""
}

// Invisible reports whether r is a character that shows nothing and that a
// spec has no use for.
func Invisible(r rune) bool {
	switch r {
	case '\n', '\t':
		return false
	case '\uFEFF', '\uFFFE', '\uFFFF':
		return true
	}
	return unicode.IsControl(r) || unicode.In(r, unicode.Zl, unicode.Zp)
}

// visible is r, or U+FFFD for what is invisible.
func visible(r rune) rune {
	if Invisible(r) {
		return '\uFFFD'
	}
	return r
}

// repeats counts how often the first character of src stands there in a row.
func repeats(src []byte) int {
	r, size := utf8.DecodeRune(src)
	for n := 1; ; n++ {
		next, _ := utf8.DecodeRune(src[n*size:])
		if next != r || !bytes.HasPrefix(src[n*size:], src[:size]) {
			return n
		}
	}
}
