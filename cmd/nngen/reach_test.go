package main

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/nngen/nngen/internal/explain"
	"github.com/nngen/nngen/spec"
)

// TestDocsSayEverything: a search in the docs finds each command, flag, key of the language, code of a diagnostic, and what
// generated packages export.
func TestDocsSayEverything(t *testing.T) {
	said := everyWord(t)
	for kind, names := range map[string][]string{
		"command": commandNames(newRoot(io.Discard)), "flag": flagNames(newRoot(io.Discard)), "key": keyNames(spec.Language()), "code": explain.Codes(),
		"exported name": exportedNames(t),
	} {
		for _, name := range names {
			if !said[name] {
				t.Errorf("no page says the %s %s", kind, name)
			}
		}
	}
}

var word = regexp.MustCompile(`(--)?[\p{L}\p{N}_]+(-[\p{L}\p{N}_]+)*`)

// everyWord collects the words of the docs.
func everyWord(t *testing.T) map[string]bool {
	t.Helper()
	said := map[string]bool{}
	pages, err := filepath.Glob("../../docs/*.md")
	if err != nil || len(pages) == 0 {
		t.Fatal("no docs", err)
	}
	for _, path := range append(pages, "../../README.md") {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, w := range word.FindAllString(string(text), -1) {
			said[w] = true
		}
	}
	return said
}

func commandNames(root *cobra.Command) (list []string) {
	for _, c := range root.Commands() {
		if !c.Hidden {
			list = append(list, c.Name())
		}
	}
	return list
}

func flagNames(root *cobra.Command) (list []string) {
	for _, c := range root.Commands() {
		c.Flags().VisitAll(func(f *pflag.Flag) {
			if !f.Hidden {
				list = append(list, "--"+f.Name)
			}
		})
	}
	return list
}

// keyNames lists the keys of a form, and of those below it.
func keyNames(form spec.Form) (list []string) {
	switch form := form.(type) {
	case spec.Keys:
		for _, key := range form {
			list = append(append(list, key.Name), keyNames(key.Form)...)
		}
	case spec.OneOf:
		for _, f := range form {
			list = append(list, keyNames(f)...)
		}
	case spec.List:
		list = keyNames(form.Of)
	case spec.Map:
		list = keyNames(form.Of)
	case spec.Mapping:
		list = keyNames(form.Of)
	}
	return list
}

// exportedNames lists what generated packages export that is not named after something in a spec: what four of the
// examples export.
func exportedNames(t *testing.T) (list []string) {
	t.Helper()
	packages := map[string]int{}
	dirs, err := filepath.Glob("../../generated/*")
	if err != nil || len(dirs) < 2 {
		t.Fatal("no generated packages", err)
	}
	for _, dir := range dirs {
		for name := range exports(t, dir) {
			packages[name]++
		}
	}
	for name, n := range packages {
		if n >= 4 {
			list = append(list, name)
		}
	}
	return list
}

// exports are the names of types, functions, methods, variables and constants of a package.
func exports(t *testing.T, dir string) map[string]bool {
	t.Helper()
	names := map[string]bool{}
	files, _ := filepath.Glob(filepath.Join(dir, "*_nngen.go"))
	for _, path := range files {
		src, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, bytes.NewReader(src), parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range file.Decls {
			for _, name := range declared(d) {
				if token.IsExported(name) && !strings.HasSuffix(path, "_test.go") {
					names[name] = true
				}
			}
		}
	}
	return names
}

func declared(d ast.Decl) (names []string) {
	switch d := d.(type) {
	case *ast.FuncDecl:
		names = append(names, d.Name.Name)
	case *ast.GenDecl:
		for _, s := range d.Specs {
			switch s := s.(type) {
			case *ast.TypeSpec:
				names = append(names, s.Name.Name)
			case *ast.ValueSpec:
				for _, name := range s.Names {
					names = append(names, name.Name)
				}
			}
		}
	}
	return names
}
