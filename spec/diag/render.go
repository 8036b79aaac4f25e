package diag

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
)

// Render writes every diagnostic of one file as people read it: the line of
// [Diagnostic.String], the source lines concerned with a ^ under the problem
// and a - under each note, and the hint.
//
//	iris.yaml:6:44: error: W[2] is (3, 9), but it must be (n[2], n[1]) = (3, 8) [dim-mismatch]
//	   5 |   - {units: 8, activation: relu}
//	     |             - n[1] is set here
//	   6 |   - {units: 3, activation: softmax, W: [3, 9]}
//	     |                                            ^
//	   hint: leave W out; it follows from the units.
//
// src is the text of the file, nil where it could not be read. Diagnostics are written in the order of the
// list. A place outside src is written without its source line. Errors of w
// are not reported: there is nowhere left to report them to.
func Render(w io.Writer, src []byte, list List) {
	out := bufio.NewWriter(w)
	defer out.Flush()
	text := newText(src)
	for _, d := range list {
		fmt.Fprintln(out, d)
		renderSource(out, text, marksOf(d))
		for _, n := range d.Notes {
			if n.Line <= 0 {
				fmt.Fprintf(out, "   note: %s\n", oneLine(n.Text))
			}
		}
		if d.Hint != "" {
			fmt.Fprintf(out, "   hint: %s\n", oneLine(d.Hint))
		}
	}
}

// mark is a stretch of the source to be underlined.
type mark struct {
	Span
	sign string // what it is underlined with
	text string // what is written behind that
}

// marksOf returns the marks of d in file order, the problem before its notes.
func marksOf(d Diagnostic) []mark {
	marks := []mark{{Span: d.Span, sign: "^"}}
	for _, n := range d.Notes {
		marks = append(marks, mark{n.Span, "-", " " + oneLine(n.Text)})
	}
	for i := range marks {
		marks[i].Col, marks[i].Len = max(marks[i].Col, 1), max(marks[i].Len, 1)
	}
	slices.SortStableFunc(marks, func(a, b mark) int { return a.Compare(b.Pos) })
	return marks
}

// renderSource writes the lines that hold marks, each line once, or once for
// each window where it is too long for one.
func renderSource(out io.Writer, text *text, marks []mark) {
	marks = slices.DeleteFunc(marks, func(m mark) bool { return m.Line <= 0 || m.Line > text.numLines() })
	if len(marks) == 0 {
		return
	}
	gutter := max(4, len(strconv.Itoa(marks[len(marks)-1].Line)))
	last := 0
	for len(marks) > 0 {
		line := marks[0].Line
		if last > 0 && line > last+1 {
			fmt.Fprintln(out, "   ...")
		}
		last = line
		win := text.window(marks[0].Pos)
		fmt.Fprintf(out, "%*d | %s\n", gutter, line, win.shown)
		for len(marks) > 0 && marks[0].Line == line && win.holds(marks[0].Col) {
			from, to := win.place(marks[0].Span)
			fmt.Fprintf(out, "%*s | %s%s%s\n", gutter, "", strings.Repeat(" ", from),
				strings.Repeat(marks[0].sign, to-from), marks[0].text)
			marks = marks[1:]
		}
	}
}
