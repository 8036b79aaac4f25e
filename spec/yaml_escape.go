package spec

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf16"

	"github.com/nngen/nngen/spec/diag"
)

// The YAML library knows neither \/ nor surrogate pairs such as \uD83D\uDE00, which JSON may hold. The scanner writes an
// escaped bell in their place, which no spec may hold and which is as long, and remembers what it stands for.
const bell = '\a'

// nothing stands for the bell of a second half.
const nothing rune = -1

// escape steps over a backslash and what it escapes.
func (s *scanner) escape() {
	size := 2
	switch r := escaped(s.text[s.off:]); {
	case s.peek(1) == '/':
		s.text[s.off+1] = 'a'
		s.bells = append(s.bells, '/')
	case utf16.IsSurrogate(r):
		size = s.surrogates(r)
	case r == bell:
		s.bells = append(s.bells, bell)
	case strings.IndexByte("0abt\tnvfre \"'\\N_LPxuU\r\n", s.peek(1)) < 0:
		s.suspect(s.here(2), "this is no escape that YAML knows", `write \\ for a backslash, or use single quotes.`)
	}
	for ; size > 0 && s.off < len(s.text); size-- {
		s.next()
	}
}

// surrogates puts bells in the place of a pair and returns its length.
func (s *scanner) surrogates(high rune) int {
	const half = len(`\uD83D`)
	pair := utf16.DecodeRune(high, escaped(s.text[s.off+half:]))
	if pair == '\uFFFD' {
		s.suspect(diag.Span{Pos: s.pos, Len: half}, fmt.Sprintf(`\u%04X is one half of a character`, high), `write both halves, as in \uD83D\uDE00, or the character itself.`)
		return half
	}
	copy(s.text[s.off:], `\u0007\u0007`)
	s.bells = append(s.bells, pair, nothing)
	return 2 * half
}

// escaped is the character that the escape at the start of a text names by its number, or a bell; -1 where it does not.
func escaped(text []byte) rune {
	if len(text) < 2 || text[0] != '\\' {
		return -1
	}
	if text[1] == 'a' {
		return bell
	}
	digits := map[byte]int{'x': 2, 'u': 4, 'U': 8}[text[1]]
	if digits == 0 || len(text) < 2+digits {
		return -1
	}
	v, err := strconv.ParseUint(string(text[2:2+digits]), 16, 31)
	if err != nil {
		return -1
	}
	return rune(v)
}

// unbell puts back what the bells of a text in double quotes stand for.
func (b *builder) unbell(text string) string {
	return strings.Map(func(r rune) rune {
		if r == bell && len(b.bells) > 0 {
			r, b.bells = b.bells[0], b.bells[1:]
		}
		return r
	}, text)
}
