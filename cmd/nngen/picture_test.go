package main

import (
	"bytes"
	"fmt"
	"html"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"
)

// TestErrorPicture keeps the picture of an error in the docs what check says.
func TestErrorPicture(t *testing.T) {
	const text = "version: 1\nmodel: iris\ninputs: 4\nlayers:\n  - {units: 8, activation: relu}\n  - {units: 3, activation: softmax, W: [3, 9]}\noutput: {task: multiclass}\n"
	picture, err := filepath.Abs("../../docs/error.svg")
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(t.TempDir())
	if err := os.WriteFile("iris.yaml", []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	var stdout, stderr bytes.Buffer
	if status := run([]string{"check", "iris.yaml"}, nil, &stdout, &stderr); status != 1 {
		t.Fatalf("status %d: %s", status, &stderr)
	}
	got := terminal("$ nngen check iris.yaml\n" + stderr.String())
	if *update {
		if err := os.WriteFile(picture, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(picture)
	if err != nil || !bytes.Equal(got, want) {
		t.Errorf("docs/error.svg is stale: go test ./cmd/nngen -run ErrorPicture -update (%v)", err)
	}
}

// terminal draws lines as a terminal shows them.
func terminal(text string) []byte {
	const letter, line, margin = 8.43, 19.0, 16.0 // of 14 pixels
	lines := strings.Split(strings.TrimRight(text, "\n"), "\n")
	longest := 0
	for _, l := range lines {
		longest = max(longest, utf8.RuneCountInString(l))
	}
	width, height := 2*margin+letter*float64(longest), 2*margin+line*float64(len(lines))
	var b bytes.Buffer
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %.0f %.0f" width="%.0f" height="%.0f" role="img">`+"\n", width, height, width, height)
	fmt.Fprintf(&b, "<title>An error in a terminal</title>\n"+`<rect width="%.0f" height="%.0f" rx="8" fill="#0f172a"/>`+"\n", width, height)
	fmt.Fprintln(&b, `<g font-family="ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="14" fill="#e2e8f0">`)
	for i, l := range lines {
		fmt.Fprintf(&b, `<text x="%.0f" y="%.0f" textLength="%.1f">%s</text>`+"\n", margin, margin+line*(float64(i)+0.75), letter*float64(utf8.RuneCountInString(l)), html.EscapeString(strings.ReplaceAll(l, " ", "\u00a0"))) // plain ones at the front are dropped
	}
	b.WriteString("</g>\n</svg>\n")
	return b.Bytes()
}
