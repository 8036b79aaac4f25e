package spec

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/nngen/nngen/spec/diag"
)

// describe writes a tree with the place of every node.
func describe(n *node) string {
	at := fmt.Sprintf("@%d:%d+%d", n.span.Line, n.span.Col, n.span.Len)
	switch n.kind {
	case mappingNode:
		var parts []string
		for _, e := range n.entries {
			parts = append(parts, describe(e.key)+": "+describe(e.value))
		}
		return "{" + strings.Join(parts, ", ") + "}" + at
	case sequenceNode:
		var parts []string
		for _, item := range n.items {
			parts = append(parts, describe(item))
		}
		return "[" + strings.Join(parts, ", ") + "]" + at
	case nullNode:
		return "null" + at
	}
	if n.quoted {
		return fmt.Sprintf("%q%s", n.text, at)
	}
	return n.text + at
}

func TestTree(t *testing.T) {
	for _, c := range []struct{ name, src, want string }{
		{"block", "a: 1\nb:\n  - x\n  - y z # c\n", "{a@1:1+1: 1@1:4+1, b@2:1+1: [x@3:5+1, y z@4:5+3]@3:3+1}@1:1+1"},
		{"flow", "{a: [1, 2], b: {c: 'd'}}", `{a@1:2+1: [1@1:6+1, 2@1:9+1]@1:5+1, b@1:13+1: {c@1:17+1: "d"@1:20+3}@1:16+1}@1:1+1`},
		{"numbers stay text", "a: 010\nb: 0x8\nc: 1e3\nd: '8'\n", `{a@1:1+1: 010@1:4+3, b@2:1+1: 0x8@2:4+3, c@3:1+1: 1e3@3:4+3, d@4:1+1: "8"@4:4+3}@1:1+1`},
		{"nulls", "{a: null, b: ~, c: 'null', d: nil}", `{a@1:2+1: null@1:5+4, b@1:11+1: null@1:14+1, c@1:17+1: "null"@1:20+6, d@1:28+1: nil@1:31+3}@1:1+1`},
		{"multi-byte", "ü: [é, 日本, \"😀\"] # ß\nb: x", `{ü@1:1+1: [é@1:5+1, 日本@1:8+2, "😀"@1:12+3]@1:4+1, b@2:1+1: x@2:4+1}@1:1+1`},
		{"byte order mark", "\uFEFFa: 1\nb: 2", "{a@1:1+1: 1@1:4+1, b@2:1+1: 2@2:4+1}@1:1+1"},
		{"CR LF", "a: x y\r\nb: |\r\n  t\r\nc: 3\r\n", `{a@1:1+1: x y@1:4+3, b@2:1+1: "t\n"@2:4+1, c@4:1+1: 3@4:4+1}@1:1+1`},
		{"escapes", `a: "x\"y\n"` + "\nb: 'it''s'", `{a@1:1+1: "x\"y\n"@1:4+8, b@2:1+1: "it's"@2:4+7}@1:1+1`},
		{"several lines", "a: one\n  two\nb: \"x \n  y\"\nc: >-\n  p\n  q\n", `{a@1:1+1: one two@1:4+3, b@3:1+1: "x y"@3:4+2, c@5:1+1: "p q"@5:4+2}@1:1+1`},
		{"document marks", "---\na: 1\n...\n# end\n", "{a@2:1+1: 1@2:4+1}@2:1+1"},
		{"JSON with tabs", "{\n\t\"a\":\t[1,\n\t\t2]\n}\n", `{"a"@2:2+3: [1@2:8+1, 2@3:3+1]@2:7+1}@1:1+1`},
		{"escapes of JSON", `{"a\/b": "\ud83d\uDE00 \/\u00e9", 'c': '\ud83d\/', "d": "\\/"}`, `{"a/b"@1:2+6: "😀 /é"@1:10+23, "c"@1:35+3: "\\ud83d\\/"@1:40+10, "d"@1:52+3: "\\/"@1:57+5}@1:1+1`},
		{"signs inside text", "a: it's & *x* !y [z] {q}\nb: x\n  'y\n  *z\nc: |\n  'tis [ \"\tt\n", `{a@1:1+1: it's & *x* !y [z] {q}@1:4+21, b@2:1+1: x 'y *z@2:4+1, c@5:1+1: "'tis [ \"\tt\n"@5:4+1}@1:1+1`},
		{"tab in a comment and in quotes", "a: '\t' #\tx\n", `{a@1:1+1: "\t"@1:4+3}@1:1+1`},
	} {
		t.Run(c.name, func(t *testing.T) {
			root, list := parseYAML([]byte(c.src))
			if len(list) > 0 {
				t.Fatalf("unexpected: %v", list)
			}
			if got := describe(root); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

func TestProblems(t *testing.T) {
	for _, c := range []struct{ src, want string }{
		{"", "1:1+1 empty: the file holds no spec"},
		{`{"a": "\ud83d\ude00\/\a", "b": "\ud83d\ude00"}`, "1:7+18 bad-character: the invisible character U+0007 cannot stand in a spec"},
		{`{"a": "\u0007\/"}`, "1:7+10 bad-character: the invisible character U+0007 cannot stand in a spec"},
		{`{"a": "x\ud83d", "b": 1}`, "1:9+6 syntax: \\uD83D is one half of a character"},
		{`{"a": "\ud83d\u0041"}`, "1:8+6 syntax: \\uD83D is one half of a character"},
		{`{"a": "\ude00\ud83d"}`, "1:8+6 syntax: \\uDE00 is one half of a character"},
		{"# nothing\n---\n", "1:1+1 empty: the file holds no spec"},
		{"null", "1:1+1 empty: the file holds no spec"},
		{"a: \x00\x00b", "1:4+2 bad-character: the invisible character U+0000 cannot stand in a spec"},
		{"é: \x01\nb: \u2028", "1:4+1 bad-character: the invisible character U+0001 cannot stand in a spec; 2:4+1 bad-character: the invisible character U+2028 cannot stand in a spec"},
		{"a: 1\rb", "1:5+1 bad-character: a carriage return without a line feed"},
		{"a: 'é\xff\xfe'", "1:6+1 bad-utf8: the byte 0xFF is not UTF-8; 1:7+1 bad-utf8: the byte 0xFE is not UTF-8"},
		{"a: \xe6\xe6本", "1:4+2 bad-utf8: the byte 0xE6 is not UTF-8"},
		{"\xff\xfea\x00", "1:1+1 bad-utf8: the file is in UTF-16"},
		{"a:\n\tb: 1\n", "2:1+1 tab: a tab stands where only spaces may"},
		{"a:\t\t1\n", "1:3+2 tab: a tab stands where only spaces may"},
		{"- {a: 8,\tb: 1}\n", "1:9+1 tab: a tab stands where only spaces may"},
		{"a: 1\n--- # next\nb: [\n", "2:1+3 several-documents: a second document starts here; a file holds one spec"},
		{"a: 1\n...\nb: 2\n", "3:1+1 several-documents: a second document starts here; a file holds one spec"},
		{"a: &x 1\nb: *x\nc: *nowhere\n", "1:4+2 alias: &x is an anchor, which a spec may not use; 2:4+2 alias: *x is an alias, which a spec may not use; 3:4+8 alias: *nowhere is an alias, which a spec may not use"},
		{"a: {<<: {b: 1}}\n", "1:5+2 alias: << merges mappings, which a spec may not do"},
		{"a: &x [*x]\n", "1:4+2 alias: &x is an anchor, which a spec may not use; 1:8+2 alias: *x is an alias, which a spec may not use"},
		{"a: !!int 5\nb: [!x y]\n", "1:4+5 tag: !!int is a tag, which a spec may not use; 2:5+2 tag: !x is a tag, which a spec may not use"},
		{"a: 1\n'a': 2\na: 3\n", "2:1+3 duplicate-key: the key a stands here a second time (1:1+1 it is set here first); 3:1+1 duplicate-key: the key a stands here a second time (1:1+1 it is set here first)"},
		{"[1]: 2\n? {a: 1}\n: x\n~: 3\n", "1:1+1 bad-key: a key must be a word, not a list; 2:3+1 bad-key: a key must be a word, not a mapping (key: value); 4:1+1 bad-key: a key must be a word, not nothing"},
		{"%YAML 1.2\n---\na: 1\n", "1:1+1 syntax: a line that begins with %, a directive, has no place in a spec"},
		{"a:\t1\nb: *x\na: \x07\n", "1:3+1 tab: a tab stands where only spaces may; 2:4+2 alias: *x is an alias, which a spec may not use; 3:1+1 duplicate-key: the key a stands here a second time (1:1+1 it is set here first); 3:4+1 bad-character: the invisible character U+0007 cannot stand in a spec"},
	} {
		if _, list := parseYAML([]byte(c.src)); summary(list) != c.want {
			t.Errorf("%q\ngot  %s\nwant %s", c.src, summary(list), c.want)
		}
	}
}

func TestSyntax(t *testing.T) {
	for _, c := range []struct{ src, want string }{
		{"a: [3, 8\nb:\n  - {c: 8}\n", "1:4+1 syntax: this [ is never closed"},
		{"a:\n  - {b: 8, c: d\n  - {b: 3}\n", "2:5+1 syntax: this { is never closed"},
		{"a: {b: 8, c: [3, 8}\n", "1:14+1 syntax: this [ is not closed (1:19+1 } comes first)"},
		{"a: \"b\nc: 4\n", "1:4+1 syntax: this quote is never closed"},
		{"a: 'b\nc: ['d', 'e']\n", "1:4+1 syntax: this quote is not closed on its line (2:6+1 so the text goes on to here)"},
		{"a: 'it's so'\n", "1:8+1 syntax: there is text behind the closing quote"},
		{"a: [b] c\n", "1:8+1 syntax: there is text behind the closing bracket"},
		{"a: ]\n", "1:4+1 syntax: text cannot begin with ]"},
		{"a: @b\n", "1:4+1 syntax: text cannot begin with @"},
		{"a: \"C:\\data\"\n", "1:7+2 syntax: this is no escape that YAML knows"},
		{"a:1\nb: 2\n", "1:1+3 syntax: a space is missing after the colon"},
		{"a:1\nb:2\n", "1:1+3 syntax: a space is missing after the colon"},
		{"- {a:8, b: 1}\n", "1:4+3 syntax: a space is missing after the colon"},
		{"\"a\":1\nb: 2\n", "1:4+1 syntax: a space is missing after the colon"},
		{"inputs 4\nb: 2\n", "1:1+8 syntax: a colon is missing after the key"},
		{"a: 1\ninputs\n  - b: 2\n", "2:1+6 syntax: a colon is missing after the key"},
		{"a: 1\nb: c\n  d: 4\n", "3:3+1 syntax: this line is indented as if it belonged to the value above it (2:4+1 the value)"},
		{"a: 'x'\n  d: 4\n", "2:3+4 syntax: this line does not belong to any line above it"},
		{"a:\n  - b: 8\n   c: d\n", "3:4+4 syntax: this line does not belong to any line above it"},
		{"a:\n    b: 1\n  c: 2\n", "3:3+4 syntax: this line does not belong to any line above it"},
		{"a: b: c\n", "1:5+1 syntax: a second key stands on this line"},
		{"a: - b\n", "1:4+1 syntax: a list cannot begin on the line of its key"},
		{"a: [- b]\n", "1:5+1 syntax: a dash cannot begin an entry inside brackets"},
		{"a: {b: 1 c: 2}\n", "1:10+1 syntax: a comma is missing before this"},
		{"a: {b: c: 2}\n", "1:9+1 syntax: a second colon stands in this entry"},
		{"{\n\t\"a\": 1\n\t\"b\": 2\n}\n", "3:2+1 syntax: a comma is missing before this"},
		{"{\"a\": [1, 2]\n \"b\": 2}\n", "2:2+1 syntax: a comma is missing before this"},
		{"{\n\t\"a\": [1},\n\t\"b\": 2}\n", "2:7+1 syntax: this [ is not closed (2:9+1 } comes first)"},
		{"a: [1,, 2]\n", "1:7+1 syntax: nothing stands before this comma"},
		{"a: [b?c]\n", "1:1+8 syntax: a comma or a closing bracket is missing"},
		{"a: @b\nc: [1\n", "1:4+1 syntax: text cannot begin with @; 2:4+1 syntax: this [ is never closed"},
		{strings.Repeat("[", 100_000), "1:101+1 syntax: brackets are nested more than 100 deep"},
		{strings.Repeat("a: 'x'\n", 10_000) + "  b: 1\n" + strings.Repeat("#\n", 5_000), "10000:1+6 syntax: from somewhere behind this line on the text is not YAML: did not find expected key"},
	} {
		root, list := parseYAML([]byte(c.src))
		if summary(list) != c.want {
			t.Errorf("%.80q\ngot  %s\nwant %s", c.src, summary(list), c.want)
		}
		if root != nil && !strings.Contains(c.src, "{a:8") {
			t.Errorf("%.80q: got a tree", c.src)
		}
	}
}

// summary is one line for a list: LINE:COL+LENGTH CODE: MESSAGE (NOTES); …
func summary(list diag.List) string {
	at := func(s diag.Span) string { return fmt.Sprintf("%d:%d+%d ", s.Line, s.Col, s.Len) }
	var parts []string
	for _, d := range list {
		text := at(d.Span) + d.Code + ": " + d.Message
		for _, n := range d.Notes {
			text += " (" + at(n.Span) + n.Text + ")"
		}
		parts = append(parts, text)
	}
	return strings.Join(parts, "; ")
}

func TestTreeLeavesOutWhatWasReported(t *testing.T) {
	root, list := parseYAML([]byte("a: 1\na: 2\n[x]: 3\n<<: {c: 4}\nb: !!str 5\n"))
	if len(list) != 4 {
		t.Errorf("got %s", summary(list))
	}
	if got, want := describe(root), "{a@1:1+1: 1@1:4+1, b@5:1+1: 5@5:10+1}@1:1+1"; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestTooLarge(t *testing.T) {
	src := []byte("a: " + strings.Repeat("x", MaxFile-3))
	if _, list := parseYAML(src); len(list) > 0 {
		t.Errorf("%d bytes: %s", len(src), summary(list))
	}
	_, list := parseYAML(append(src, 0))
	if want := "1:1+1 too-large: the file has 1048577 bytes; a spec has at most 1048576"; summary(list) != want {
		t.Errorf("got %s, want %s", summary(list), want)
	}
}

func TestListsAreBounded(t *testing.T) {
	_, list := parseYAML([]byte(strings.Repeat("a:\t\x00\xff\n", 10_000)))
	for _, code := range []string{"tab", "bad-character", "bad-utf8", "duplicate-key"} {
		alike := slices.DeleteFunc(slices.Clone(list), func(d diag.Diagnostic) bool { return d.Code != code })
		if len(alike) != maxAlike {
			t.Errorf("%d times %s", len(alike), code)
		} else if last := alike[maxAlike-1].Hint; !strings.Contains(last, "only the first 100") {
			t.Errorf("%s: hint %q", code, last)
		}
	}
}

// TestOnlyYAMLImportsTheParser keeps the parser easy to exchange. The test of the schema decodes specs as editors do.
func TestOnlyYAMLImportsTheParser(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if file != "yaml.go" && file != "schema_test.go" && strings.Contains(string(text), "\"gopkg.in/"+"yaml.v3\"") {
			t.Errorf("%s imports yaml.v3", file)
		}
	}
}

func FuzzParseYAML(f *testing.F) {
	for _, seed := range []string{
		"version: 1\nmodel: iris\ninputs:\n  - {name: a, unit: cm}\nlayers: [{units: 3}]\noutput: {task: multiclass}\n",
		"{\"a\": [1, 2.5, true, null], \"b\": {\"c\": \"d\"}}", "a: |\n  text\n  [more\nb: >-\n  x\n", "- 'it''s'\n- \"\\u00e9\"\n- &a *b !c d\n",
		"a:1\nb: c: d\n\te: [}\n", "--- # x\n? a\n: b\n...\n%TAG\n", "\uFEFFa: 日本\r\nb: \x00\xff\u2028\r", "a: x\n  y: z\n 'b\n: ", "- - - a\n - b\n", "{a: b c: d, [e]: ?}", "<<: *x\n",
		`{"a": "\ud83d\ude00\/ \a", "b": "\ud83d"}`, "a: '\n\"\\ud83d\\ude00' \\/",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		root, list := parseYAML(src)
		lines := strings.Split(strings.TrimPrefix(string(src), "\uFEFF"), "\n")
		if root == nil && !list.HasErrors() {
			t.Error("neither a tree nor an error")
		}
		for i, d := range list {
			checkInside(t, lines, d.Span)
			for _, n := range d.Notes {
				checkInside(t, lines, n.Span)
			}
			if i > 0 && list[i-1].Compare(d.Pos) >= 0 {
				t.Errorf("%v does not stand behind %v", d, list[i-1])
			}
		}
		if root != nil {
			checkNode(t, lines, root, len(list) == 0)
		}
		diag.Render(&strings.Builder{}, src, list)
	})
}

// checkInside fails where a span covers anything but characters of the file,
// or the place behind the last of a line.
func checkInside(t *testing.T, lines []string, s diag.Span) {
	t.Helper()
	if s.Line < 1 || s.Line > len(lines) || s.Col < 1 || s.Len < 1 {
		t.Fatalf("%v is no place in the file", s)
	}
	if n := utf8.RuneCountInString(lines[s.Line-1]); s.Col > n+1 || s.Len > 1 && s.Col+s.Len > n+1 {
		t.Fatalf("%v lies outside its line of %d characters", s, n)
	}
}

// checkNode holds the places of a tree against the text: where nothing had to
// be replaced, what a scalar without quotes says begins with what stands there.
func checkNode(t *testing.T, lines []string, n *node, clean bool) {
	t.Helper()
	checkInside(t, lines, n.span)
	if clean && n.kind == scalarNode && !n.quoted {
		written := string([]rune(lines[n.span.Line-1])[n.span.Col-1:][:n.span.Len])
		if !strings.HasPrefix(n.text, strings.ReplaceAll(written, "\t", " ")) {
			t.Fatalf("%q stands where the tree has %q", written, n.text)
		}
	}
	for _, e := range n.entries {
		checkNode(t, lines, e.key, clean)
		checkNode(t, lines, e.value, clean)
	}
	for _, item := range n.items {
		checkNode(t, lines, item, clean)
	}
}
