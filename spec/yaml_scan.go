package spec

import (
	"bytes"
	"unicode/utf8"

	"github.com/nngen/nngen/spec/diag"
)

// maxDepth is how deep brackets may be nested.
const maxDepth = 100

// scanner goes over the text once before it is parsed. It knows just enough
// of YAML's tokens to find, with their places, the things that a spec may not
// hold and a parser does not tell about (tabs, anchors, tags, further
// documents), and to remember what looks like the cause should the parser fail.
type scanner struct {
	text    []byte // what the spec may not hold is overwritten as it is found
	off     int
	pos     diag.Pos // of text[off]
	list    *problems
	stopped bool   // nested too deep to go on
	bells   []rune // what each escaped bell stands for
	breaks  []int  // ends of lines at which the text so far can stand alone

	// The document.
	started bool // a marker or something else but comments was seen
	content bool
	ended   bool // behind "..."
	json    bool // it is one pair of brackets

	// The line, outside brackets.
	keyed   bool   // a key was seen on it
	parent  int    // the column that text continuing on the next lines lies right of
	pending int    // the column of a key or dash whose value is still to come, or 0
	block   int    // inside a block scalar: its parent, else -1
	folded  *plain // the plain scalar that the next line may continue

	// The tokens.
	brackets []bracket        // open ones
	after    token            // the last one, where no other may follow it directly
	last     diag.Pos         // where the last scalar began
	word     diag.Pos         // where its last word began
	fault    *diag.Diagnostic // the first thing that looks like a mistake
	unclosed *diag.Diagnostic // a quote without an end
}

// bracket is an open [ or {.
type bracket struct {
	diag.Pos
	sign  byte
	colon bool // seen since the last comma
}

func (b bracket) closing() byte {
	if b.sign == '[' {
		return ']'
	}
	return '}'
}

// plain is a scalar without quotes that reached the end of its line.
type plain struct {
	diag.Pos
	text   []byte
	parent int
	bare   bool // no key before it on its line
}

// scanYAML scans a clean text, which it changes, up to the end of its first
// document.
func scanYAML(text []byte, list *problems) *scanner {
	s := &scanner{text: text, pos: fileStart.Pos, list: list, block: -1}
	for s.off < len(s.text) && !s.stopped {
		if s.pos.Col == 1 {
			s.startLine()
			continue
		}
		s.token()
	}
	return s
}

// peek returns the byte i places ahead, or a line feed past the end.
func (s *scanner) peek(i int) byte {
	if s.off+i >= len(s.text) {
		return '\n'
	}
	return s.text[s.off+i]
}

// next steps over a character. Over a line feed it steps to column 1.
func (s *scanner) next() {
	if s.text[s.off] == '\n' {
		s.off++
		s.pos = diag.Pos{Line: s.pos.Line + 1, Col: 1}
		return
	}
	_, size := utf8.DecodeRune(s.text[s.off:])
	s.off += size
	s.pos.Col++
}

// blankAt reports whether a blank or the end of the line is i places ahead.
func (s *scanner) blankAt(i int) bool {
	c := s.peek(i)
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' && s.peek(i+1) == '\n'
}

// skipLine steps to the end of the line.
func (s *scanner) skipLine() {
	for s.off < len(s.text) && s.text[s.off] != '\n' {
		s.next()
	}
}

// startLine does what only the first columns of a line decide, and steps at
// least one character forward.
func (s *scanner) startLine() {
	if s.marker() {
		return
	}
	if len(s.brackets) > 0 {
		s.token()
		return
	}
	s.keyed, s.after = false, none
	for s.peek(0) == ' ' {
		s.next()
	}
	text := bytes.TrimSpace(s.restOfLine())
	switch {
	case s.block >= 0 && (len(text) == 0 || s.pos.Col > s.block):
		s.skipLine()
		s.endLine()
		return
	case len(text) > 0 && text[0] == '#':
		s.folded = nil
	case len(text) > 0 && (s.folded == nil || s.pos.Col <= s.folded.parent):
		s.folded = nil
		s.parent = s.pos.Col - 1
		if s.pending > 0 && s.pending <= s.parent {
			s.parent = s.pending
		}
	}
	s.block = -1
	if s.off < len(s.text) {
		s.token()
	}
}

func (s *scanner) restOfLine() []byte {
	rest := s.text[s.off:]
	if i := bytes.IndexByte(rest, '\n'); i >= 0 {
		return rest[:i]
	}
	return rest
}

// endLine steps over the end of a line.
func (s *scanner) endLine() {
	if s.off == len(s.text) {
		return
	}
	s.next()
	if len(s.brackets) == 0 {
		s.breaks = append(s.breaks, s.off)
	}
}

// marker handles "---" and "..." at the start of a line, and directives.
func (s *scanner) marker() bool {
	if s.peek(0) == '%' && !s.started {
		s.list.add(s.here(1), "syntax", "a line that begins with %, a directive, has no place in a spec", "remove it.")
		s.text[s.off] = '#'
		s.skipLine()
		return true
	}
	text := s.text[s.off:]
	start := bytes.HasPrefix(text, []byte("---"))
	if !start && !bytes.HasPrefix(text, []byte("...")) || !s.blankAt(3) {
		return false
	}
	if start && s.started {
		s.cutDocument(3)
		return true
	}
	s.folded, s.block, s.pending, s.parent = nil, -1, 0, 0
	s.started, s.ended = true, !start
	for range 3 {
		s.next()
	}
	return true
}

// cutDocument reports that a second document starts here, with n characters,
// and ends the text.
func (s *scanner) cutDocument(n int) {
	s.list.add(s.here(n), "several-documents", "a second document starts here; a file holds one spec", "move it to a file of its own.")
	s.text = s.text[:s.off]
}

// here is a span of n characters from where the scanner stands.
func (s *scanner) here(n int) diag.Span {
	return diag.Span{Pos: s.pos, Len: n}
}
