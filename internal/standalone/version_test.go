package standalone_test

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/build"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/nngen/nngen/internal/standalone"
)

// TestOldest: standalone packages use nothing that the standard library has only had after the oldest version of Go. That
// they use nothing of the language is held by the version in the go.mod of TestSameBits.
func TestOldest(t *testing.T) {
	young := youngAPI(t)
	for _, n := range networks(t) {
		for _, object := range used(t, n) {
			if release, is := young[object]; is {
				t.Errorf("%s needs Go %s, for %s", n.Package, release, object)
			}
		}
	}
}

// addition is a line of the lists that Go keeps of what its standard library exports.
var addition = regexp.MustCompile(`^pkg ([^ ,]+)(?: \([^)]*\))?, (?:method \(\*?([^)\[]+)[^)]*\) (\w+)|(?:func|var|const|type) (\w+))`)

// youngAPI maps what is younger than the oldest version to the release that brought it.
func youngAPI(t *testing.T) map[string]string {
	young := map[string]string{}
	for minor := 23; ; minor++ {
		text, err := os.ReadFile(filepath.Join(build.Default.GOROOT, "api", fmt.Sprintf("go1.%d.txt", minor)))
		if err != nil {
			break
		}
		for line := range bytes.Lines(text) {
			if m := addition.FindSubmatch(line); m != nil {
				young[objectName(string(m[1]), string(m[2]), string(m[3])+string(m[4]))] = fmt.Sprintf("1.%d", minor)
			}
		}
	}
	if len(young) == 0 {
		t.Skip("this installation of Go has no lists of its API")
	}
	return young
}

func objectName(pkg, receiver, name string) string {
	if receiver != "" {
		name = receiver + "." + name
	}
	return pkg + "." + name
}

// used lists what a standalone package uses of the standard library.
func used(t *testing.T, n network) (list []string) {
	t.Helper()
	fset := token.NewFileSet()
	var files []*ast.File
	for _, f := range generator(standalone.Generate).files(t, n) {
		if !strings.HasSuffix(f.Name, ".go") || strings.HasSuffix(f.Name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(fset, f.Name, f.Data, 0)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, file)
	}
	info := &types.Info{Uses: map[*ast.Ident]types.Object{}}
	config := types.Config{Importer: sources, GoVersion: "go" + oldest}
	if _, err := config.Check("example.com/"+n.Package, fset, files, info); err != nil {
		t.Fatal(err)
	}
	for _, object := range info.Uses {
		if pkg := object.Pkg(); pkg != nil && !strings.Contains(pkg.Path(), ".") && object.Exported() {
			list = append(list, objectName(pkg.Path(), receiver(object), object.Name()))
		}
	}
	return list
}

// sources reads the packages of the standard library.
var sources = importer.ForCompiler(token.NewFileSet(), "source", nil)

// receiver is the name of the type whose method the object is, or "".
func receiver(object types.Object) string {
	f, ok := object.(*types.Func)
	if !ok || f.Signature().Recv() == nil {
		return ""
	}
	t := f.Signature().Recv().Type()
	if p, ok := t.(*types.Pointer); ok {
		t = p.Elem()
	}
	if named, ok := t.(*types.Named); ok {
		return named.Obj().Name()
	}
	return ""
}
