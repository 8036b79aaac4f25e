package spec_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/nngen/nngen/internal/explain"
	"github.com/nngen/nngen/spec"
	"github.com/nngen/nngen/spec/diag"
)

// badSpecs returns specs by name in which each line with a mistake says so: # ERROR "regexp" or # WARNING "regexp",
// with one regexp for each diagnostic of the line.
func badSpecs(t *testing.T) map[string]string {
	t.Helper()
	files, err := filepath.Glob("testdata/bad/*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	specs := map[string]string{
		"1,001 layers": "version: 1\nmodel: m\ninputs: 4\nlayers:\n" + strings.Repeat("- {units: 2}\n", spec.MaxLayers) +
			"- {units: 3} # ERROR \"there are 1001 layers; a network has at most 1000 \\[limit\\]\"\noutput: {task: multiclass}\n",
		"1,001 layers with dropout": "version: 1\nmodel: m\ninputs: 4\nlayers:\n" + strings.Repeat("- {units: 2}\n", spec.MaxLayers) + "- {kind: dropout, rate: 0.1}\n" +
			"- {units: 3} # ERROR \"there are 1001 layers; a network has at most 1000 \\[limit\\]\"\noutput: {task: multiclass}\n",
		"1,999 times dropout": "version: 1\nmodel: m\ninputs: 4\nlayers:\n- {units: 2}\n" + strings.Repeat("- {kind: dropout, rate: 0.1}\n", 2*spec.MaxLayers-2) +
			"- {units: 3} # ERROR \"there are 2000 layers with those without weights; a network has at most 1999 \\[limit\\]\"\noutput: {task: multiclass}\n",
		"65,537 inputs": "version: 1\nmodel: m\ninputs:\n" + numbered("- x%d\n", spec.MaxInputs) +
			"- last # ERROR \"there are 65537 inputs; a network has at most 65536 \\[limit\\]\"\nlayers: [{units: 3}]\noutput: {task: multiclass}\n",
		"a large file": "version: 1 # ERROR \"the file has [0-9]+ bytes; a spec has at most 1048576 \\[too-large\\]\"\n" + strings.Repeat("#\n", spec.MaxFile/2),
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		specs[strings.TrimSuffix(filepath.Base(file), ".yaml")] = string(text)
	}
	return specs
}

func numbered(format string, n int) string {
	var s strings.Builder
	for i := range n {
		fmt.Fprintf(&s, format, i)
	}
	return s.String()
}

func TestBadSpecs(t *testing.T) {
	for name, src := range badSpecs(t) {
		t.Run(name, func(t *testing.T) {
			s, list := spec.Parse("bad.yaml", []byte(src))
			if list.HasErrors() != (s == nil) {
				t.Errorf("the spec is %v, but there are errors: %v", s, list.HasErrors())
			}
			expect(t, src, list)
			for _, d := range list {
				if d.Hint == "" && !strings.Contains(d.Message, "must be ") {
					t.Errorf("%v does not say what to do", d)
				}
			}
		})
	}
}

var (
	expectation = regexp.MustCompile(`# (ERROR|WARNING)((?: "(?:[^"\\]|\\.)*")+)`)
	quoted      = regexp.MustCompile(`"((?:[^"\\]|\\.)*)"`)
)

// expect holds a list against the comments in the text: each diagnostic is expected on its line, and each expectation
// is met.
func expect(t *testing.T, src string, list diag.List) {
	t.Helper()
	left := slices.Clone(list)
	for i, line := range strings.Split(src, "\n") {
		for _, comment := range expectation.FindAllStringSubmatch(line, -1) {
			for _, pattern := range quoted.FindAllStringSubmatch(comment[2], -1) {
				re := regexp.MustCompile(pattern[1])
				k := slices.IndexFunc(left, func(d diag.Diagnostic) bool {
					return d.Line == i+1 && strings.ToUpper(d.Severity.String()) == comment[1] && re.MatchString(wording(d))
				})
				if k < 0 {
					t.Errorf("line %d: no %s matches %q", i+1, comment[1], pattern[1])
					continue
				}
				left = slices.Delete(left, k, k+1)
			}
		}
	}
	for _, d := range left {
		t.Errorf("unexpected: %v\n%s", d, d.Hint)
	}
}

// wording is what the comments are held against: MESSAGE [CODE] HINT.
func wording(d diag.Diagnostic) string {
	return fmt.Sprintf("%s [%s] %s", d.Message, d.Code, d.Hint)
}

// TestEmpty: a text in which no comment can stand.
func TestEmpty(t *testing.T) {
	if _, list := spec.Parse("empty.yaml", nil); len(list) != 1 || list[0].Code != "empty" {
		t.Errorf("got %v", list)
	}
}

// TestListsAreShort: of each code, the first hundred are enough.
func TestListsAreShort(t *testing.T) {
	src := "version: 1\nmodel: m\ninputs: [" + strings.Repeat("'?', ", 250) + "]\nlayers: [" + strings.Repeat("{units: 0}, ", 100) + "]\noutput: {task: binary}\n"
	_, list := spec.Parse("m.yaml", []byte(src))
	if len(list) != 200 {
		t.Fatalf("%d diagnostics", len(list))
	}
	const more = "only the first 100 of these are listed. "
	for i, d := range list {
		if got, want := strings.HasPrefix(d.Hint, more), i == 99; got != want {
			t.Errorf("diagnostic %d says so: %v", i, got)
		}
	}
}

// TestEveryCodeIsShown finds the codes in the source of the package and demands a bad spec for each.
func TestEveryCodeIsShown(t *testing.T) {
	shown := map[string]bool{"weights": true, "data": true} // of the commands, which find missing files
	for _, src := range badSpecs(t) {
		_, list := spec.Parse("bad.yaml", []byte(src))
		for _, d := range list {
			shown[d.Code] = true
		}
	}
	for _, c := range warnings {
		_, list := spec.Parse("warn.yaml", []byte(c.src))
		for _, d := range list {
			shown[d.Code] = true
		}
	}
	codes := codesInSource(t)
	for code := range codes {
		if !shown[code] {
			t.Errorf("no bad spec shows %s", code)
		}
	}
	for code := range shown {
		if !codes[code] {
			t.Errorf("%s is not found in the source: codesInSource misses a place", code)
		}
	}
	t.Logf("%d codes: %s", len(codes), strings.Join(slices.Sorted(maps.Keys(codes)), " "))
}

// TestEveryCodeIsExplained holds nngen explain against the source.
func TestEveryCodeIsExplained(t *testing.T) {
	for code := range codesInSource(t) {
		if !slices.Contains(explain.Codes(), code) {
			t.Errorf("internal/explain/codes does not explain %s", code)
		}
	}
}

// codesInSource collects the codes that stand as literals: arguments of the functions that report, fields of a
// diagnostic, results named code.
func codesInSource(t *testing.T) map[string]bool {
	t.Helper()
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	codes := map[string]bool{}
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		tree, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(tree, func(n ast.Node) bool {
			if code, err := strconv.Unquote(codeLiteral(n)); err == nil && code != "" {
				codes[code] = true
			}
			return true
		})
	}
	return codes
}

// codeLiteral is the literal of the code that a node reports, or "".
func codeLiteral(n ast.Node) string {
	var e ast.Expr
	switch n := n.(type) {
	case *ast.CallExpr:
		f, ok := n.Fun.(*ast.SelectorExpr)
		if ok && len(n.Args) > 2 && slices.Contains([]string{"errorf", "warnf", "unknown", "add"}, f.Sel.Name) {
			e = n.Args[1]
		}
	case *ast.KeyValueExpr:
		if k, ok := n.Key.(*ast.Ident); ok && k.Name == "Code" {
			e = n.Value
		}
	case *ast.ReturnStmt: // badCharacter: code, message, hint
		if len(n.Results) == 3 {
			e = n.Results[0]
		}
	}
	if lit, ok := e.(*ast.BasicLit); ok && lit.Kind == token.STRING {
		return lit.Value
	}
	return ""
}
