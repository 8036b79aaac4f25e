package spec

import (
	"fmt"
	"strings"

	"github.com/nngen/nngen/spec/diag"
)

// token is a kind of token that cannot be followed by just anything.
type token int

const (
	none token = iota
	afterPlain
	afterQuote
	afterBracket
)

// token steps over the next token, or a part of a line that is none.
func (s *scanner) token() {
	flow := len(s.brackets) > 0
	switch c := s.peek(0); {
	case c == '\n':
		s.endLine()
	case c == ' ', c == '\r' && s.peek(1) == '\n':
		s.next()
	case c == '\t':
		s.tab()
	case c == '#' && s.blankBefore():
		s.folded = nil
		s.skipLine()
	case s.ended:
		s.cutDocument(1)
	case s.continues(c):
		s.plain()
	case c == '"', c == '\'':
		s.quote(c)
	case c == '[', c == '{':
		s.open(c)
	case (c == ']' || c == '}') && flow:
		s.close(c)
	case c == ',' && flow:
		s.comma()
	case c == ':' && (flow || s.blankAt(1)):
		s.colon()
	case c == '-' && s.blankAt(1):
		s.dash()
	case c == '?' && (flow || s.blankAt(1)):
		s.next()
	case c == '&', c == '*', c == '!':
		s.property(c)
	case (c == '|' || c == '>') && !flow:
		s.begin()
		s.block = s.parent
		s.skipLine()
	default:
		s.plain()
	}
}

func (s *scanner) blankBefore() bool {
	return s.off == 0 || strings.IndexByte(" \t\n", s.text[s.off-1]) >= 0
}

// continues reports whether a character goes on with the plain scalar of an
// earlier line.
func (s *scanner) continues(c byte) bool {
	if len(s.brackets) == 0 {
		return s.folded != nil && s.folded.Line < s.pos.Line && !(c == ':' && s.blankAt(1))
	}
	return s.after == afterPlain && strings.IndexByte(",[]{}:?", c) < 0
}

// tab reports tabs, which indent and separate nothing but the parts of JSON,
// and makes them blanks.
func (s *scanner) tab() {
	n := 0
	for s.peek(n) == '\t' {
		s.text[s.off+n] = ' '
		n++
	}
	if !s.json {
		s.list.add(s.here(n), "tab", "a tab stands where only spaces may", "use spaces.")
	}
	s.off += n
	s.pos.Col += n
}

func (s *scanner) open(sign byte) {
	s.json = s.json || !s.content
	s.begin()
	if len(s.brackets) == maxDepth {
		s.list.add(s.here(1), "syntax", fmt.Sprintf("brackets are nested more than %d deep", maxDepth), "a spec needs no more than a few.")
		s.stopped = true
	}
	s.brackets = append(s.brackets, bracket{Pos: s.pos, sign: sign})
	s.next()
}

func (s *scanner) close(sign byte) {
	top := len(s.brackets) - 1
	if b := s.brackets[top]; b.closing() != sign {
		s.suspect(diag.Span{Pos: b.Pos, Len: 1}, fmt.Sprintf("this %c is not closed", b.sign), fmt.Sprintf("write the %c that belongs to it.", b.closing()),
			diag.Note{Span: s.here(1), Text: fmt.Sprintf("%c comes first", sign)})
		for top > 0 && s.brackets[top].closing() != sign {
			top--
		}
	}
	s.brackets = s.brackets[:top]
	s.after = afterBracket
	s.next()
}

// colon handles the colon between a key and its value.
func (s *scanner) colon() {
	switch flow := len(s.brackets); {
	case flow > 0:
		top := &s.brackets[flow-1]
		if top.colon {
			s.secondColon()
		}
		top.colon = true
	case s.folded != nil:
		s.foldedColon()
	case s.keyed:
		s.suspect(s.here(1), "a second key stands on this line", "put it on a line of its own, or put text that holds a colon into quotes.")
	}
	s.started, s.content = true, true
	if len(s.brackets) == 0 {
		s.keyed, s.folded = true, nil
		if s.after != none {
			s.parent = s.last.Col
		}
		s.pending = s.parent
	}
	s.after = none
	s.next()
}

func (s *scanner) comma() {
	top := &s.brackets[len(s.brackets)-1]
	if s.after == none && !top.colon {
		s.suspect(s.here(1), "nothing stands before this comma", "remove the comma, or write what is missing.")
	}
	top.colon = false
	s.after = none
	s.next()
}

func (s *scanner) dash() {
	switch {
	case len(s.brackets) > 0:
		s.suspect(s.here(1), "a dash cannot begin an entry inside brackets", "separate the entries inside brackets with commas.")
	case s.keyed:
		s.suspect(s.here(1), "a list cannot begin on the line of its key", "put each dash on a line of its own, or write [A, B].")
	default:
		s.parent, s.pending = s.pos.Col, s.pos.Col
	}
	s.started, s.content = true, true
	s.next()
}

// property reports an anchor, an alias or a tag and takes it out of the text;
// an alias becomes a null.
func (s *scanner) property(c byte) {
	n := 1
	for !s.blankAt(n) && strings.IndexByte(",[]{}", s.peek(n)) < 0 && s.peek(n) < 0x80 {
		n++
	}
	name := string(s.text[s.off : s.off+n])
	switch c {
	case '!':
		s.list.add(s.here(n), "tag", name+" is a tag, which a spec may not use", "remove it, or put the text into quotes.")
	case '&':
		s.list.add(s.here(n), "alias", name+" is an anchor, which a spec may not use", "remove it, or put the text into quotes.")
	case '*':
		s.list.add(s.here(n), "alias", name+" is an alias, which a spec may not use", "write the value itself, or put the text into quotes.")
	}
	copy(s.text[s.off:], strings.Repeat(" ", n))
	if c == '*' {
		s.begin()
		s.last, s.word, s.after = s.pos, s.pos, afterPlain
		s.text[s.off] = '~'
	}
	s.off += n
	s.pos.Col += n
}

// quote steps over a scalar in quotes.
func (s *scanner) quote(sign byte) {
	s.begin()
	s.last, s.word = s.pos, s.pos
	s.next()
	for s.off < len(s.text) {
		switch c := s.peek(0); {
		case c == '\\' && sign == '"':
			s.escape()
		case c == '\'' && sign == '\'' && s.peek(1) == '\'':
			s.next()
			s.next()
		case c == sign:
			s.next()
			s.after = afterQuote
			return
		default:
			s.next()
		}
	}
	s.unclosed = &diag.Diagnostic{Span: diag.Span{Pos: s.last, Len: 1}, Message: "this quote is never closed", Hint: "close it with the same quote."}
}

// plain steps over a scalar without quotes, to the end of its line at most.
func (s *scanner) plain() {
	folded := s.continues(s.peek(0))
	if !folded {
		if c := s.peek(0); strings.IndexByte("@`%,]}|>", c) >= 0 {
			s.suspect(s.here(1), fmt.Sprintf("text cannot begin with %c", c), "put the text into quotes.")
		}
		s.begin()
	}
	if !folded || len(s.brackets) == 0 {
		s.last = s.pos
	}
	s.word = s.pos
	start, gap := s.off, false
	for first := true; first || !s.plainEnds(); first = false {
		switch c := s.peek(0); {
		case c == '\t':
			s.tab()
			gap = true
			continue
		case c == ' ':
			gap = true
		case gap && !folded:
			s.word, gap = s.pos, false
		}
		s.next()
	}
	if len(s.brackets) == 0 && s.folded == nil && s.peek(0) != ':' {
		s.folded = &plain{Pos: s.last, text: s.text[start:s.off], parent: s.parent, bare: !s.keyed}
	}
	s.after = afterPlain
}

func (s *scanner) plainEnds() bool {
	switch c := s.peek(0); c {
	case '\n':
		return true
	case ':', '\r':
		return s.blankAt(1) && (c == ':' || s.peek(1) == '\n')
	case '#':
		return s.blankBefore()
	case ',', '?', '[', ']', '{', '}':
		return len(s.brackets) > 0
	}
	return false
}
