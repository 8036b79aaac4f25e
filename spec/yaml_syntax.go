package spec

import (
	"bytes"
	"fmt"
	"regexp"
	"sort"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/nngen/nngen/spec/diag"
)

// maxSearch is how many bytes at most are parsed again and again to find the
// line of a mistake.
const maxSearch = 64 << 10

// disturbing are the problems whose removal from the text may itself have
// broken it.
var disturbing = []string{"tab", "tag", "alias", "bad-character", "bad-utf8"}

// explainSyntax reports why the text is not YAML. The parser stops at its
// first mistake, often far behind the cause, so what the scanner suspects goes
// first. What has no end counts more than what looks wrong behind its start.
func explainSyntax(s *scanner, err error, list *problems) {
	open, fault := s.neverClosed(), s.fault
	if open == nil && fault == nil {
		s.explainLine(err, list)
		return
	}
	if open != nil {
		list.add(open.Span, "syntax", open.Message, open.Hint)
	}
	if fault != nil && (open == nil || fault.Compare(open.Pos) < 0) && !list.has(fault.Line, fault.Line, disturbing) {
		list.add(fault.Span, "syntax", fault.Message, fault.Hint, fault.Notes...)
	}
}

// neverClosed returns the innermost quote or bracket without an end, if any.
func (s *scanner) neverClosed() *diag.Diagnostic {
	top := len(s.brackets) - 1
	if s.unclosed != nil || top < 0 {
		return s.unclosed
	}
	b := s.brackets[top]
	return &diag.Diagnostic{Span: diag.Span{Pos: b.Pos, Len: 1}, Message: fmt.Sprintf("this %c is never closed", b.sign),
		Hint: fmt.Sprintf("write the %c that belongs to it.", b.closing())}
}

// explainLine reports the line that broke the text.
func (s *scanner) explainLine(err error, list *problems) {
	if len(s.text) > maxSearch {
		parts := position.FindStringSubmatch(err.Error())
		line, _ := strconv.Atoi(parts[1])
		list.add(textOfLine(s.text, line, 0), "syntax", "from somewhere behind this line on the text is not YAML: "+err.Error()[len(parts[0]):], "")
		return
	}
	at, err := s.brokenLine()
	if list.has(1, at.Line, disturbing) {
		return
	}
	for _, e := range explanations {
		if strings.Contains(err.Error(), e.parser) {
			list.add(at, "syntax", e.message, e.hint)
			return
		}
	}
	list.add(at, "syntax", "this is not YAML: "+position.ReplaceAllString(err.Error(), ""), "")
}

// explanations says in our words what the parser says in its own.
var explanations = []struct{ parser, message, hint string }{
	{"exceeded max depth", "the text is nested too deep", "a spec needs no more than a few levels."},
	{"did not find expected key", misplaced, align},
	{"did not find expected '-' indicator", misplaced, align},
	{"block sequence entries are not allowed", misplaced, align},
	{"mapping values are not allowed", misplaced, align},
	{"mapping keys are not allowed", misplaced, align},
	{"did not find expected ',' or", "a comma or a closing bracket is missing", "separate the entries inside brackets with commas."},
	{"could not find expected ':'", "a colon is missing after the key", "write KEY: VALUE."},
}

const (
	misplaced = "this line does not belong to any line above it"
	align     = "indent it by as many spaces as the entries that it stands beside."
)

// position is how the parser may begin its messages.
var position = regexp.MustCompile(`^(?:yaml: )?(?:line (\d+): )?`)

// brokenLine finds the first line with which the text is not YAML any more,
// and what the parser says of the text up to there.
func (s *scanner) brokenLine() (diag.Span, error) {
	ends := append(s.breaks, len(s.text))
	i := sort.Search(len(ends)-1, func(i int) bool {
		_, err := loadYAML(s.text[:ends[i]])
		return err != nil
	})
	start := 0
	if i > 0 {
		start = ends[i-1]
	}
	_, err := loadYAML(s.text[:ends[i]])
	return textOfLine(s.text[start:], 1, bytes.Count(s.text[:start], []byte("\n"))), err
}

// textOfLine is the span of what stands on line n of a text that begins after
// skipped other lines.
func textOfLine(text []byte, n, skipped int) diag.Span {
	line := text
	for i := 1; ; i++ {
		var more bool
		line, text, more = bytes.Cut(text, []byte("\n"))
		if i == n || !more {
			n = i
			break
		}
	}
	trimmed := bytes.Trim(line, " \r")
	indent := max(0, bytes.Index(line, trimmed))
	return diag.Span{Pos: diag.Pos{Line: skipped + n, Col: indent + 1}, Len: max(1, utf8.RuneCount(trimmed))}
}
