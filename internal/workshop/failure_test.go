package workshop

import (
	"errors"
	"strings"
	"testing"
)

// TestFailure: only what the compiler says of nngen's source is an internal error.
func TestFailure(t *testing.T) {
	for text, want := range map[string]string{
		"# github.com/nngen/nngen/models/iris\nmodels/iris/iris_nngen.go:3:1: undefined: x\n":                                   "please report this",
		"# github.com/nngen/nngen/runtime\nruntime/checks.go:3:1: write $WORK/b001/_pkg_.a: no space left on device\n":          "a disk is full",
		"go: creating work dir: mkdir /tmp/x: no space left on device\n":                                                        "a disk is full",
		"failed to initialize build cache at /dev/null: mkdir /dev/null: not a directory\n":                                     "set GOCACHE to one",
		"build cache is required, but could not be located: GOCACHE is not defined and neither $XDG_CACHE_HOME nor $HOME are\n": "or HOME",
		"go: cannot find GOROOT directory: /nowhere\n":                                                                          "go env GOROOT",
		"go: invalid GOTOOLCHAIN \"nonsense\"\n":                                                                                "GOTOOLCHAIN",
		"runtime/read.go:8:2: import \"\": import of unknown directory\n":                                                       "nngen needs a go command",
		"# command-line-arguments\nlink: signal: killed\n":                                                                      "too little memory",
	} {
		got := failure(errors.New("exit status 1"), "go1.26.1", t.TempDir(), text).Error()
		if !strings.Contains(got, want) || strings.Contains(got, "internal error") != strings.Contains(want, "report") {
			t.Errorf("%s says %s, want %s", text, got, want)
		}
	}
	if got := failure(errors.New("exit status 1"), "go1.20.14", "", "runtime/read.go:8:2: x").Error(); !strings.Contains(got, "here go version is go1.20.14") {
		t.Errorf("of an old toolchain: %s", got)
	}
}
