package standalone

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/nngen/nngen/codegen"
	"github.com/nngen/nngen/spec"
)

// Generate compiles the spec like codegen.Generate, into a package that imports the standard library only. The same
// spec and options give the same bytes. An error is a bug of nngen.
func Generate(s *spec.Spec, o codegen.Options) ([]codegen.File, error) {
	files, err := codegen.Generate(s, o)
	if err != nil {
		return nil, err
	}
	rt, err := loadRuntime()
	if err != nil {
		return nil, fmt.Errorf("internal error: the runtime: %w", err)
	}
	roots := map[string]bool{}
	for i, f := range files {
		if !strings.HasSuffix(f.Name, ".go") {
			continue
		}
		if files[i].Data, err = rt.detach(f.Data, roots); err != nil {
			return nil, fmt.Errorf("internal error: %s: %w", f.Name, err)
		}
	}
	header, _, _ := bytes.Cut(files[0].Data, []byte("\n"))
	text, err := rt.print(string(header), s.Package, roots)
	if err != nil {
		return nil, fmt.Errorf("internal error: the runtime: %w", err)
	}
	return append(files, codegen.File{Name: s.Package + "_runtime_nngen.go", Data: text}), nil
}
