package standalone

import (
	"bytes"
	"go/ast"
	"go/build"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"path"
	"regexp"

	"github.com/nngen/nngen"
)

// runtime is the source of the runtime, cut into declarations.
type runtime struct {
	fset  *token.FileSet
	pkg   *types.Package
	info  types.Info
	decls []*decl                  // in the order of files and lines
	of    map[types.Object][]*decl // where a name, or a method of it, is declared
}

// source is one file of the runtime.
type source struct {
	text []byte
	file *ast.File
}

// loadRuntime parses the embedded source of the runtime and finds out what its identifiers stand for.
func loadRuntime() (*runtime, error) {
	rt := &runtime{fset: token.NewFileSet(), of: map[types.Object][]*decl{},
		info: types.Info{Defs: map[*ast.Ident]types.Object{}, Uses: map[*ast.Ident]types.Object{}}}
	var sources []source
	var files []*ast.File
	err := nngen.Source(func(p string, content []byte) error {
		if path.Dir(p) != "runtime" || !portable(p, content) {
			return nil
		}
		file, err := parser.ParseFile(rt.fset, p, content, parser.ParseComments)
		sources, files = append(sources, source{content, file}), append(files, file)
		return err
	})
	if err != nil {
		return nil, err
	}
	// The standard library is not at hand where there is no Go toolchain. The names of the runtime itself, which are all
	// that is asked for, are found without it, so errors are expected.
	conf := types.Config{Importer: importer{}, Error: func(error) {}}
	rt.pkg, _ = conf.Check("nn", rt.fset, files, &rt.info)
	for _, s := range sources {
		rt.cut(s)
	}
	return rt, nil
}

// portable reports whether a file is built with the tag purego whatever the platform is.
func portable(p string, content []byte) bool {
	ctx := build.Context{Compiler: "gc", BuildTags: []string{"purego"}, ReleaseTags: build.Default.ReleaseTags,
		OpenFile: func(string) (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(content)), nil }}
	ok, err := ctx.MatchFile(path.Split(p))
	return ok && err == nil && path.Ext(p) == ".go"
}

// majorVersion ends paths such as math/rand/v2.
var majorVersion = regexp.MustCompile(`/v[0-9]+$`)

// importer gives every import an empty package of the right name.
type importer struct{}

// Import implements types.Importer.
func (importer) Import(p string) (*types.Package, error) {
	pkg := types.NewPackage(p, path.Base(majorVersion.ReplaceAllString(p, "")))
	pkg.MarkComplete()
	return pkg, nil
}
