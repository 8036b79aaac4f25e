package standalone

import (
	"bytes"
	"fmt"
	"go/format"
	"go/types"
	"slices"
	"strconv"
)

const about = `// This file holds what the package needs of github.com/nngen/nngen/runtime, under names that begin with nn, so that
// the package depends on the standard library alone. Apache License 2.0.
`

// print prints the part of the runtime that roots need as a file of a package.
func (rt *runtime) print(header, pkg string, roots map[string]bool) ([]byte, error) {
	kept, err := rt.reach(roots)
	if err != nil {
		return nil, err
	}
	var body, notes []byte
	var imports []string
	for _, d := range rt.decls {
		if d.first {
			notes = nil
		}
		// Comments that stand apart are about what follows them, be it the next declaration or a later one.
		notes = append(notes, d.notes...)
		if !kept[d] {
			continue
		}
		body = append(append(append(body, notes...), d.text...), "\n\n"...)
		notes = nil
		imports = append(imports, d.imports...)
	}
	slices.Sort(imports)

	var buf bytes.Buffer
	fmt.Fprintf(&buf, "%s\n\n%s\npackage %s\n\nimport (\n", header, about, pkg)
	for _, path := range slices.Compact(imports) {
		fmt.Fprintln(&buf, strconv.Quote(path))
	}
	fmt.Fprintf(&buf, ")\n\n%s", body)
	return format.Source(buf.Bytes())
}

// reach returns the declarations that the names need, directly or through others.
func (rt *runtime) reach(names map[string]bool) (map[*decl]bool, error) {
	kept := map[*decl]bool{}
	var visit func(obj types.Object)
	visit = func(obj types.Object) {
		for _, d := range rt.of[obj] {
			if kept[d] {
				continue
			}
			kept[d] = true
			for _, used := range d.uses {
				visit(used)
			}
		}
	}
	for name := range names {
		obj := rt.face.Scope().Lookup(name)
		if obj == nil {
			return nil, fmt.Errorf("nothing is called %s", name)
		}
		visit(rt.final(obj))
	}
	return kept, nil
}
