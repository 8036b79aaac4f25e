package standalone

import (
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"
	"strconv"

	"github.com/nngen/nngen/codegen"
)

// detach rewrites a generated file so that it uses the package's own copy of the runtime, and adds the runtime's names
// that it uses to roots.
func (rt *runtime) detach(src []byte, roots map[string]bool) ([]byte, error) {
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "", src, parser.ParseComments)
	if err != nil {
		return nil, err
	}
	var edits []edit
	replace := func(from, to token.Pos, text string) {
		edits = append(edits, edit{fset.Position(from).Offset, fset.Position(to).Offset, text})
	}
	alias := ""
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.GenDecl:
			if comparesABI(n) {
				replace(n.Doc.Pos(), n.End(), "")
				return false
			}
			if spec := runtimeImport(n); spec != nil {
				alias = spec.Name.Name
				if len(n.Specs) == 1 {
					replace(n.Pos(), n.End(), "")
				} else {
					replace(spec.Pos(), spec.End(), "")
				}
			}
		case *ast.SelectorExpr:
			if x, ok := n.X.(*ast.Ident); ok && alias != "" && x.Name == alias {
				roots[n.Sel.Name] = true
				if obj := rt.face.Scope().Lookup(n.Sel.Name); obj != nil { // else print says so
					replace(n.Pos(), n.End(), rt.local(obj))
				}
			}
		}
		return true
	})
	return format.Source(apply(src, 0, len(src), edits))
}

// comparesABI finds the declaration that compares the ABI of the package with that of the runtime in go.mod, which has
// no sense for a package that brings its runtime along.
func comparesABI(d *ast.GenDecl) bool {
	if d.Tok != token.CONST || len(d.Specs) != 1 {
		return false
	}
	return d.Specs[0].(*ast.ValueSpec).Names[0].Name == "_"
}

// runtimeImport returns the import of the runtime, if d has it.
func runtimeImport(d *ast.GenDecl) *ast.ImportSpec {
	for _, s := range d.Specs {
		if s, ok := s.(*ast.ImportSpec); ok && s.Path.Value == strconv.Quote(codegen.RuntimePath) {
			return s
		}
	}
	return nil
}
