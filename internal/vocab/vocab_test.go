package vocab

import (
	"encoding/json"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/nngen/nngen/internal/op"
)

func written(t *testing.T, write func(io.Writer, []Table) error, tables []Table) string {
	t.Helper()
	var s strings.Builder
	if err := write(&s, tables); err != nil {
		t.Fatal(err)
	}
	return s.String()
}

// TestTablesAreWhole holds the tables against those of package op.
func TestTablesAreWhole(t *testing.T) {
	want := map[string][]string{"tasks": op.Names(op.Tasks), "input types": op.Names(op.InputTypes), "layer kinds": op.Names(op.LayerKinds), "activations": op.Names(op.Activations),
		"initializers": op.Names(op.Initializers), "losses": op.Names(op.Losses), "optimizers": op.Names(op.Optimizers), "schedules": op.Names(op.Schedules)}
	tables := Tables()
	if len(tables) != len(want) {
		t.Errorf("%d tables, want %d", len(tables), len(want))
	}
	for _, table := range tables {
		var names []string
		for _, e := range table.Entries {
			names = append(names, e.Name)
			if e.Doc == "" {
				t.Errorf("%s: no doc", e.Name)
			}
		}
		if !slices.Equal(names, want[table.Name]) {
			t.Errorf("%s: %v, want %v", table.Name, names, want[table.Name])
		}
	}
}

// TestFormats: text and JSON tell all of every entry.
func TestFormats(t *testing.T) {
	text := written(t, WriteText, Tables())
	for _, table := range Tables() {
		for _, e := range table.Entries {
			for _, part := range append(e.lines(), e.Name, e.Doc) {
				if !strings.Contains(text, part) {
					t.Errorf("the text lacks %q", part)
				}
			}
		}
	}
	var back []Table
	if err := json.Unmarshal([]byte(written(t, WriteJSON, Tables())), &back); err != nil {
		t.Fatal(err)
	}
	if got := written(t, WriteText, back); got != text {
		t.Errorf("JSON loses something:\n%s", got)
	}
}

var small = []Table{
	{Name: "words", Key: "a.b", Entries: []Entry{
		{Name: "one", Doc: "|x|", Formula: []string{"a = |x|", "b = 2"}, Attributes: []Attribute{
			{Name: "rate", Doc: "a share", Range: "at least 0"}, {Name: "on", Doc: "a switch", Default: false, Range: "true or false"}}},
		{Name: "fifteen", Doc: "more"}}},
	{Name: "others", Key: "c", Entries: []Entry{{Name: "x", Doc: "y"}}},
}

func TestText(t *testing.T) {
	const want = `WORDS (a.b)
  one      |x|
             a = |x|
             b = 2
             rate (required): a share; at least 0
             on = false: a switch; true or false
  fifteen  more

OTHERS (c)
  x  y
`
	if got := written(t, WriteText, small); got != want {
		t.Errorf("got\n%s", got)
	}
}

func TestMarkdown(t *testing.T) {
	const want = "**Words** (`a.b`)\n\n| name | what it is | formula | attributes |\n|---|---|---|---|\n" +
		"| `one` | \\|x\\| | `a = \\|x\\|`; `b = 2` | `rate` (required), `on = false` |\n| `fifteen` | more |  |  |\n\n" +
		"**Others** (`c`)\n\n| name | what it is |\n|---|---|\n| `x` | y |\n"
	if got := written(t, WriteMarkdown, small); got != want {
		t.Errorf("got\n%s", got)
	}
}
