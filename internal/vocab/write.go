package vocab

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"
)

// WriteText writes the tables for people at a terminal.
func WriteText(w io.Writer, tables []Table) error {
	var s strings.Builder
	for i, t := range tables {
		if i > 0 {
			s.WriteByte('\n')
		}
		fmt.Fprintf(&s, "%s (%s)\n", strings.ToUpper(t.Name), t.Key)
		indent := 0
		for _, e := range t.Entries {
			indent = max(indent, utf8.RuneCountInString(e.Name))
		}
		for _, e := range t.Entries {
			fmt.Fprintf(&s, "  %-*s  %s\n", indent, e.Name, e.Doc)
			for _, line := range e.lines() {
				fmt.Fprintf(&s, "  %-*s    %s\n", indent, "", line)
			}
		}
	}
	_, err := io.WriteString(w, s.String())
	return err
}

// lines are what follows the first line of an entry.
func (e Entry) lines() []string {
	list := slices.Clone(e.Formula)
	for _, a := range e.Attributes {
		list = append(list, fmt.Sprintf("%s: %s; %s", a, a.Doc, a.Range))
	}
	return list
}

// String is the attribute as a spec writes it, or its name alone where it has no default.
func (a Attribute) String() string {
	if a.Default == nil {
		return a.Name + " (required)"
	}
	return fmt.Sprintf("%s = %v", a.Name, a.Default)
}

func (a Attribute) markdown() string {
	if a.Default == nil {
		return fmt.Sprintf("`%s` (required)", a.Name)
	}
	return fmt.Sprintf("`%s`", a)
}

// WriteJSON writes the tables as one document.
func WriteJSON(w io.Writer, tables []Table) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(tables)
}

// WriteMarkdown writes the tables for docs/vocabulary.md, without columns that would be empty.
func WriteMarkdown(w io.Writer, tables []Table) error {
	var s strings.Builder
	for i, t := range tables {
		if i > 0 {
			s.WriteByte('\n')
		}
		fmt.Fprintf(&s, "**%s** (`%s`)\n\n", strings.ToUpper(t.Name[:1])+t.Name[1:], t.Key)
		rows := [][]string{{"name", "what it is", "formula", "attributes"}}
		for _, e := range t.Entries {
			rows = append(rows, e.row())
		}
		writeRows(&s, rows)
	}
	_, err := io.WriteString(w, s.String())
	return err
}

// row is the entry as cells of Markdown.
func (e Entry) row() []string {
	var formulas, attrs []string
	for _, f := range e.Formula {
		formulas = append(formulas, "`"+cell(f)+"`")
	}
	for _, a := range e.Attributes {
		attrs = append(attrs, a.markdown())
	}
	return []string{"`" + e.Name + "`", cell(e.Doc), strings.Join(formulas, "; "), strings.Join(attrs, ", ")}
}

// writeRows writes rows of cells, the first of which is the heading.
func writeRows(s *strings.Builder, rows [][]string) {
	var columns []int
	for c := range rows[0] {
		if slices.ContainsFunc(rows[1:], func(row []string) bool { return row[c] != "" }) {
			columns = append(columns, c)
		}
	}
	for i, row := range rows {
		for _, c := range columns {
			fmt.Fprintf(s, "| %s ", row[c])
		}
		s.WriteString("|\n")
		if i == 0 {
			s.WriteString(strings.Repeat("|---", len(columns)) + "|\n")
		}
	}
}

// cell keeps a text from ending its cell.
func cell(s string) string { return strings.ReplaceAll(s, "|", `\|`) }
