package nn

import (
	"errors"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"
)

// scanner reads the part of JSON that headers of weights files are made of: objects, arrays, strings and natural
// numbers. encoding/json would be larger than all else in a binary with a small network.
type scanner struct {
	src  string
	pos  int
	what string // is read
}

// fail returns an error at the current position.
func (s *scanner) fail(message string) error {
	return errors.New(s.what + " is damaged at byte " + strconv.Itoa(s.pos) + ": " + message)
}

// skipSpace moves to the next byte that is no white space.
func (s *scanner) skipSpace() {
	for s.pos < len(s.src) {
		switch s.src[s.pos] {
		case ' ', '\t', '\n', '\r':
			s.pos++
		default:
			return
		}
	}
}

// accept skips white space, and c if it is next.
func (s *scanner) accept(c byte) bool {
	s.skipSpace()
	if s.pos < len(s.src) && s.src[s.pos] == c {
		s.pos++
		return true
	}
	return false
}

// expect skips white space and c, which must be next.
func (s *scanner) expect(c byte) error {
	if !s.accept(c) {
		return s.fail("a " + string(rune(c)) + " should stand here")
	}
	return nil
}

// list reads items between open and end, separated by commas.
func (s *scanner) list(open, end byte, item func() error) error {
	if err := s.expect(open); err != nil {
		return err
	}
	if s.accept(end) {
		return nil
	}
	for {
		if err := item(); err != nil {
			return err
		}
		if s.accept(end) {
			return nil
		}
		if err := s.expect(','); err != nil {
			return err
		}
	}
}

// object reads an object, with member called at the value of each key. No key may occur twice.
func (s *scanner) object(member func(key string) error) error {
	seen := map[string]bool{}
	return s.list('{', '}', func() error {
		key, err := s.string()
		if err != nil {
			return err
		}
		if seen[key] {
			return s.fail(quoted(key) + " occurs twice")
		}
		seen[key] = true
		if err := s.expect(':'); err != nil {
			return err
		}
		return member(key)
	})
}

// beginning is what messages show of a text.
func beginning(text string) string {
	const most = 64
	if len(text) <= most {
		return text
	}
	return strings.ToValidUTF8(text[:most], "") + "…"
}

func quoted(text string) string { return strconv.Quote(beginning(text)) }

// shown is the beginning of a text of a file for a message: as it is, or quoted where it would steer a terminal.
func shown(text string) string {
	if q := quoted(text); q != `"`+beginning(text)+`"` {
		return q
	}
	return beginning(text)
}

// naturals reads an array of natural numbers.
func (s *scanner) naturals() ([]int, error) {
	list := []int{}
	err := s.list('[', ']', func() error {
		if len(list) == maxRank {
			return s.fail("a tensor has at most " + strconv.Itoa(maxRank) + " dimensions")
		}
		n, err := s.natural()
		list = append(list, n)
		return err
	})
	return list, err
}

// natural reads a number without sign, fraction and exponent.
func (s *scanner) natural() (int, error) {
	s.skipSpace()
	start, n := s.pos, 0
	for s.pos < len(s.src) && '0' <= s.src[s.pos] && s.src[s.pos] <= '9' {
		digit := int(s.src[s.pos] - '0')
		if n > (math.MaxInt-digit)/10 {
			return 0, s.fail("the number is too large")
		}
		n = 10*n + digit
		s.pos++
	}
	if digits := s.src[start:s.pos]; digits == "" || len(digits) > 1 && digits[0] == '0' {
		return 0, s.fail("a natural number should stand here")
	}
	return n, nil
}

// string reads a string.
func (s *scanner) string() (string, error) {
	if err := s.expect('"'); err != nil {
		return "", err
	}
	var text []byte
	for s.pos < len(s.src) {
		c := s.src[s.pos]
		switch {
		case c == '"':
			s.pos++
			if !utf8.Valid(text) {
				return "", s.fail("the string before is not UTF-8")
			}
			return string(text), nil
		case c == '\\':
			r, err := s.escape()
			if err != nil {
				return "", err
			}
			text = utf8.AppendRune(text, r)
		case c < ' ':
			return "", s.fail("a string holds a control character")
		default:
			text = append(text, c)
			s.pos++
		}
	}
	return "", s.fail("a string has no end")
}
