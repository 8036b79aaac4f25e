package spec

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"github.com/nngen/nngen/spec/diag"
)

// suspect remembers the first thing that looks like a mistake.
func (s *scanner) suspect(at diag.Span, message, hint string, notes ...diag.Note) {
	if s.fault == nil {
		s.fault = &diag.Diagnostic{Span: at, Message: message, Hint: hint, Notes: notes}
	}
}

// begin starts a token with content and suspects one that directly follows
// another.
func (s *scanner) begin() {
	s.started, s.content, s.pending = true, true, 0
	after := s.after
	s.after = none
	switch glued := s.off > 0 && !s.blankBefore(); {
	case after == none:
	case after == afterQuote && (glued || len(s.brackets) == 0):
		s.behindQuote()
	case len(s.brackets) > 0:
		s.suspect(s.here(1), "a comma is missing before this", "separate the entries inside brackets with commas.")
	default:
		s.suspect(s.here(1), "there is text behind the closing bracket", "remove it, or put it on a line of its own.")
	}
}

// behindQuote suspects text behind a closing quote. Where the quote began on
// an earlier line it is more likely that its end was forgotten there.
func (s *scanner) behindQuote() {
	switch {
	case s.last.Line < s.pos.Line:
		s.suspect(diag.Span{Pos: s.last, Len: 1}, "this quote is not closed on its line", "close it with the same quote.",
			diag.Note{Span: s.here(1), Text: "so the text goes on to here"})
	case s.peek(0) == ':':
		s.suspect(s.here(1), "a space is missing after the colon", "write KEY: VALUE.")
	default:
		s.suspect(s.here(1), "there is text behind the closing quote", "put the whole text into quotes; inside '…' an apostrophe is written ''.")
	}
}

// secondColon suspects a missing comma before the last word, as in
// {a: 1 b: 2}, or else the colon itself.
func (s *scanner) secondColon() {
	if s.word == s.last {
		s.suspect(s.here(1), "a second colon stands in this entry", "put text that holds a colon into quotes.")
		return
	}
	s.suspect(diag.Span{Pos: s.word, Len: 1}, "a comma is missing before this", "separate the entries inside brackets with commas.")
}

// foldedColon suspects what made a key look like more text of the line above.
func (s *scanner) foldedColon() {
	f := s.folded
	at := diag.Span{Pos: f.Pos, Len: utf8.RuneCount(bytes.TrimRight(f.text, " "))}
	switch {
	case f.bare && gluedColon(string(f.text)) > 0:
		s.suspect(at, "a space is missing after the colon", "write KEY: VALUE.")
	case f.bare:
		s.suspect(at, "a colon is missing after the key", "write KEY: VALUE.")
	default:
		s.suspect(diag.Span{Pos: s.last, Len: 1}, "this line is indented as if it belonged to the value above it",
			"begin it below the key that it stands beside.", diag.Note{Span: diag.Span{Pos: f.Pos, Len: 1}, Text: "the value"})
	}
}

// gluedColon returns where a word like units:8 has its colon, or -1.
func gluedColon(text string) int {
	i := strings.IndexByte(text, ':')
	if i <= 0 || i == len(text)-1 || strings.ContainsAny(text[:i], " /\\") || text[i+1] == '/' || text[i+1] == ' ' {
		return -1
	}
	return i
}

// missingSpace reports a word like units:8 that was meant as a key and its
// value, but is text to YAML.
func (p *problems) missingSpace(n *node) {
	p.add(n.span, "syntax", "a space is missing after the colon", "write KEY: VALUE.")
}
