package codegen

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"strings"
)

// Seal ends the Go files of a package with a constant that is made of all of their text, declared in the first and compared
// in the others: files of two builds, as a merge or a copy that was cut short may leave them, do not compile together.
func Seal(files []File) []File {
	h := sha256.New()
	for _, f := range files {
		if isGo(f) {
			fmt.Fprintf(h, "%s %d\n%s", f.Name, len(f.Data), f.Data)
		}
	}
	sum, declared := binary.BigEndian.Uint32(h.Sum(nil)), false
	for i, f := range files {
		switch {
		case !isGo(f):
			continue
		case !declared:
			files[i].Data = fmt.Appendf(f.Data, "\n// build is a hash of all files of the package.\nconst build = %#08x\n", sum)
			declared = true
		default:
			files[i].Data = fmt.Appendf(f.Data, "\n// If this line does not compile, the files of this package are of two builds: run \"nngen build\" again.\n"+
				"const _ = uint(build-%#08x) + uint(%#08x-build)\n", sum, sum)
		}
	}
	return files
}

func isGo(f File) bool { return strings.HasSuffix(f.Name, ".go") }
