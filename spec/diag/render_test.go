package diag

import (
	"math"
	"strings"
	"testing"
	"unicode/utf8"
)

func render(src string, list ...Diagnostic) string {
	var b strings.Builder
	Render(&b, []byte(src), list)
	return b.String()
}

const iris = `version: 1
model: iris
inputs: 4
layers:
  - {units: 8, activation: relu}
  - {units: 3, activation: softmax, W: [3, 9]}
output: {task: multiclass}
`

func TestRenderExample(t *testing.T) {
	got := render(iris, Diagnostic{
		File: "iris.yaml", Span: span(6, 44, 1), Code: "dim-mismatch",
		Message: "W[2] is (3, 9), but it must be (n[2], n[1]) = (3, 8)",
		Notes:   []Note{{span(5, 13, 1), "n[1] is set here"}},
		Hint:    "leave W out; it follows from the units.",
	})
	want := `iris.yaml:6:44: error: W[2] is (3, 9), but it must be (n[2], n[1]) = (3, 8) [dim-mismatch]
   5 |   - {units: 8, activation: relu}
     |             - n[1] is set here
   6 |   - {units: 3, activation: softmax, W: [3, 9]}
     |                                            ^
   hint: leave W out; it follows from the units.
`
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestRender(t *testing.T) {
	long := strings.Repeat("0123456789", 30)
	for _, c := range []struct {
		name, src string
		d         Diagnostic
		want      string
	}{
		{"no position", "a", Diagnostic{Hint: "do"}, "   hint: do\n"},
		{"behind the file", "a\n", Diagnostic{Span: span(3, 1, 1)}, ""},
		{"the line behind the last", "a\n", Diagnostic{Span: span(2, 1, 1)}, "   2 | \n     | ^\n"},
		{"no length", "abc", Diagnostic{Span: span(1, 2, 0)}, "   1 | abc\n     |  ^\n"},
		{"past the end of the line", "abc\r\nd", Diagnostic{Span: span(1, 9, 3)}, "   1 | abc\n     |    ^\n"},
		{"longer than the line", "abc\nd", Diagnostic{Span: span(1, 2, 99)}, "   1 | abc\n     |  ^^\n"},
		{"several on a line", "abcdef", Diagnostic{Span: span(1, 3, 2), Notes: []Note{{span(1, 5, 1), "late"}, {span(1, 1, 2), "early"}, {span(1, 3, 1), "same"}}},
			"   1 | abcdef\n     | -- early\n     |   ^^\n     |   - same\n     |     - late\n"},
		{"lines apart", "a\nb\nc\nd", Diagnostic{Span: span(1, 1, 1), Notes: []Note{{span(4, 1, 1), "four"}, {span(2, 1, 1), "two"}}},
			"   1 | a\n     | ^\n   2 | b\n     | - two\n   ...\n   4 | d\n     | - four\n"},
		{"a note without a place", "a", Diagnostic{Span: span(1, 1, 1), Notes: []Note{{Text: "from the data"}}, Hint: "do"},
			"   1 | a\n     | ^\n   note: from the data\n   hint: do\n"},
		{"line breaks in texts", "a", Diagnostic{Span: span(1, 1, 1), Notes: []Note{{span(1, 1, 1), "x\ny"}}, Hint: "p\r\nq"},
			"   1 | a\n     | ^\n     | - x y\n   hint: p q\n"},
		{"tabs", "\ta:\tb", Diagnostic{Span: span(1, 5, 1)}, "   1 |  a: b\n     |     ^\n"},
		{"no picture", "a\x00\xff\x1b\u202e\u2028b", Diagnostic{Span: span(1, 7, 1)}, "   1 | a�����b\n     |       ^\n"},
		{"wide characters", "日本: 😀x", Diagnostic{Span: span(1, 5, 1), Notes: []Note{{span(1, 1, 2), "name"}, {span(1, 6, 1), "x"}}},
			"   1 | 日本: 😀x\n     | ---- name\n     |       ^^\n     |         - x\n"},
		{"combining characters", "e\u0301e\u0301x", Diagnostic{Span: span(1, 5, 1)}, "   1 | e\u0301e\u0301x\n     |   ^\n"},
		{"byte order mark", "\uFEFFab", Diagnostic{Span: span(1, 2, 1)}, "   1 | ab\n     |  ^\n"},
		{"large line number", strings.Repeat("\n", 12344) + "a\nb", Diagnostic{Span: span(12346, 1, 1), Notes: []Note{{span(9, 1, 1), "nine"}}},
			"    9 | \n      | - nine\n   ...\n12346 | b\n      | ^\n"},
		{"120 columns", long[:120], Diagnostic{Span: span(1, 120, 1)}, "   1 | " + long[:120] + "\n     | " + strings.Repeat(" ", 119) + "^\n"},
		{"start of a long line", long, Diagnostic{Span: span(1, 119, 1)}, "   1 | " + long[:119] + "…\n     | " + strings.Repeat(" ", 118) + "^\n"},
		{"inside a long line", long, Diagnostic{Span: span(1, 151, 2)}, "   1 | …" + long[110:228] + "…\n     | " + strings.Repeat(" ", 41) + "^^\n"},
		{"end of a long line", long, Diagnostic{Span: span(1, 999, 1)}, "   1 | …" + long[260:] + "\n     | " + strings.Repeat(" ", 41) + "^\n"},
		{"two windows of a long line", long, Diagnostic{Span: span(1, 250, 1), Notes: []Note{{span(1, 2, 1), "first"}}},
			"   1 | " + long[:119] + "…\n     |  - first\n   1 | …" + long[209:] + "\n     | " + strings.Repeat(" ", 41) + "^\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, got, _ := strings.Cut(render(c.src, c.d), "\n")
			if got != c.want {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}

// TestRenderWithoutSource: an empty file has a line to show, one that cannot be read has none.
func TestRenderWithoutSource(t *testing.T) {
	d := Diagnostic{File: "f", Span: span(1, 1, 0), Code: "x", Message: "m", Hint: "h"}
	for _, c := range []struct {
		src  []byte
		want string
	}{
		{nil, "f:1:1: error: m [x]\n   hint: h\n"},
		{[]byte{}, "f:1:1: error: m [x]\n   1 | \n     | ^\n   hint: h\n"},
	} {
		var b strings.Builder
		Render(&b, c.src, List{d})
		if b.String() != c.want {
			t.Errorf("got\n%s\nwant\n%s", &b, c.want)
		}
	}
}

func TestRenderSeveral(t *testing.T) {
	got := render("ab\n", Diagnostic{File: "f", Span: span(1, 1, 1), Code: "x", Message: "m", Hint: "h"},
		Diagnostic{File: "f", Span: span(1, 2, 1), Severity: Warning, Code: "y", Message: "n"})
	want := "f:1:1: error: m [x]\n   1 | ab\n     | ^\n   hint: h\nf:1:2: warning: n [y]\n   1 | ab\n     |  ^\n"
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// TestOffset holds the search for a character against counting from the start
// of the line.
func TestOffset(t *testing.T) {
	line := strings.Repeat("aé日😀\xff", 300)
	text := newText([]byte("first\n" + line + "\nlast"))
	off := 0
	for col := 1; ; col++ {
		if got := text.offset(2, col); got != off {
			t.Fatalf("character %d begins at byte %d, want %d", col, got, off)
		}
		if off == len(line) {
			if got := text.length(2); got != col-1 {
				t.Errorf("length %d, want %d", got, col-1)
			}
			return
		}
		_, size := utf8.DecodeRuneInString(line[off:])
		off += size
	}
}

func FuzzRender(f *testing.F) {
	f.Add(iris, 6, 44, 1, 5, 13)
	f.Add(strings.Repeat("日e\u0301\t", 200), 1, 70, 3, 1, 550)
	f.Add("\uFEFF\r\n\x00", 0, -1, -5, math.MaxInt, math.MaxInt/2+1)
	f.Fuzz(func(t *testing.T, src string, line, col, length, noteLine, noteCol int) {
		out := render(src, Diagnostic{Span: span(line, col, length), Notes: []Note{{span(noteLine, noteCol, length), "note"}}})
		var shown string
		for i, l := range strings.Split(strings.TrimSuffix(out, "\n"), "\n") {
			if i > 0 && utf8.RuneCountInString(l) > 2*maxShown {
				t.Errorf("a line of %d characters", utf8.RuneCountInString(l))
			}
			shown += l
		}
		for _, r := range shown {
			if r != visible(r) {
				t.Errorf("%U is shown", r)
			}
		}
	})
}
