package main

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/nngen/nngen/spec"
	"github.com/nngen/nngen/spec/diag"
)

// expand resolves the SPEC arguments: paths, or globs for callers without a shell.
func expand(args []string) ([]string, error) {
	var paths []string
	seen := map[string]bool{}
	for _, arg := range args {
		matches, err := expandOne(arg)
		if err != nil {
			return nil, refuse(err)
		}
		for _, m := range matches {
			if file := filepath.Clean(m); !seen[file] {
				seen[file] = true
				paths = append(paths, m)
			}
		}
	}
	return paths, nil
}

func expandOne(arg string) ([]string, error) {
	if _, err := os.Stat(arg); err == nil || !strings.ContainsAny(arg, "*?[") {
		return []string{arg}, nil
	}
	matches, err := filepath.Glob(arg)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", arg, err)
	}
	if len(matches) == 0 {
		return nil, fmt.Errorf("no file matches %s", arg)
	}
	return matches, nil
}

// loaded is one spec with what was said about it.
type loaded struct {
	path     string
	src      []byte
	spec     *spec.Spec // nil when there are errors
	problems diag.List
	changed  bool // it is another one than in the file
}

// load reads and checks one spec. A file that cannot be read is a diagnostic too.
func load(path string) loaded {
	src, err := readSpec(path)
	if err != nil {
		start := diag.Span{Pos: diag.Pos{Line: 1, Col: 1}}
		problem := diag.Diagnostic{File: path, Span: start, Code: "unreadable", Message: "the spec cannot be read: " + reason(err), Hint: nearSpec(path)}
		return loaded{path: path, problems: diag.List{problem}}
	}
	s, problems := spec.Parse(path, src)
	return loaded{path: path, src: src, spec: s, problems: problems}
}

// nearSpec names the spec that was meant where a path leads to none: the name of a model or of its package's folder, or a
// misspelt one.
func nearSpec(path string) string {
	if info, err := os.Stat(path); err == nil && !info.IsDir() {
		return ""
	}
	path = filepath.Clean(path)
	dir, base := filepath.Split(path)
	entries, _ := os.ReadDir(cmp.Or(dir, "."))
	var names []string
	for _, e := range entries {
		if isSpecName(e.Name()) && e.Name() != base {
			names = append(names, e.Name())
		}
	}
	near := diag.Nearest(base, names)
	for _, ending := range specEndings {
		if slices.Contains(names, base+ending) {
			near = base + ending
		}
	}
	if near == "" {
		return ""
	}
	return "did you mean " + dir + near + "?"
}

// readSpec reads a little more than the largest spec, so that a file that is too large is reported as such.
func readSpec(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, spec.MaxFile+1))
}

// reason is the last part of a file error, without the path that the message already has.
func reason(err error) string {
	var pe *fs.PathError
	if errors.As(err, &pe) {
		return pe.Err.Error()
	}
	return err.Error()
}

// loadOne reads the spec of a command that takes a single one, and prints what there is to say about it.
func loadOne(arg string, stderr io.Writer) (loaded, error) {
	paths, err := expand([]string{arg})
	if err != nil {
		return loaded{}, err
	}
	if len(paths) != 1 {
		return loaded{}, fmt.Errorf("%s names %d specs, but this command takes one", arg, len(paths))
	}
	l := load(paths[0])
	diag.Render(stderr, l.src, l.problems)
	if l.spec == nil {
		return l, errSaid
	}
	return l, nil
}

// loadAll reads the specs of a command that takes several and prints what there is to say about them.
func loadAll(args []string, stderr io.Writer) (list []loaded, bad bool, err error) {
	paths, err := expand(args)
	if err != nil {
		return nil, true, err
	}
	for _, p := range paths {
		l := load(p)
		diag.Render(stderr, l.src, l.problems)
		bad = bad || l.spec == nil
		list = append(list, l)
	}
	return list, bad, nil
}
