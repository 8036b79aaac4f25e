package explain

import (
	"fmt"
	"io"
	"strings"
	"unicode"

	"github.com/nngen/nngen/spec"
	"github.com/nngen/nngen/spec/diag"
)

// FileName is how the examples call their spec.
const FileName = "iris.yaml"

// Write writes the explanation: what the code means, an example, what nngen says of it, and the example mended.
func (e Explanation) Write(w io.Writer) error {
	var s strings.Builder
	fmt.Fprintf(&s, "%s: %s\n", e.Code, e.Summary)
	if e.More != "" {
		s.WriteString(e.More + "\n")
	}
	if e.Bad != "" {
		fmt.Fprintf(&s, "\nFor example, in %s:\n\n%s", FileName, indented(e.Bad))
	}
	fmt.Fprintf(&s, "\nWhat nngen says:\n\n%s", indented(e.said()))
	if e.Mended != "" {
		fmt.Fprintf(&s, "\nMended:\n\n%s", indented(e.Mended))
	}
	_, err := io.WriteString(w, s.String())
	return err
}

// said is what nngen prints for the bad example.
func (e Explanation) said() string {
	if e.Session != "" {
		return e.Session
	}
	var s strings.Builder
	_, list := spec.Parse(FileName, []byte(e.Bad))
	diag.Render(&s, []byte(e.Bad), list)
	return s.String()
}

// maxLines is how much of an example is shown.
const maxLines = 16

// indented sets a text apart. A terminal shows what it cannot show as �.
func indented(text string) string {
	lines := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
	if len(lines) > maxLines {
		lines = append(lines[:maxLines], fmt.Sprintf("… and %d more lines", len(lines)-maxLines))
	}
	var s strings.Builder
	for _, line := range lines {
		if line != "" {
			s.WriteString("    " + strings.Map(visible, line))
		}
		s.WriteByte('\n')
	}
	return s.String()
}

func visible(r rune) rune {
	if r != '\t' && !unicode.IsPrint(r) {
		return unicode.ReplacementChar
	}
	return r
}

// WriteList writes one line for each code.
func WriteList(w io.Writer) error {
	width := 0
	for _, e := range List {
		width = max(width, len(e.Code))
	}
	for _, e := range List {
		if _, err := fmt.Fprintf(w, "%-*s  %s\n", width, e.Code, e.Summary); err != nil {
			return err
		}
	}
	return nil
}
