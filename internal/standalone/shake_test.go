package standalone_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"strings"
	"testing"

	"github.com/nngen/nngen/codegen"
	"github.com/nngen/nngen/internal/standalone"
)

// TestNamesOfThePackage: a standalone package exports what the ordinary one exports, and of the runtime it has only what
// something in it uses.
func TestNamesOfThePackage(t *testing.T) {
	for _, n := range networks(t) {
		t.Run(n.Package, func(t *testing.T) {
			ordinary, alone := index(t, generator(codegen.Generate).files(t, n)), index(t, generator(standalone.Generate).files(t, n))
			if !maps.Equal(ordinary.exported, alone.exported) {
				t.Errorf("exported: %v, want %v", alone.exported, ordinary.exported)
			}
			for name := range alone.runtime {
				if alone.mentions[name] < 2 {
					t.Errorf("%s is declared but not used", name)
				}
				if name != "_" && !strings.HasPrefix(name, "nn") { // _ compares the hash of the files
					t.Errorf("%s does not begin with nn", name)
				}
			}
		})
	}
}

// names is what the files of a package declare and mention.
type names struct {
	exported, runtime map[string]bool
	mentions          map[string]int
}

func index(t *testing.T, files []codegen.File) names {
	t.Helper()
	x := names{map[string]bool{}, map[string]bool{}, map[string]int{}}
	for _, f := range files {
		if !strings.HasSuffix(f.Name, ".go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), f.Name, f.Data, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if id, ok := n.(*ast.Ident); ok {
				x.mentions[id.Name]++
			}
			return true
		})
		for _, name := range declared(file) {
			if ast.IsExported(name) {
				x.exported[name] = true
			}
			if strings.HasSuffix(f.Name, "_runtime_nngen.go") {
				x.runtime[name] = true
			}
		}
	}
	return x
}

// declared are the names that a file declares, without methods.
func declared(file *ast.File) []string {
	var list []string
	for _, d := range file.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			if d.Recv == nil {
				list = append(list, d.Name.Name)
			}
		case *ast.GenDecl:
			for _, s := range d.Specs {
				switch s := s.(type) {
				case *ast.TypeSpec:
					list = append(list, s.Name.Name)
				case *ast.ValueSpec:
					for _, id := range s.Names {
						list = append(list, id.Name)
					}
				}
			}
		}
	}
	return list
}
