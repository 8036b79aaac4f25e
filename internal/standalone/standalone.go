package standalone

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/nngen/nngen/codegen"
	"github.com/nngen/nngen/internal/ir"
)

// Generate prints a program like codegen.Generate, into a package that imports the standard library only. The same
// program and face give the same bytes. An error is a bug of nngen.
func Generate(p *ir.Program, f codegen.Face) ([]codegen.File, error) {
	files, err := codegen.Print(p.Portable(), f)
	if err != nil {
		return nil, err
	}
	rt, err := loadRuntime()
	if err != nil {
		return nil, fmt.Errorf("internal error: the runtime: %w", err)
	}
	roots := map[string]bool{}
	for i, file := range files {
		if !strings.HasSuffix(file.Name, ".go") {
			continue
		}
		if files[i].Data, err = rt.detach(file.Data, roots); err != nil {
			return nil, fmt.Errorf("internal error: %s: %w", file.Name, err)
		}
	}
	header, _, _ := bytes.Cut(files[0].Data, []byte("\n"))
	text, err := rt.print(string(header), f.Package, roots)
	if err != nil {
		return nil, fmt.Errorf("internal error: the runtime: %w", err)
	}
	return codegen.Seal(append(files, codegen.File{Name: FileName(f.Package), Data: text})), nil
}

// FileName is the file of a package that holds what it needs of the runtime.
func FileName(pkg string) string { return pkg + "_runtime_nngen.go" }
