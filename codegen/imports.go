package codegen

import (
	"bytes"
	"strings"
)

// groupImports puts the standard library first and other imports after a blank line, as people write them.
func groupImports(src []byte) []byte {
	before, rest, found := bytes.Cut(src, []byte("import (\n"))
	if !found {
		return src
	}
	block, after, _ := bytes.Cut(rest, []byte(")\n"))
	var std, others []string
	for line := range strings.Lines(string(block)) {
		if strings.Contains(line, ".") {
			others = append(others, line)
		} else {
			std = append(std, line)
		}
	}
	if len(std) > 0 && len(others) > 0 {
		std = append(std, "\n")
	}
	return bytes.Join([][]byte{before, []byte("import (\n" + strings.Join(append(std, others...), "") + ")\n"), after}, nil)
}
