package main

import (
	"fmt"
	"os"
	"strconv"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/nngen/nngen/internal/scripts"
)

func TestMain(m *testing.M) {
	testscript.Main(withPrograms{m}, map[string]func(){"nngen": func() {
		if n, err := strconv.ParseInt(os.Getenv("NNGEN_TEST_PART"), 10, 64); err == nil {
			partBytes = n
		}
		main()
	}})
}

// withPrograms runs tests with a folder of their own for programs that are kept.
type withPrograms struct{ *testing.M }

func (m withPrograms) Run() int {
	if os.Getenv("NNGEN_CACHE") != "" {
		return m.M.Run()
	}
	dir, err := os.MkdirTemp("", "programs")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer os.RemoveAll(dir)
	os.Setenv("NNGEN_CACHE", dir)
	return m.M.Run()
}

func TestScript(t *testing.T) { scripts.Run(t, "testdata/script") }
