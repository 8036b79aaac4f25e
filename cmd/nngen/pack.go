package main

import (
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/rogpeppe/go-internal/diff"

	"github.com/nngen/nngen/internal/pack"
	"github.com/nngen/nngen/internal/words"
)

// compare prints how the folder differs from the package and reports whether it does not. Line ends alone are no
// difference, but worth a word.
func compare(p *pack.Package, stdout, stderr io.Writer) (fresh bool, err error) {
	changes, err := p.Changes()
	if err != nil {
		return false, err
	}
	fresh = true
	lineEnds := 0
	for _, c := range changes {
		if c.LineEndsOnly() {
			lineEnds++
			continue
		}
		fresh = false
		if c.Sizes != nil {
			fmt.Fprintf(stdout, "binary file %s %s\n", c.Path, binaryChange(*c.Sizes))
		} else {
			printDiff(stdout, c.Path, c.Old, c.New)
		}
	}
	if lineEnds > 0 {
		fmt.Fprintf(stderr, "nngen: in %s %s CRLF line ends, which were read over; the line *_nngen*.go text eol=lf in .gitattributes makes Git leave them as they are\n",
			p.Dir, words.Count(lineEnds, "file")+map[bool]string{true: " has", false: " have"}[lineEnds == 1])
	}
	return fresh, nil
}

// printDiff prints a unified diff. A file that is not there is nil.
func printDiff(w io.Writer, path string, old, new []byte) {
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

// binaryChange says what becomes of a file, by its sizes before and after; -1 is none.
func binaryChange(sizes [2]int64) string {
	switch old, new := sizes[0], sizes[1]; {
	case old < 0:
		return fmt.Sprintf("is missing (%d bytes built)", new)
	case new < 0:
		return fmt.Sprintf("is no longer built (%d bytes on disk)", old)
	default:
		return fmt.Sprintf("differs (%d bytes on disk, %d bytes built)", old, new)
	}
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
