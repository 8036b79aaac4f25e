package workshop

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"regexp"
	"strings"
)

// ErrNoGo says that there is no Go toolchain.
var ErrNoGo = errors.New("the Go toolchain is needed, but there is no go command in PATH: install Go from https://go.dev/dl")

// compileError is what the compiler says of the source of a package, which nngen has written.
var compileError = regexp.MustCompile(`(?m)^# github\.com/nngen/nngen/\S+\n(?:\S+\.(?:go|s):\d+)`)

// failure is the error of a build that printed text, by a version of Go with its build cache in a folder: nngen's, where the
// compiler says so, else the toolchain's.
func failure(err error, version, cache, text string) error {
	if old(version) {
		return fmt.Errorf("the Go toolchain failed: nngen needs Go 1.26 or later, and here go version is %s: install it, or let GOTOOLCHAIN allow the go command to fetch it (go env -u GOTOOLCHAIN)", version)
	}
	if compileError.MatchString(text) && !surroundings.MatchString(text) {
		return fmt.Errorf("internal error: the generated program does not compile (%w); please report this with the spec:\n%s", err, firstLines(text, 8))
	}
	said := fmt.Errorf("the Go toolchain failed (go build: %w):\n%s", err, firstLines(text, 8))
	if lost.MatchString(text) && full(cache) {
		return fmt.Errorf("the Go toolchain failed (go build: %w): there is no room for its build cache in %s: make room there, or let GOCACHE name a folder on another disk", err, cache)
	}
	for _, c := range causes {
		if c.text.MatchString(text) {
			return fmt.Errorf("%w\n%s", said, c.hint)
		}
	}
	return fmt.Errorf("%w\nnngen needs a go command that builds programs here: try go version and go build std", said)
}

// old reports whether a version of Go is one that cannot compile what nngen writes.
func old(version string) bool {
	var minor int
	_, err := fmt.Sscanf(version, "go1.%d", &minor)
	return err == nil && minor < 26
}

// lost is what the go command says of packages that it does not find, as where it could not write down what it found.
var lost = regexp.MustCompile(`is not in std|cannot find package`)

// full reports whether a folder has no room for a file of some size.
func full(folder string) bool {
	f, err := os.CreateTemp(folder, "nngen-*")
	if err != nil {
		return surroundings.MatchString(err.Error())
	}
	defer os.Remove(f.Name())
	_, err = f.Write(make([]byte, 1<<20))
	err = errors.Join(err, f.Close())
	return err != nil && surroundings.MatchString(err.Error())
}

// surroundings are failures that a compiler reports at a line of the source, too.
var surroundings = regexp.MustCompile(`no space left|disk quota|not enough space|cannot allocate memory|out of memory`)

// causes are what a toolchain says where its surroundings are not as it needs them, and what to do then.
var causes = []struct {
	text *regexp.Regexp
	hint string
}{
	{regexp.MustCompile(`no space left|disk quota|not enough space`), "a disk is full: make room, or let GOCACHE and TMPDIR name folders on another one"},
	{regexp.MustCompile(`toolchain not available|GOTOOLCHAIN|requires go >=|newer Go version|golang\.org/toolchain`),
		"nngen needs Go 1.26 or later: install it, or let GOTOOLCHAIN allow the go command to fetch it (go env -u GOTOOLCHAIN)"},
	{regexp.MustCompile(`build cache|GOCACHE|HOME`), "the build cache must be a folder that you may write to: set GOCACHE to one, or HOME"},
	{regexp.MustCompile(`GOROOT|cannot find package|is not in std`), "the installation of Go is not whole: look at go env GOROOT, or install Go from https://go.dev/dl"},
	{regexp.MustCompile(`cannot allocate memory|out of memory|signal: killed`), "there is too little memory for the compiler"},
	{regexp.MustCompile(`permission denied|read-only file system|operation not permitted`), "the go command may not write or run a file: look at GOCACHE and TMPDIR"},
}

// noRoom is the error of a workshop that could not be set up.
func noRoom(err error) error {
	if errors.Is(err, context.Canceled) {
		return context.Canceled
	}
	return fmt.Errorf("the temporary folder in %s cannot be used: %w; make room there, or let TMPDIR name another folder", os.TempDir(), reason(err))
}

// ErrNotStarted says that the system would not start a program that was built.
var ErrNotStarted = errors.New("the program around the network cannot be started")

// NotStarted is an ErrNotStarted with its reason.
func NotStarted(err error) error {
	if errors.Is(err, fs.ErrPermission) {
		return fmt.Errorf("%w in %s: %w; let TMPDIR name a folder from which programs may be run", ErrNotStarted, os.TempDir(), reason(err))
	}
	return fmt.Errorf("%w: %w", ErrNotStarted, err)
}

// reason is a file error without the path of a temporary file.
func reason(err error) error {
	if pathError, ok := errors.AsType[*fs.PathError](err); ok {
		return pathError.Err
	}
	return err
}

func firstLines(text string, n int) string {
	lines := strings.SplitAfterN(text, "\n", n+1)
	return strings.TrimSpace(strings.Join(lines[:min(n, len(lines))], ""))
}
