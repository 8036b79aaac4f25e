package diag

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Severity says whether a diagnostic stops the work.
type Severity int

const (
	// Error is a problem that has to be solved first.
	Error Severity = iota
	// Warning is advice; it never changes an exit status.
	Warning
)

// String returns "error" or "warning".
func (s Severity) String() string {
	if s == Warning {
		return "warning"
	}
	return "error"
}

// MarshalText writes a severity as its name, in JSON too.
func (s Severity) MarshalText() ([]byte, error) {
	return []byte(s.String()), nil
}

// Pos is a place in a file. Line 0 stands for the file as a whole.
type Pos struct {
	Line int `json:"line"` // from 1
	Col  int `json:"col"`  // from 1, in characters
}

// Compare orders positions by line, then by column: -1 where p comes before q,
// 0 where they are equal, +1 where p comes after q.
func (p Pos) Compare(q Pos) int {
	return cmp.Or(cmp.Compare(p.Line, q.Line), cmp.Compare(p.Col, q.Col))
}

// Span is a piece of one line.
type Span struct {
	Pos
	Len int `json:"length"` // in characters; rendered as at least 1
}

// Note points at a second place that explains the first.
type Note struct {
	Span
	Text string `json:"text"`
}

// Diagnostic is one problem: where it is, what is wrong, and what to do.
type Diagnostic struct {
	File string `json:"file"` // as the user named it
	Span
	Severity Severity `json:"severity"`
	Code     string   `json:"code"`    // short and stable, such as dim-mismatch
	Message  string   `json:"message"` // what is wrong
	Notes    []Note   `json:"notes,omitempty"`
	Hint     string   `json:"hint,omitempty"` // what to do about it
}

// String returns the first line of the rendered text, without a line feed:
// FILE:LINE:COL: error: MESSAGE [code], or FILE: error: MESSAGE [code] where
// there is no position.
func (d Diagnostic) String() string {
	where := d.File
	if d.Line > 0 {
		where = fmt.Sprintf("%s:%d:%d", d.File, d.Line, max(d.Col, 1))
	}
	return fmt.Sprintf("%s: %s: %s [%s]", where, d.Severity, oneLine(d.Message), d.Code)
}

// List is what was found in one or several files.
type List []Diagnostic

// HasErrors reports whether the list holds anything but warnings.
func (l List) HasErrors() bool {
	return slices.ContainsFunc(l, func(d Diagnostic) bool { return d.Severity == Error })
}

// Sort puts the list into file order: files stay in the order in which they
// first occur, and within a file diagnostics go by line, then by column. Those
// at one place stay as they were.
func (l List) Sort() {
	rank := map[string]int{}
	for _, d := range l {
		if _, seen := rank[d.File]; !seen {
			rank[d.File] = len(rank)
		}
	}
	slices.SortStableFunc(l, func(a, b Diagnostic) int {
		return cmp.Or(cmp.Compare(rank[a.File], rank[b.File]), a.Compare(b.Pos))
	})
}

// oneLine keeps a text from breaking the layout or steering a terminal.
func oneLine(s string) string {
	s = strings.ReplaceAll(s, "\r\n", " ")
	return strings.Map(func(r rune) rune {
		if r == '\n' || r == '\r' {
			return ' '
		}
		return visible(r)
	}, s)
}
