package main

import (
	"io"
	"strings"
	"unicode/utf8"

	"github.com/vbauerster/mpb/v8/cwriter"

	"github.com/nngen/nngen/internal/plain"
)

// prose is a text for w, whose lines end between words where w is a terminal.
func prose(w io.Writer, text string) string {
	if l, ok := w.(aboveLine); ok {
		w = l.w
	}
	terminal := plain.Terminal(w)
	if terminal == nil {
		return text
	}
	width, _, err := cwriter.GetSize(int(terminal.Fd()))
	if err != nil {
		return text
	}
	return folded(text, width)
}

// folded breaks lines at spaces, so that they fit a width. A row of a table, whose columns stand two spaces apart, stays whole.
func folded(text string, width int) string {
	var b strings.Builder
	for line := range strings.Lines(text) {
		if utf8.RuneCountInString(strings.TrimRight(line, "\n")) <= width || strings.Contains(line, "  ") {
			b.WriteString(line)
			continue
		}
		used := 0
		for i, word := range strings.Split(line, " ") {
			n := utf8.RuneCountInString(strings.TrimRight(word, "\n"))
			switch {
			case i == 0:
			case used+1+n > width:
				b.WriteByte('\n')
				used = 0
			default:
				b.WriteByte(' ')
				used++
			}
			b.WriteString(word)
			used += n
		}
	}
	return b.String()
}
