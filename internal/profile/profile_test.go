package profile

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// table reads a text as a table.
func table(t *testing.T, text string) *Table {
	t.Helper()
	path := filepath.Join(t.TempDir(), "t.csv")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	tab, err := Read(path, "t.csv")
	if err != nil {
		t.Fatal(err)
	}
	return tab
}

// column makes a table of one column beside a number, in as many rows as there are texts.
func column(t *testing.T, texts []string) *Column {
	var s strings.Builder
	s.WriteString("c;n\n")
	for i, text := range texts {
		fmt.Fprintf(&s, "\"%s\";%d.5\n", strings.ReplaceAll(text, `"`, `""`), i)
	}
	return table(t, s.String()).Columns[0]
}

// cycle repeats texts up to n rows.
func cycle(n int, texts ...string) (list []string) {
	for i := range n {
		list = append(list, texts[i%len(texts)])
	}
	return list
}

// each writes a text for each of n rows.
func each(n int, format string) (list []string) {
	for i := range n {
		list = append(list, fmt.Sprintf(format, i))
	}
	return list
}

func plan(t *testing.T, text string, o Options) (*Plan, error) {
	t.Helper()
	o.Model, o.Data = "m", "t.csv"
	return NewPlan(table(t, text), o)
}

// random is the same in every run.
func random() *rand.Rand { return rand.New(rand.NewPCG(5, 5)) }
