package diag

import (
	"strings"
	"unicode/utf8"
)

const (
	maxShown = 120 // terminal columns of a source line; longer ones are cut
	lead     = 40  // characters shown before the mark where the front is cut
	ellipsis = "…" // stands at a cut end
)

// window is the part of a source line that is shown.
type window struct {
	shown string
	first int   // the column of the first character shown
	edges []int // the terminal column where each character starts, and where the last ends
	cut   bool  // the line goes on behind the window
}

// window returns the line of p as far as it fits: from its start where p lies
// near that, else from a little before p.
func (t *text) window(p Pos) window {
	line := t.line(p.Line)
	p.Col = min(p.Col, t.length(p.Line)+1)
	w := window{first: 1}
	if !fits(line, maxShown) && !fits(line[:t.offset(p.Line, p.Col+1)], maxShown-1) {
		w.first = max(1, p.Col-lead)
	}
	w.show(line[t.offset(p.Line, w.first):])
	return w
}

// show fills the window with the start of rest.
func (w *window) show(rest []byte) {
	var b strings.Builder
	at, limit := 0, maxShown
	if w.first > 1 {
		b.WriteString(ellipsis)
		at++
	}
	if !fits(rest, maxShown-at) {
		w.cut = true
		limit--
	}
	for len(rest) > 0 {
		r, size := utf8.DecodeRune(rest)
		r = visible(r)
		if w.cut && (at+width(r) > limit || len(w.edges) == maxShown) {
			b.WriteString(ellipsis)
			break
		}
		b.WriteRune(r)
		w.edges = append(w.edges, at)
		at += width(r)
		rest = rest[size:]
	}
	w.edges = append(w.edges, at)
	w.shown = b.String()
}

// holds reports whether the window shows column col. The end of a line holds
// every column past it.
func (w *window) holds(col int) bool {
	return col >= w.first && (!w.cut || col < w.first+len(w.edges)-1)
}

// place returns the terminal columns between which s is underlined, at least
// one.
func (w *window) place(s Span) (from, to int) {
	last := len(w.edges) - 1
	i := min(s.Col-w.first, last)
	j := min(i+min(s.Len, last), last)
	return w.edges[i], max(w.edges[j], w.edges[i]+1)
}

// fits reports whether a piece of a line has at most limit characters that
// take at most limit terminal columns.
func fits(piece []byte, limit int) bool {
	if len(piece) > limit*utf8.UTFMax {
		return false
	}
	count, columns := 0, 0
	for _, r := range string(piece) {
		count++
		columns += width(visible(r))
	}
	return max(count, columns) <= limit
}
