package standalone

import (
	"go/ast"
	"go/token"
	"go/types"
	"regexp"
	"slices"
	"strings"
	"unicode"
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
			edits := append(rt.identifiers(d, x), rt.comments(s.file, end, to, x.names)...)
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
		edits := append(rt.identifiers(spec, x), rt.comments(s.file, from, to, x.names)...)
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

// identifiers renames the runtime's names in a declaration, and notes what it declares and uses.
func (rt *runtime) identifiers(d ast.Node, x *decl) []edit {
	var edits []edit
	selected := map[*ast.Ident]bool{}
	ast.Inspect(d, func(n ast.Node) bool {
		if s, ok := n.(*ast.SelectorExpr); ok {
			selected[s.Sel] = true
		}
		id, ok := n.(*ast.Ident)
		if !ok {
			return true
		}
		obj := rt.typeOfEmbedded(rt.info.ObjectOf(id))
		if obj == nil && !selected[id] { // beside what stands for an error, such as a call into the standard library
			obj = rt.pkg.Scope().Lookup(id.Name)
		}
		if p, ok := obj.(*types.PkgName); ok {
			x.imports = append(x.imports, p.Imported().Path())
		}
		if obj == nil || obj.Parent() != rt.pkg.Scope() {
			return true
		}
		if rt.info.Defs[id] == obj {
			x.names = append(x.names, id.Name)
			rt.of[obj] = append(rt.of[obj], x)
		} else {
			x.uses = append(x.uses, obj)
		}
		edits = append(edits, rt.rename(id.Pos(), id.Name))
		return true
	})
	if f, ok := d.(*ast.FuncDecl); ok && f.Recv != nil {
		rt.method(f, x)
	}
	return edits
}

// typeOfEmbedded is the type that an embedded field has its name of; other objects stay what they are.
func (rt *runtime) typeOfEmbedded(obj types.Object) types.Object {
	if field, ok := obj.(*types.Var); ok && field.Embedded() {
		if t := rt.pkg.Scope().Lookup(field.Name()); t != nil {
			return t
		}
	}
	return obj
}

// method makes a method part of what its type needs.
func (rt *runtime) method(f *ast.FuncDecl, x *decl) {
	ast.Inspect(f.Recv.List[0].Type, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			if obj := rt.info.Uses[id]; obj != nil && obj.Parent() == rt.pkg.Scope() {
				rt.of[obj] = append(rt.of[obj], x)
			}
		}
		return true
	})
}

// word is what may be a name in a comment.
var word = regexp.MustCompile(`[\pL_][\pL\pN_]*`)

// comments renames the runtime's names in the comments of a part of a file. Names without a capital letter are English
// words too, such as scale, and taken for names only where the comment on what is declared begins with them.
func (rt *runtime) comments(file *ast.File, from, to int, declared []string) []edit {
	var edits []edit
	for _, group := range file.Comments {
		if at := rt.offset(group.Pos()); at < from || at > to {
			continue
		}
		for i, c := range group.List {
			if strings.HasPrefix(c.Text, "//go:") {
				continue
			}
			for k, span := range word.FindAllStringIndex(c.Text, -1) {
				name := c.Text[span[0]:span[1]]
				subject := i == 0 && k == 0 && slices.Contains(declared, name)
				if rt.pkg.Scope().Lookup(name) != nil && (subject || strings.ContainsFunc(name, unicode.IsUpper)) {
					edits = append(edits, rt.rename(c.Pos()+token.Pos(span[0]), name))
				}
			}
		}
	}
	return edits
}

func (rt *runtime) rename(at token.Pos, name string) edit {
	from := rt.offset(at)
	return edit{from, from + len(name), local(name)}
}

func (rt *runtime) offset(p token.Pos) int { return rt.fset.Position(p).Offset }
