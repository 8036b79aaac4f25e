package codegen_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"strings"
	"testing"
)

// TestSharedModelStays: every method that changes a model refuses the one that all callers of Pretrained share.
func TestSharedModelStays(t *testing.T) {
	for name, src := range map[string]string{
		"chain":  "{inputs: 2, normalize: standard, layers: [{units: 2}], output: {task: regression, normalize: standard, clip: range}}",
		"inputs": "{inputs: {a: {shape: [2, 3, 3], normalize: standard}, b: {shape: 4, normalize: minmax}}, layers: [{from: a, kind: flatten, name: f}, {kind: concat, from: [f, b]}, {units: 1}], output: {task: regression}}",
		"heads":  "{inputs: 3, layers: [{units: 2, name: a}, {units: 1, name: b}], outputs: {u: {from: a, task: regression, normalize: standard}, v: {from: b, task: regression, normalize: standard, clip: range}}}",
		"table":  "{inputs: [{name: a, missing: median, encode: {name: piecewise, bins: 4}}, {name: b, missing: own, normalize: robust}], layers: [{units: 1}], output: {task: binary, threshold: f1}, data: {split: {validation: 0.2}}}",
	} {
		changing := 0
		for _, f := range generate(t, strings.Replace(src, "{", "{version: 1, model: m, weights: m.safetensors, ", 1)) {
			if !strings.HasSuffix(f.Name, ".go") || strings.HasSuffix(f.Name, "_test.go") {
				continue
			}
			file, err := parser.ParseFile(token.NewFileSet(), f.Name, f.Data, 0)
			if err != nil {
				t.Fatal(err)
			}
			for _, decl := range file.Decls {
				method, ok := decl.(*ast.FuncDecl)
				if !ok || method.Recv == nil || !ofModel(method) || !strings.HasPrefix(method.Name.Name, "Set") && !strings.HasPrefix(method.Name.Name, "Unmarshal") {
					continue
				}
				changing++
				if !callsFirst(method, "CheckOwn", "UnmarshalBinary") {
					t.Errorf("%s: %s changes the shared model", name, method.Name.Name)
				}
			}
		}
		if changing < 3 {
			t.Errorf("%s: only %d methods were found", name, changing)
		}
	}
}

func ofModel(method *ast.FuncDecl) bool {
	star, ok := method.Recv.List[0].Type.(*ast.StarExpr)
	return ok && star.X.(*ast.Ident).Name == "Model"
}

// callsFirst tells whether the first statement of a method calls a function with one of the names.
func callsFirst(method *ast.FuncDecl, names ...string) (found bool) {
	ast.Inspect(method.Body.List[0], func(n ast.Node) bool {
		if call, ok := n.(*ast.SelectorExpr); ok {
			for _, name := range names {
				found = found || call.Sel.Name == name
			}
		}
		return true
	})
	return found
}
