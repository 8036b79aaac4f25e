package spec_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/nngen/nngen/internal/plan"
	"github.com/nngen/nngen/spec"
	"github.com/nngen/nngen/spec/diag"
)

// FuzzParse: whatever the text, each diagnostic has a place in it, and a spec without errors compiles.
func FuzzParse(f *testing.F) {
	f.Add([]byte(full))
	f.Add([]byte(printed))
	files, err := filepath.Glob("testdata/*/*.yaml")
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range files {
		src, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(src)
	}
	for _, c := range warnings {
		if len(c.src) < 4<<10 {
			f.Add([]byte(c.src))
		}
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		s, list := spec.Parse("fuzz.yaml", src)
		if (s == nil) != list.HasErrors() {
			t.Fatalf("the spec is %v, the list %v", s, list)
		}
		lines := strings.Split(strings.TrimPrefix(string(src), "\uFEFF"), "\n")
		for i, d := range list {
			inside(t, lines, d.Span)
			for _, n := range d.Notes {
				inside(t, lines, n.Span)
			}
			if i > 0 && list[i-1].Compare(d.Pos) > 0 {
				t.Errorf("%v stands behind %v", list[i-1], d)
			}
			if d.Hint == "" && !strings.Contains(d.Message, "must be ") && d.Code != "syntax" {
				t.Errorf("%v does not say what to do", d)
			}
		}
		diag.Render(&strings.Builder{}, src, list)
		if s == nil {
			return
		}
		p, err := plan.Compile(s)
		if err != nil {
			t.Fatal(err)
		}
		if err := p.Verify(); err != nil {
			t.Fatal(err)
		}
		if len(s.Fingerprint()) != 32 {
			t.Errorf("fingerprint %q", s.Fingerprint())
		}
	})
}

// inside fails where a span begins outside the characters of the text and the place behind the last of a line.
func inside(t *testing.T, lines []string, s diag.Span) {
	t.Helper()
	if s.Line < 1 || s.Line > len(lines) || s.Col < 1 || s.Col > utf8.RuneCountInString(lines[s.Line-1])+1 {
		t.Fatalf("%v lies outside the text", s)
	}
}
