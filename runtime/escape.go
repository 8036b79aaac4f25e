package nn

import (
	"strconv"
	"strings"
	"unicode/utf16"
)

// Pairs of what stands after the backslash and what it means, in JSON strings.
const (
	escapeLetters = `"\/bfnrt`
	escapeMeaning = "\"\\/\b\f\n\r\t"
)

// escape reads an escape sequence, and the second one of a surrogate pair.
func (s *scanner) escape() (rune, error) {
	if s.pos+1 < len(s.src) {
		if i := strings.IndexByte(escapeLetters, s.src[s.pos+1]); i >= 0 {
			s.pos += 2
			return rune(escapeMeaning[i]), nil
		}
	}
	r, err := s.unicode()
	if err != nil || !utf16.IsSurrogate(r) {
		return r, err
	}
	low, err := s.unicode()
	if err != nil {
		return 0, err
	}
	if r = utf16.DecodeRune(r, low); r == '\uFFFD' {
		return 0, s.fail("an escape sequence is half of a pair")
	}
	return r, nil
}

// unicode reads \uXXXX.
func (s *scanner) unicode() (rune, error) {
	if digits, ok := strings.CutPrefix(s.src[s.pos:], `\u`); ok && len(digits) >= 4 {
		if n, err := strconv.ParseUint(digits[:4], 16, 16); err == nil {
			s.pos += 6
			return rune(n), nil
		}
	}
	return 0, s.fail("this is no escape sequence")
}

// appendJSON appends text as a JSON string.
func appendJSON(dst []byte, text string) []byte {
	const hex = "0123456789abcdef"
	dst = append(dst, '"')
	for _, r := range text {
		switch {
		case r == '"' || r == '\\':
			dst = append(dst, '\\', byte(r))
		case r < ' ':
			dst = append(dst, '\\', 'u', '0', '0', hex[r>>4], hex[r&15])
		default:
			dst = append(dst, string(r)...)
		}
	}
	return append(dst, '"')
}
