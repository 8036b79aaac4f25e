package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime/debug"
	"strings"
)

// called is nngen as it was called, for the commands that messages show.
var called = calledAs(os.Args[0])

// The folders of programs that the go command builds to run them: at first, by go tool and by go run, a temporary one, then one in its
// cache.
var (
	cacheFolder = regexp.MustCompile(`^[0-9a-f]{64}-d$`)
	runFolder   = regexp.MustCompile(`[/\\]go-build\d+[/\\]b\d+[/\\]exe$`)
)

// calledAs is how a user calls the program that the system calls path.
func calledAs(path string) string {
	dir := filepath.Dir(path)
	switch {
	case cacheFolder.MatchString(filepath.Base(dir)) || runFolder.MatchString(dir):
		if isTool() {
			return "go tool nngen"
		}
		return "go run " + runPackage()
	case !strings.ContainsAny(path, `/\`) || inPath(path):
		return "nngen"
	}
	return shellQuote(path)
}

// isTool reports whether the module around the current folder names nngen as a tool.
func isTool() bool {
	for line := range strings.Lines(moduleFile()) {
		if strings.TrimPrefix(strings.TrimSpace(line), "tool ") == modulePath+"/cmd/nngen" {
			return true
		}
	}
	return false
}

// moduleFile is the text of the go.mod of the module around the current folder, or "".
func moduleFile() string {
	dir, err := os.Getwd()
	for ; err == nil; dir = filepath.Dir(dir) {
		if text, err := os.ReadFile(filepath.Join(dir, "go.mod")); err == nil || dir == filepath.Dir(dir) {
			return string(text)
		}
	}
	return ""
}

// runPackage is what go run was given: a folder of this module, else the import path, with the version where it is known.
func runPackage() string {
	if mod, err := os.ReadFile("go.mod"); err == nil && strings.HasPrefix(string(mod), "module "+modulePath+"\n") {
		return "./cmd/nngen"
	}
	const pkg = modulePath + "/cmd/nngen"
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Path == modulePath && strings.HasPrefix(info.Main.Version, "v") {
		return pkg + "@" + info.Main.Version
	}
	return pkg
}

// inPath reports whether the bare name leads to the program.
func inPath(path string) bool {
	found, err := exec.LookPath("nngen")
	return err == nil && sameFile(found, path)
}
