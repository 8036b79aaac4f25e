// Package nngen holds the source of the runtime, so that the nngen command can build programs around generated packages
// where no module is around and no network. The command itself is cmd/nngen; specs are read by package spec and
// compiled by package codegen.
package nngen

import (
	"embed"
	"io/fs"
	"path"
	"strings"
)

//go:embed runtime internal/leash internal/numbers internal/words internal/verify/probe internal/bench/meter internal/onnx/proof
var source embed.FS

// Source visits the files of the runtime and of what is built around it, without tests, by their paths in the module.
func Source(visit func(path string, content []byte) error) error {
	return fs.WalkDir(source, ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if name := d.Name(); name == "testdata" || name == "kerneltest" { // what tests alone import
				return fs.SkipDir
			}
			return nil
		}
		if ext := path.Ext(p); ext != ".go" && ext != ".s" && ext != ".h" || strings.HasSuffix(p, "_test.go") {
			return nil
		}
		content, err := source.ReadFile(p)
		if err != nil {
			return err
		}
		return visit(p, content)
	})
}
