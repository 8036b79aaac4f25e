package standalone

import (
	"go/ast"
	"go/types"
	"strings"
)

// findNames finds out which declarations of the face only hand on, and which names several packages have.
func (rt *runtime) findNames(sources []source) {
	seen := map[string]bool{}
	for _, s := range sources {
		for _, d := range s.file.Decls {
			for _, id := range declared(d) {
				obj := s.pkg.Scope().Lookup(id.Name)
				if target := rt.handsOn(d); s.pkg == rt.face && target != nil && target.Name() == id.Name {
					rt.behind[obj] = target
				} else if obj != nil {
					rt.shared[id.Name] = seen[id.Name]
					seen[id.Name] = true
				}
			}
		}
	}
}

// declared are the names that a declaration gives, without methods.
func declared(d ast.Decl) []*ast.Ident {
	var list []*ast.Ident
	switch d := d.(type) {
	case *ast.FuncDecl:
		if d.Recv == nil {
			list = append(list, d.Name)
		}
	case *ast.GenDecl:
		for _, spec := range d.Specs {
			switch spec := spec.(type) {
			case *ast.TypeSpec:
				list = append(list, spec.Name)
			case *ast.ValueSpec:
				list = append(list, spec.Names...)
			}
		}
	}
	return list
}

// handsOn returns what a declaration is another name of: a function that does nothing but call one of another package, or
// an alias of a type. It returns nil for others.
func (rt *runtime) handsOn(d ast.Decl) types.Object {
	switch d := d.(type) {
	case *ast.FuncDecl:
		if d.Body == nil || len(d.Body.List) != 1 {
			return nil
		}
		var call ast.Expr
		switch s := d.Body.List[0].(type) {
		case *ast.ExprStmt:
			call = s.X
		case *ast.ReturnStmt:
			if len(s.Results) == 1 {
				call = s.Results[0]
			}
		}
		if call, ok := call.(*ast.CallExpr); ok && passesAll(d, call) {
			return rt.selected(call.Fun)
		}
	case *ast.GenDecl:
		if len(d.Specs) != 1 {
			return nil
		}
		if t, ok := d.Specs[0].(*ast.TypeSpec); ok && t.Assign.IsValid() {
			aliased := t.Type
			if x, ok := aliased.(*ast.IndexExpr); ok {
				aliased = x.X
			}
			return rt.selected(aliased)
		}
	}
	return nil
}

// passesAll reports whether a call in f passes what f gets, in the same order.
func passesAll(f *ast.FuncDecl, call *ast.CallExpr) bool {
	i := 0
	for _, field := range f.Type.Params.List {
		for _, name := range field.Names {
			if i == len(call.Args) {
				return false
			}
			if id, ok := call.Args[i].(*ast.Ident); !ok || id.Name != name.Name {
				return false
			}
			i++
		}
	}
	return i == len(call.Args)
}

// selected is the object of a package of the runtime that pkg.Name stands for, or nil.
func (rt *runtime) selected(x ast.Expr) types.Object {
	s, ok := x.(*ast.SelectorExpr)
	if !ok {
		return nil
	}
	id, ok := s.X.(*ast.Ident)
	if !ok {
		return nil
	}
	p, ok := rt.info.Uses[id].(*types.PkgName)
	if !ok || rt.packages[p.Imported().Path()] == nil {
		return nil
	}
	return p.Imported().Scope().Lookup(s.Sel.Name)
}

// final is what the object stands for: itself, but for names of the face that hand on.
func (rt *runtime) final(obj types.Object) types.Object {
	if target := rt.behind[obj]; target != nil {
		return target
	}
	return obj
}

// ours reports whether the object is declared at the top of one of the runtime's packages.
func (rt *runtime) ours(obj types.Object) bool {
	return obj != nil && obj.Pkg() != nil && rt.packages[obj.Pkg().Path()] == obj.Pkg() && obj.Parent() == obj.Pkg().Scope()
}

// local is the name of an object in the package.
func (rt *runtime) local(obj types.Object) string {
	obj = rt.final(obj)
	pkg := ""
	if rt.shared[obj.Name()] && obj.Pkg() != rt.face {
		pkg = obj.Pkg().Name()
	}
	return local(pkg, obj.Name())
}

// local is the name in the package of what the runtime calls name; pkg tells it from what other packages of the runtime call
// so. F32Gemm and f32Gemm are two functions of the runtime.
func local(pkg, name string) string {
	upper := strings.ToUpper(name[:1]) + name[1:]
	if pkg != "" {
		pkg = strings.ToUpper(pkg[:1]) + pkg[1:]
	}
	if name == upper {
		return "nn" + pkg + upper
	}
	return "nnIn" + pkg + upper
}
