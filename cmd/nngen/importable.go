package main

import (
	"os"
	"path/filepath"
	"strings"
)

// unimportable is the folder in the path of a package that no import can name, though a module is around it; the go command
// then refuses all of the module's packages at once. It is "" where there is none.
func unimportable(dir string) string {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return ""
	}
	worst := ""
	for ; abs != filepath.Dir(abs); abs = filepath.Dir(abs) {
		if _, err := os.Stat(filepath.Join(abs, "go.mod")); err == nil {
			return worst
		}
		if name := filepath.Base(abs); strings.ContainsFunc(name, notInImports) || strings.HasSuffix(name, ".") {
			worst = name
		}
	}
	return ""
}

// notInImports reports whether Go has no import paths with this character.
func notInImports(r rune) bool {
	letter := r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9'
	return !letter && !strings.ContainsRune("-._~+", r)
}
