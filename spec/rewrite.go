package spec

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/nngen/nngen/spec/diag"
)

// Rewrite is the text of the spec, which was parsed from src, with other values. Everything else stays as it is written,
// comments as well, unless a value cannot be put in its place; the spec is then written anew.
func (s *Spec) Rewrite(src []byte, settings []Setting) []byte {
	want, problem := s.root.with(settings)
	if problem != nil {
		return src
	}
	text, ok := src, true
	for _, setting := range ordered(settings) {
		root, _ := parseYAML(text)
		if root == nil || !ok {
			ok = false
			break
		}
		text, ok = rewriteOne(text, root, setting)
	}
	if got, problems := parseYAML(text); ok && got != nil && len(problems) == 0 && got.same(want) {
		return text
	}
	return written(want)
}

// WithoutSearch is the text of the spec, which was parsed from src, without its section search.
func (s *Spec) WithoutSearch(src []byte) []byte {
	e := editor{src: src}
	for _, entry := range s.root.entries {
		if from := e.offset(entry.key.span.Pos); entry.key.text == "search" && (from == 0 || src[from-1] == '\n') {
			text, _ := e.splice(from, e.lineEnd(e.end(entry.value)), "")
			return text
		}
	}
	return src
}

// rewriteOne puts one value in its place.
func rewriteOne(src []byte, root *node, s Setting) ([]byte, bool) {
	e := editor{src: src}
	n, path := root, strings.Split(s.Path, ".")
	for i, name := range path {
		next, found := n.child(name)
		switch {
		case found:
			n = next
			continue
		case n.kind == mappingNode && len(n.entries) > 0:
			added := s.entry(path[:i+1], path[i:])
			return e.insert(n, flow(added.key)+": "+flow(added.value))
		case n.kind == scalarNode:
			whole, _ := n.set(path[:i], path[i:], s)
			return e.replace(n, flow(whole))
		}
		return nil, false
	}
	return e.replace(n, flow(s.value))
}

// editor changes a text where nodes stand in it.
type editor struct{ src []byte }

// offset is where a position lies in the text.
func (e editor) offset(p diag.Pos) int {
	at := 0
	if bytes.HasPrefix(e.src, []byte("\uFEFF")) {
		at = len("\uFEFF")
	}
	for line := 1; line < p.Line; line++ {
		i := bytes.IndexByte(e.src[at:], '\n')
		if i < 0 {
			return len(e.src)
		}
		at += i + 1
	}
	return e.forward(at, p.Col-1)
}

// forward is so many characters behind an offset.
func (e editor) forward(at, characters int) int {
	for range characters {
		_, size := utf8.DecodeRune(e.src[at:])
		at += size
	}
	return at
}

// end is where a node ends: of a text over several lines the first does.
func (e editor) end(n *node) int {
	at := e.offset(n.span.Pos)
	switch {
	case n.kind == scalarNode:
		return e.forward(at, n.span.Len)
	case at < len(e.src) && (e.src[at] == '{' || e.src[at] == '['):
		return e.closing(at)
	case len(n.items) > 0:
		return e.end(n.items[len(n.items)-1])
	case len(n.entries) > 0:
		last := n.entries[len(n.entries)-1]
		return max(e.end(last.key), e.end(last.value))
	}
	return at
}

// closing is behind the bracket that closes the one at an offset.
func (e editor) closing(at int) int {
	depth := 0
	for begins := true; at < len(e.src); {
		c := e.src[at]
		switch {
		case c == '[' || c == '{':
			depth++
		case c == ']' || c == '}':
			if depth--; depth == 0 {
				return at + 1
			}
		case begins && (c == '\'' || c == '"'):
			at += endOfQuotes(e.src[at:])
			begins = false
			continue
		case c == '#' && (e.src[at-1] == ' ' || e.src[at-1] == '\n'):
			at += max(bytes.IndexByte(e.src[at:], '\n'), 1)
			continue
		}
		begins = strings.IndexByte("[{,:", c) >= 0 || begins && (c == ' ' || c == '\n' || c == '\r')
		at++
	}
	return at
}

// endOfQuotes is where a scalar in quotes ends, be it on another line.
func endOfQuotes(text []byte) int {
	for i := 1; i < len(text); i++ {
		switch {
		case text[0] == '"' && text[i] == '\\', text[0] == '\'' && bytes.HasPrefix(text[i:], []byte("''")):
			i++
		case text[i] == text[0]:
			return i + 1
		}
	}
	return len(text)
}

// lineEnd is where the line of an offset ends.
func (e editor) lineEnd(at int) int {
	if i := bytes.IndexByte(e.src[at:], '\n'); i >= 0 {
		return at + i
	}
	return len(e.src)
}

func (e editor) splice(from, to int, text string) ([]byte, bool) {
	return slices.Concat(e.src[:from], []byte(text), e.src[to:]), true
}

func (e editor) replace(n *node, text string) ([]byte, bool) {
	if n.kind == nullNode {
		return nil, false
	}
	return e.splice(e.offset(n.span.Pos), e.end(n), text)
}

// insert adds an entry behind the last one of a mapping: in the same brackets, or on a line of its own.
func (e editor) insert(n *node, text string) ([]byte, bool) {
	start, at := e.offset(n.span.Pos), e.end(n)
	if e.src[start] == '{' {
		last := n.entries[len(n.entries)-1]
		at = max(e.end(last.key), e.end(last.value))
		return e.splice(at, at, ", "+text)
	}
	at = e.lineEnd(at)
	if at > 0 && e.src[at-1] == '\r' {
		at--
	}
	return e.splice(at, at, "\n"+strings.Repeat(" ", n.span.Col-1)+text)
}

// flow is a node on one line.
func flow(n *node) string {
	var parts []string
	switch n.kind {
	case mappingNode:
		for _, e := range n.entries {
			parts = append(parts, flow(e.key)+": "+flow(e.value))
		}
		return "{" + strings.Join(parts, ", ") + "}"
	case sequenceNode:
		for _, item := range n.items {
			parts = append(parts, flow(item))
		}
		return "[" + strings.Join(parts, ", ") + "]"
	case nullNode:
		return "null"
	}
	if !n.quoted && bareWord(n.text) {
		return n.text
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(n.text); err != nil {
		panic("internal error: " + err.Error())
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// bareWord reports whether a text that stood without quotes can do so in brackets.
func bareWord(text string) bool {
	return text != "" && !strings.ContainsAny(text, ",[]{}\n\"'") && !strings.Contains(text, ": ") && !strings.Contains(text, " #") && !strings.HasSuffix(text, ":")
}

// written is a spec with one line for each key.
func written(root *node) []byte {
	var b bytes.Buffer
	for _, e := range root.entries {
		b.WriteString(flow(e.key) + ": " + flow(e.value) + "\n")
	}
	return b.Bytes()
}

// same reports whether two trees say the same, wherever they stand. Quotes matter where a text could be something else.
func (n *node) same(m *node) bool {
	if n.kind != m.kind || n.text != m.text || len(n.entries) != len(m.entries) || len(n.items) != len(m.items) {
		return false
	}
	if n.quoted != m.quoted && (realText.MatchString(n.text) || n.text == "true" || n.text == "false") {
		return false
	}
	for i, item := range n.items {
		if !item.same(m.items[i]) {
			return false
		}
	}
	for i, e := range n.entries {
		if !e.key.same(m.entries[i].key) || !e.value.same(m.entries[i].value) {
			return false
		}
	}
	return true
}
