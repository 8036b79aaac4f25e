package codegen_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/nngen/nngen/codegen"
)

// hostileTexts are texts that mean something to Go, to its tools or to a terminal.
var hostileTexts = []string{
	`"quoted" 'twice' and ` + "`backquoted`",
	`C:\new\table\x41\u0041 \`,
	"two\nlines\nand three",
	"*/ func Evil() {} /*",
	"// not /* a comment */",
	"//go:embed x",
	"\n//go:embed secret.txt\n",
	"//go:build ignore",
	"+build ignore",
	"//line /etc/passwd:1",
	"#cgo LDFLAGS: -lm",
	"a; func Evil() {}",
	"%d %s %!v(MISSING) {{.}} ${x}",
	"- item\n- item\n\n# Heading\n\n1. one",
	"Deprecated: all of it",
	"\tvar code int\n\n\tmore()",
	"naïve ∂W/∂z 猫 👩‍🔬",
	strings.Repeat("x", 5000),
	strings.Repeat("long ", 1000),
	"import \"C\"\n",
}

// hostileSpec puts a text wherever a spec takes free text.
func hostileSpec(text, task string) string {
	name := func(name, key, text string) map[string]any { return map[string]any{"name": name, key: text} }
	output := map[string]any{"task": task, "labels": []any{name("yes", "value", text+"1"), name("no", "value", text+"2")}}
	units := 2
	switch task {
	case "binary":
		units = 1
	case "regression":
		output = map[string]any{"task": task, "names": []any{name("yes", "column", text+"1"), name("no", "column", text+"2")}}
	}
	data, err := json.Marshal(map[string]any{
		"version": 1, "model": "hostile", "description": text,
		"inputs": []any{
			map[string]any{"name": "a", "column": text, "unit": text},
			map[string]any{"name": "b", "unit": text, "description": text},
			map[string]any{"name": "c", "description": text}},
		"layers": []any{map[string]any{"units": units}},
		"output": output,
	})
	if err != nil {
		panic(err)
	}
	return escaped(string(data))
}

// escaped writes JSON in ASCII, as YAML does it: invisible characters may not stand in a spec as they are.
func escaped(json string) string {
	var s strings.Builder
	for _, r := range json {
		if r < 0x7f {
			s.WriteRune(r)
		} else {
			fmt.Fprintf(&s, `\U%08X`, r)
		}
	}
	return s.String()
}

// TestHostileText: free text becomes comments and string literals, whatever it says. Nothing else of the package
// depends on it, and no comment of it means anything to Go's tools.
func TestHostileText(t *testing.T) {
	for _, task := range []string{"multiclass", "binary", "multilabel", "regression"} {
		want := identifiers(t, generate(t, hostileSpec("harmless", task)))
		for _, text := range hostileTexts {
			files := generate(t, hostileSpec(text, task))
			if got := identifiers(t, files); !slices.Equal(got, want) {
				t.Errorf("%s: %.40q changes the identifiers of the package", task, text)
			}
			for _, f := range files {
				checkComments(t, f, "")
				checkFormat(t, f)
			}
			if task == "multiclass" && !slices.Contains(literals(t, files), text+"1") {
				t.Errorf("no string literal is the label %.40q", text)
			}
		}
	}
}

func parseGo(t *testing.T, f codegen.File) *ast.File {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), f.Name, f.Data, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	return file
}

// identifiers lists all identifiers of a package in their order.
func identifiers(t *testing.T, files []codegen.File) (names []string) {
	t.Helper()
	for _, f := range files {
		for n := range ast.Preorder(parseGo(t, f)) {
			if id, ok := n.(*ast.Ident); ok {
				names = append(names, id.Name)
			}
		}
	}
	return names
}

// literals lists the values of all string literals.
func literals(t *testing.T, files []codegen.File) (texts []string) {
	t.Helper()
	for _, f := range files {
		for n := range ast.Preorder(parseGo(t, f)) {
			if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
				text, err := strconv.Unquote(lit.Value)
				if err != nil {
					t.Fatal(err)
				}
				texts = append(texts, text)
			}
		}
	}
	return texts
}

// checkComments reports comments that are no plain text: a directive has no space after the slashes. Only the one
// given is allowed.
func checkComments(t *testing.T, f codegen.File, directive string) {
	t.Helper()
	for _, group := range parseGo(t, f).Comments {
		for _, c := range group.List {
			plain := c.Text == "//" || strings.HasPrefix(c.Text, "// ") || strings.HasPrefix(c.Text, "//\t")
			if !plain && c.Text != directive {
				t.Errorf("%s: comment %.60q is not plain text", f.Name, c.Text)
			}
		}
	}
}

func checkFormat(t *testing.T, f codegen.File) {
	t.Helper()
	formatted, err := format.Source(f.Data)
	if err != nil || !bytes.Equal(formatted, f.Data) {
		t.Errorf("%s is not as gofmt would have it (%v)", f.Name, err)
	}
}

// TestJSONTags: the tag of a field of Record says the name of the column as encoding/json reads it, or there is none.
func TestJSONTags(t *testing.T) {
	plain := []string{"-", "Größe (mm)", "50% & more: [x]"}
	for _, name := range slices.Concat(plain, []string{"a,b", "a,omitempty", `say "hi"`}, hostileTexts) {
		src, err := json.Marshal(map[string]any{
			"version": 1, "model": "tags",
			"inputs": []any{map[string]any{"name": "a", "column": name, "type": "category", "values": []any{"u", "v"}}},
			"layers": []any{map[string]any{"units": 1}},
			"output": map[string]any{"task": "regression"},
		})
		if err != nil {
			t.Fatal(err)
		}
		fields := recordFields(t, escaped(string(src)))
		if len(fields) != 1 {
			t.Fatalf("%d fields", len(fields))
		}
		// A struct with the tag, and no methods of its own.
		row := reflect.New(reflect.StructOf([]reflect.StructField{{Name: "A", Type: reflect.TypeFor[int](), Tag: fields[0]}})).Interface()
		text, _ := json.Marshal(row)
		want, _ := json.Marshal(map[string]int{name: 0})
		if fields[0] != "" && string(text) != string(want) {
			t.Errorf("%.40q has the tag %.60s, which is read as %.60s", name, fields[0], text)
		}
		if fields[0] == "" && slices.Contains(plain, name) {
			t.Errorf("%q has no tag", name)
		}
	}
}

// recordFields are the tags of the fields of Record.
func recordFields(t *testing.T, src string) (tags []reflect.StructTag) {
	t.Helper()
	for _, file := range generate(t, src) {
		if !strings.HasSuffix(file.Name, "_record_nngen.go") {
			continue
		}
		tree, err := parser.ParseFile(token.NewFileSet(), file.Name, file.Data, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(tree, func(n ast.Node) bool {
			if record, ok := n.(*ast.TypeSpec); ok && record.Name.Name == "Record" {
				for _, field := range record.Type.(*ast.StructType).Fields.List {
					tag := ""
					if field.Tag != nil {
						tag, _ = strconv.Unquote(field.Tag.Value)
					}
					tags = append(tags, reflect.StructTag(tag))
				}
			}
			return true
		})
	}
	return tags
}
