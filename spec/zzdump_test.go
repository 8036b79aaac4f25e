package spec

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/nngen/nngen/spec/diag"
)

func TestZZDump(t *testing.T) {
	files, _ := filepath.Glob("/tmp/bad/raw/*.yaml")
	for _, f := range files {
		src, _ := os.ReadFile(f)
		_, list := Parse(filepath.Base(f), src)
		diag.Render(os.Stdout, src, list)
		if len(list)==0 { println("NOTHING", f) }
	}
}
