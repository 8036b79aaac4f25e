package standalone

import (
	"go/ast"
	"go/token"
	"go/types"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"github.com/nngen/nngen/codegen"
)

// decl is one declaration of the runtime, under the names that it gets in the package.
type decl struct {
	first   bool           // in its file
	notes   []byte         // comments that stand apart above it
	text    []byte         // with its own comment
	names   []string       // what it declares, as the runtime calls it
	uses    []types.Object // of the runtime
	imports []string
}

// cut cuts a file into its declarations.
func (rt *runtime) cut(s source) {
	end := rt.offset(s.file.Name.End())
	first := true
	for _, d := range s.file.Decls {
		from, to := rt.extent(d, s.text)
		g, general := d.(*ast.GenDecl)
		switch {
		case general && g.Tok == token.IMPORT:
		case general && independent(g):
			rt.cutGroup(s, g)
			first = false
		default:
			x := &decl{first: first}
			edits := append(rt.identifiers(s, d, x), rt.comments(s, end, to, x.names)...)
			x.notes, x.text = apply(s.text, end, from, edits), apply(s.text, from, to, edits)
			rt.decls = append(rt.decls, x)
			first = false
		}
		end = to
	}
}

// independent reports whether the parts of a group can stand alone: each has its type or value, and none counts.
func independent(g *ast.GenDecl) bool {
	for _, spec := range g.Specs {
		v, ok := spec.(*ast.ValueSpec)
		if ok && g.Tok == token.CONST && len(v.Values) == 0 {
			return false
		}
	}
	return len(g.Specs) > 1
}

// cutGroup cuts a group into declarations, so that a package gets only those that it needs. The comment on the group
// stays with those that have none of their own.
func (rt *runtime) cutGroup(s source, g *ast.GenDecl) {
	for _, spec := range g.Specs {
		from, to := rt.extent(spec, s.text)
		start := rt.offset(spec.Pos())
		x := &decl{}
		edits := append(rt.identifiers(s, spec, x), rt.comments(s, from, to, x.names)...)
		comment := apply(s.text, from, start, edits)
		if from == start && g.Doc != nil {
			comment = s.text[rt.offset(g.Doc.Pos()):rt.offset(g.Pos())]
		}
		x.text = slices.Concat(comment, []byte(g.Tok.String()+" "), apply(s.text, start, to, edits))
		rt.decls = append(rt.decls, x)
	}
}

// extent is where a declaration begins, with its comment, and where its last line ends.
func (rt *runtime) extent(d ast.Node, text []byte) (from, to int) {
	from, to = rt.offset(d.Pos()), rt.offset(d.End())
	if doc := docOf(d); doc != nil {
		from = rt.offset(doc.Pos())
	}
	for to < len(text) && text[to] != '\n' {
		to++
	}
	return from, to
}

func docOf(d ast.Node) *ast.CommentGroup {
	switch d := d.(type) {
	case *ast.GenDecl:
		return d.Doc
	case *ast.FuncDecl:
		return d.Doc
	case *ast.ValueSpec:
		return d.Doc
	case *ast.TypeSpec:
		return d.Doc
	}
	return nil
}

// identifiers renames the runtime's names in a declaration of s, and notes what it declares and uses.
func (rt *runtime) identifiers(s source, d ast.Node, x *decl) []edit {
	var edits []edit
	use := func(n ast.Node, obj types.Object) {
		x.uses = append(x.uses, rt.final(obj))
		edits = append(edits, edit{rt.offset(n.Pos()), rt.offset(n.End()), rt.local(obj)})
	}
	selected := map[*ast.Ident]bool{}
	ast.Inspect(d, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.SelectorExpr:
			if obj := rt.selected(n); obj != nil {
				use(n, obj)
				return false
			}
			selected[n.Sel] = true
		case *ast.Ident:
			switch obj := rt.object(s, n, selected[n]); {
			case obj == nil:
			case rt.info.Defs[n] == obj:
				x.names = append(x.names, n.Name)
				rt.of[obj] = append(rt.of[obj], x)
				edits = append(edits, edit{rt.offset(n.Pos()), rt.offset(n.End()), rt.local(obj)})
			case rt.ours(obj):
				use(n, obj)
			default:
				x.imports = append(x.imports, obj.(*types.PkgName).Imported().Path())
			}
		}
		return true
	})
	if f, ok := d.(*ast.FuncDecl); ok && f.Recv != nil {
		rt.method(f, x)
	}
	return edits
}

// object is the top-level object of the runtime, or the package, that an identifier in s stands for; nil for all others.
func (rt *runtime) object(s source, id *ast.Ident, selected bool) types.Object {
	obj := typeOfEmbedded(rt.info.ObjectOf(id))
	if obj == nil && !selected { // beside what stands for an error, such as a call into the standard library
		obj = s.pkg.Scope().Lookup(id.Name)
	}
	if _, ok := obj.(*types.PkgName); ok || rt.ours(obj) {
		return obj
	}
	return nil
}

// typeOfEmbedded is the type that an embedded field has its name of; other objects stay what they are.
func typeOfEmbedded(obj types.Object) types.Object {
	field, ok := obj.(*types.Var)
	if !ok || !field.Embedded() {
		return obj
	}
	t := field.Type()
	if p, ok := t.(*types.Pointer); ok {
		t = p.Elem()
	}
	if named, ok := t.(*types.Named); ok {
		return named.Obj()
	}
	return obj
}

// method makes a method part of what its type needs.
func (rt *runtime) method(f *ast.FuncDecl, x *decl) {
	ast.Inspect(f.Recv.List[0].Type, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			if obj := rt.info.Uses[id]; rt.ours(obj) {
				rt.of[obj] = append(rt.of[obj], x)
			}
		}
		return true
	})
}

// word is what may be a name in a comment, of the package itself or of another.
var word = regexp.MustCompile(`(?:([a-z]+)\.)?([\pL_][\pL\pN_]*)`)

// comments renames the runtime's names in the comments of a part of a file. Names without a capital letter are English
// words too, such as scale, and taken for names only where the comment on what is declared begins with them.
func (rt *runtime) comments(s source, from, to int, declared []string) []edit {
	var edits []edit
	for _, group := range s.file.Comments {
		if at := rt.offset(group.Pos()); at < from || at > to {
			continue
		}
		for i, c := range group.List {
			if strings.HasPrefix(c.Text, "//go:") {
				continue
			}
			for k, span := range word.FindAllStringSubmatchIndex(c.Text, -1) {
				begin, name := span[0], c.Text[span[4]:span[5]]
				pkg := s.pkg
				if span[2] >= 0 {
					if p := rt.packages[codegen.RuntimePath+"/internal/"+c.Text[span[2]:span[3]]]; p != nil {
						pkg = p
					} else {
						begin = span[4]
					}
				}
				subject := i == 0 && k == 0 && slices.Contains(declared, name)
				if obj := pkg.Scope().Lookup(name); obj != nil && (subject || strings.ContainsFunc(name, unicode.IsUpper)) {
					at := rt.offset(c.Pos())
					edits = append(edits, edit{at + begin, at + span[1], rt.local(obj)})
				}
			}
		}
	}
	return edits
}

func (rt *runtime) offset(p token.Pos) int { return rt.fset.Position(p).Offset }
