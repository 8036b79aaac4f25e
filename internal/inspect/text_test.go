package inspect

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestShown(t *testing.T) {
	for n := range 40 {
		got := shown(n, 4, 3)
		if n <= 8 {
			if len(got) != n || slices.Contains(got, leftOut) {
				t.Errorf("shown of %d: %v", n, got)
			}
			continue
		}
		if want := []int{0, 1, 2, 3, leftOut, n - 3, n - 2, n - 1}; !slices.Equal(got, want) {
			t.Errorf("shown of %d: %v, want %v", n, got, want)
		}
	}
}

var samples = []string{"", "x", "a name", strings.Repeat("WM", 150), strings.Repeat("il ", 100), strings.Repeat("花の", 150), strings.Repeat("é…", 150)}

func TestShorten(t *testing.T) {
	for _, text := range samples {
		for width := 20; width < 400; width += 7 {
			got := shorten(text, textSize, width)
			if textWidth(got, textSize) > width || !utf8.ValidString(got) {
				t.Errorf("%q is wider than %d", got, width)
			}
			kept, cut := strings.CutSuffix(got, "…")
			if got != text && !(cut && strings.HasPrefix(text, kept) && textWidth(text, textSize) > width) {
				t.Errorf("%q became %q in %d", text, got, width)
			}
		}
	}
}

func TestWrap(t *testing.T) {
	for _, text := range samples {
		for lines := 1; lines < 4; lines++ {
			got := wrap(text, textSize, 100, lines)
			if len(got) > lines {
				t.Errorf("%q: %d lines, at most %d", text, len(got), lines)
			}
			for _, l := range got {
				if textWidth(l, textSize) > 100 {
					t.Errorf("the line %q is too wide", l)
				}
			}
		}
	}
	if got := wrap("one two three four five", textSize, 60, 9); strings.Join(got, " ") != "one two three four five" || len(got) < 2 {
		t.Errorf("got %q", got)
	}
}

func TestClean(t *testing.T) {
	for text, want := range map[string]string{
		"a\nb\t c ": "a b c", "\x1b[31mred": "[31mred", "a\u202eb\u2028c": "a b c", "größe 花 ½": "größe 花 ½", "\ufffd": "",
	} {
		if got := clean(text); got != want {
			t.Errorf("clean(%q) = %q, want %q", text, got, want)
		}
	}
}

// dotToken is a quoted string, a name, an arrow or a sign of the language of graphviz.
var dotToken = regexp.MustCompile(`^\s*("(?:[^"\\\n]|\\.)*"|\w+|->|[{}\[\]=,;])`)

func TestDOT(t *testing.T) {
	for name, src := range specs {
		r := report(t, src)
		text := printed(t, r, "dot")
		tokens, nodes, edges := map[string]int{}, 0, 0
		for _, line := range strings.Split(text, "\n") {
			nodes += strings.Count(line, "\tlayer") - strings.Count(line, " -> ")
			edges += strings.Count(line, " -> ")
		}
		for rest := strings.TrimSpace(text); rest != ""; {
			m := dotToken.FindStringSubmatch(rest)
			if m == nil {
				t.Fatalf("%s: no token at %.60q", name, rest)
			}
			tokens[m[1]]++
			rest = rest[len(m[0]):]
		}
		if nodes != len(r.Layers)+1 || edges != len(r.Layers) || tokens["{"] != 1 || tokens["}"] != 1 || tokens["["] != tokens["]"] {
			t.Errorf("%s: %d nodes, %d edges in\n%s", name, nodes, edges, text)
		}
		for _, l := range r.Layers {
			if !strings.Contains(text, `label="W `+l.W.String()+`"`) {
				t.Errorf("%s: no edge shows W %s", name, l.W)
			}
		}
	}
}

func TestDOTString(t *testing.T) {
	for _, lines := range [][]string{{`a"b`}, {`\`}, {`\"`, `"];`}, {`a\n`, "b"}} {
		got := dotString(lines...)
		if dotToken.FindString(got) != got {
			t.Errorf("%q is not one string", got)
		}
		back := strings.NewReplacer(`\\`, `\`, `\"`, `"`, `\n`, "\n").Replace(got[1 : len(got)-1])
		if back != strings.Join(lines, "\n") {
			t.Errorf("%q stands for %q", got, back)
		}
	}
}
