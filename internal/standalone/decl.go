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
		if g, ok := d.(*ast.GenDecl); !ok || g.Tok != token.IMPORT {
			x := &decl{first: first}
			edits := append(rt.identifiers(d, x), rt.comments(s.file, end, to, x.names)...)
			x.notes, x.text = apply(s.text, end, from, edits), apply(s.text, from, to, edits)
			rt.decls = append(rt.decls, x)
			first = false
		}
		end = to
	}
}

// extent is where a declaration begins, with its comment, and where its last line ends.
func (rt *runtime) extent(d ast.Decl, text []byte) (from, to int) {
	from, to = rt.offset(d.Pos()), rt.offset(d.End())
	if doc := docOf(d); doc != nil {
		from = rt.offset(doc.Pos())
	}
	for to < len(text) && text[to] != '\n' {
		to++
	}
	return from, to
}

func docOf(d ast.Decl) *ast.CommentGroup {
	switch d := d.(type) {
	case *ast.GenDecl:
		return d.Doc
	case *ast.FuncDecl:
		return d.Doc
	}
	return nil
}

// identifiers renames the runtime's names in a declaration, and notes what it declares and uses.
func (rt *runtime) identifiers(d ast.Decl, x *decl) []edit {
	var edits []edit
	ast.Inspect(d, func(n ast.Node) bool {
		id, ok := n.(*ast.Ident)
		if !ok {
			return true
		}
		obj := rt.info.ObjectOf(id)
		if p, ok := obj.(*types.PkgName); ok {
			x.imports = append(x.imports, p.Imported().Path())
		}
		if obj == nil || obj.Parent() != rt.pkg.Scope() {
			return true
		}
		if rt.info.Defs[id] != nil {
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
