package nn_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"

	"github.com/nngen/nngen/internal/thorough"
)

// function is an exported function of the face.
type function struct {
	plain   bool // it does nothing but call a function of a package below internal
	generic bool
}

// functions are those of the face, by name.
func functions(t *testing.T) map[string]function {
	t.Helper()
	paths, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	list := map[string]function{}
	for _, path := range paths {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range file.Decls {
			if f, ok := d.(*ast.FuncDecl); ok && f.Recv == nil && f.Name.IsExported() {
				list[f.Name.Name] = function{handsOn(f), f.Type.TypeParams != nil}
			}
		}
	}
	return list
}

func handsOn(f *ast.FuncDecl) bool {
	if len(f.Body.List) != 1 {
		return false
	}
	var x ast.Expr
	switch s := f.Body.List[0].(type) {
	case *ast.ExprStmt:
		x = s.X
	case *ast.ReturnStmt:
		x = s.Results[0]
	}
	call, ok := x.(*ast.CallExpr)
	if !ok {
		return false
	}
	s, ok := call.Fun.(*ast.SelectorExpr)
	if !ok {
		return false
	}
	pkg, ok := s.X.(*ast.Ident)
	return ok && pkg.Name != "errors" && pkg.Name != "fmt" && pkg.Name != "os"
}

// TestFaceCostsNothing holds that a call through the face is one call: the compiler puts the function that it stands for in
// its place.
func TestFaceCostsNothing(t *testing.T) {
	thorough.Only(t)
	inlined := map[string]bool{}
	for _, m := range regexp.MustCompile(`can inline (\w+)`).FindAllStringSubmatch(compile(t, "-m", "."), -1) {
		inlined[m[1]] = true
	}
	kernels := functions(t)
	for name, f := range kernels {
		if name == "Round32" && runtime.GOARCH == "386" {
			continue // rounding is no instruction there
		}
		if f.plain && !f.generic && !inlined[name] {
			t.Errorf("a call of %s is two calls: the compiler does not inline it", name)
		}
	}
	// What is written out where there is no assembly may be so long that the compiler inlines little in it.
	for _, m := range regexp.MustCompile(`([^/]*)\.go:\d+\)\s+CALL\s+github.com/nngen/nngen/runtime\.(\w+)`).FindAllStringSubmatch(compile(t, "-S", "../generated/..."), -1) {
		if kernels[m[2]].plain && !strings.HasSuffix(m[1], "_portable_nngen") {
			t.Errorf("%s.go calls %s, and not what it stands for", m[1], m[2])
		}
	}
}

// compile returns what the compiler says of packages.
func compile(t *testing.T, flag, packages string) string {
	t.Helper()
	if testing.Short() {
		t.Skip("runs the Go toolchain")
	}
	out, err := exec.Command("go", "build", "-gcflags="+flag, packages).CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return string(out)
}

// TestDocNamesKernels holds that the table in the package's documentation has every kernel, and no other.
func TestDocNamesKernels(t *testing.T) {
	file, err := parser.ParseFile(token.NewFileSet(), "doc.go", nil, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	named := map[string]bool{}
	for line := range strings.Lines(file.Doc.Text()) {
		if !strings.HasPrefix(line, "\t") {
			continue
		}
		for _, name := range regexp.MustCompile(`\b[A-Z][A-Za-z0-9]+\b`).FindAllString(line[:min(len(line), 62)], -1) {
			named[name] = true
		}
	}
	precision := regexp.MustCompile(`^F(32|64)`)
	have := functions(t)
	for name, f := range have {
		if short := precision.ReplaceAllString(name, ""); f.plain && !named[short] {
			t.Errorf("the table of kernels does not have %s", short)
		}
	}
	for name := range named {
		_, exact := have[name]
		_, single := have["F32"+name]
		if !exact && !single {
			t.Errorf("the table of kernels has %s, which does not exist", name)
		}
	}
}
