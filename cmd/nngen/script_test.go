package main

import (
	"os"
	"strconv"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/nngen/nngen/internal/scripts"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"nngen": func() {
		if n, err := strconv.ParseInt(os.Getenv("NNGEN_TEST_PART"), 10, 64); err == nil {
			partBytes = n
		}
		main()
	}})
}

func TestScript(t *testing.T) { scripts.Run(t, "testdata/script") }
