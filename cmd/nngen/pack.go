package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/rogpeppe/go-internal/diff"

	"github.com/nngen/nngen/codegen"
	"github.com/nngen/nngen/internal/scratch"
	nn "github.com/nngen/nngen/runtime"
)

// pack is the files of one generated package and their folder.
type pack struct {
	dir   string
	files []codegen.File
}

// patterns are the names that belong to nngen in the folder of a package.
var patterns = []string{"*_nngen.go", "*_nngen_test.go", "*_nngen.safetensors"}

// orphans are the files of those names that the package no longer has.
func (p *pack) orphans() ([]string, error) {
	var list []string
	for _, pattern := range patterns {
		found, err := fs.Glob(os.DirFS(p.dir), pattern)
		if err != nil {
			return nil, err
		}
		list = append(list, found...)
	}
	return slices.DeleteFunc(list, func(name string) bool {
		return slices.ContainsFunc(p.files, func(f codegen.File) bool { return f.Name == name })
	}), nil
}

// write brings the folder up to date. A file that is right already is not touched.
func (p *pack) write() error {
	if err := os.MkdirAll(p.dir, 0o755); err != nil {
		return err
	}
	scratch.RemoveFiles(p.dir)
	for _, f := range p.files {
		path := filepath.Join(p.dir, f.Name)
		if old, err := os.ReadFile(path); err == nil && bytes.Equal(old, f.Data) {
			continue
		}
		err := nn.SaveFile(path, func(w io.Writer) error {
			_, err := w.Write(f.Data)
			return err
		})
		if err != nil {
			return err
		}
	}
	orphans, err := p.orphans()
	for _, name := range orphans {
		err = errors.Join(err, os.Remove(filepath.Join(p.dir, name)))
	}
	return err
}

// compare prints how the folder differs from the package and reports whether it does not.
func (p *pack) compare(w io.Writer) (fresh bool, err error) {
	fresh = true
	for _, f := range p.files {
		path := filepath.Join(p.dir, f.Name)
		old, err := os.ReadFile(path)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return false, err
		}
		if err != nil || !bytes.Equal(old, f.Data) {
			fresh = false
			printDiff(w, path, old, f.Data)
		}
	}
	orphans, err := p.orphans()
	for _, name := range orphans {
		fresh = false
		path := filepath.Join(p.dir, name)
		old, readErr := os.ReadFile(path)
		err = errors.Join(err, readErr)
		printDiff(w, path, old, nil)
	}
	return fresh, err
}

// printDiff prints a unified diff, of weights only what has become of them. A file that is not there is nil.
func printDiff(w io.Writer, path string, old, new []byte) {
	if strings.HasSuffix(path, ".safetensors") {
		fmt.Fprintf(w, "binary file %s %s\n", path, binaryChange(old, new))
		return
	}
	from, to := path, path
	if old == nil {
		from = "/dev/null"
	}
	if new == nil {
		to = "/dev/null"
	}
	if text := diff.Diff(from, old, to, new); text != nil {
		w.Write(text)
		return
	}
	fmt.Fprintf(w, "--- %s\n+++ %s\n", from, to)
}

func binaryChange(old, new []byte) string {
	switch {
	case old == nil:
		return fmt.Sprintf("is missing (%d bytes built)", len(new))
	case new == nil:
		return fmt.Sprintf("is no longer built (%d bytes on disk)", len(old))
	}
	return fmt.Sprintf("differs (%d bytes on disk, %d bytes built)", len(old), len(new))
}

// shellQuote makes a path safe to paste into a shell.
func shellQuote(s string) string {
	if s != "" && !strings.ContainsFunc(s, func(r rune) bool {
		return !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == filepath.Separator || strings.ContainsRune("_-./=:,+@%", r))
	}) {
		return s
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}
