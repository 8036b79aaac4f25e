package standalone

import (
	"bytes"
	"errors"
	"go/ast"
	"go/build"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/nngen/nngen"
	"github.com/nngen/nngen/codegen"
)

// runtime is the source of the runtime's packages, cut into declarations.
type runtime struct {
	fset     *token.FileSet
	packages map[string]*types.Package // by their import paths
	face     *types.Package            // the one that generated packages import
	info     types.Info
	decls    []*decl                       // in the order of packages, files and lines
	of       map[types.Object][]*decl      // where a name, or a method of it, is declared
	behind   map[types.Object]types.Object // what a name of the face stands for
	shared   map[string]bool               // names that several packages have
}

// source is one file of the runtime.
type source struct {
	pkg  *types.Package
	text []byte
	file *ast.File
}

// folder is what the embedded source says of a package.
type folder struct {
	path  string // to import it by
	texts [][]byte
	files []*ast.File
}

// loadRuntime parses the embedded source of the runtime and finds out what its identifiers stand for.
func loadRuntime() (*runtime, error) {
	rt := &runtime{fset: token.NewFileSet(), packages: map[string]*types.Package{}, of: map[types.Object][]*decl{},
		behind: map[types.Object]types.Object{}, shared: map[string]bool{},
		info: types.Info{Defs: map[*ast.Ident]types.Object{}, Uses: map[*ast.Ident]types.Object{}}}
	folders, err := rt.parse()
	if err != nil {
		return nil, err
	}
	var sources []source
	for _, f := range inOrder(folders) {
		// The standard library is not at hand where there is no Go toolchain. The names of the runtime itself, which are
		// all that is asked for, are found without it, so errors are expected.
		conf := types.Config{Importer: importer(rt.packages), Error: func(error) {}}
		pkg, _ := conf.Check(f.path, rt.fset, f.files, &rt.info)
		rt.packages[f.path] = pkg
		for i := range f.files {
			sources = append(sources, source{pkg, f.texts[i], f.files[i]})
		}
	}
	if rt.face = rt.packages[codegen.RuntimePath]; rt.face == nil {
		return nil, errors.New("there is no " + codegen.RuntimePath)
	}
	rt.findNames(sources)
	for _, s := range sources {
		rt.cut(s)
	}
	return rt, nil
}

// parse reads the packages, each by its path.
func (rt *runtime) parse() (map[string]*folder, error) {
	folders := map[string]*folder{}
	err := nngen.Source(func(p string, content []byte) error {
		dir := path.Dir(p)
		if dir != "runtime" && path.Dir(dir) != "runtime/internal" || !portable(p, content) {
			return nil
		}
		file, err := parser.ParseFile(rt.fset, p, content, parser.ParseComments)
		importPath := codegen.RuntimePath + strings.TrimPrefix(dir, "runtime")
		f := folders[importPath]
		if f == nil {
			f = &folder{path: importPath}
			folders[importPath] = f
		}
		f.texts, f.files = append(f.texts, content), append(f.files, file)
		return err
	})
	return folders, err
}

// inOrder lists packages so that each comes behind those that it imports.
func inOrder(folders map[string]*folder) []*folder {
	var list []*folder
	var visit func(f *folder)
	visit = func(f *folder) {
		if slices.Contains(list, f) {
			return
		}
		for _, file := range f.files {
			for _, spec := range file.Imports {
				if needed := folders[strings.Trim(spec.Path.Value, `"`)]; needed != nil {
					visit(needed)
				}
			}
		}
		list = append(list, f)
	}
	visit(folders[codegen.RuntimePath])
	return list
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

// importer knows packages of the runtime, and gives every other import an empty package of the right name.
type importer map[string]*types.Package

// Import implements types.Importer.
func (known importer) Import(p string) (*types.Package, error) {
	if pkg := known[p]; pkg != nil {
		return pkg, nil
	}
	pkg := types.NewPackage(p, path.Base(majorVersion.ReplaceAllString(p, "")))
	pkg.MarkComplete()
	return pkg, nil
}
