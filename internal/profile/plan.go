package profile

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/nngen/nngen/internal/words"
)

// Options are what the user says about a table.
type Options struct {
	Model  string
	Data   string   // the path of the file, relative to the spec
	Target string   // a column, or empty: the last one
	Drop   []string // columns to leave out
}

// Plan is what becomes of a table.
type Plan struct {
	Options
	Table   *Table
	Target  *Target
	Inputs  []*Input
	Left    []*Input // out, with the reason
	Dropped int      // of Left, because the user says so
	Rows    int      // whose target is known
	Recipe  Recipe
}

// NewPlan chooses what becomes of a table. The error is a sentence for the user.
func NewPlan(t *Table, o Options) (*Plan, error) {
	p := &Plan{Options: o, Table: t}
	for _, name := range o.Drop {
		if _, err := t.column(name); err != nil {
			return nil, err
		}
	}
	column, err := p.targetColumn()
	if err != nil {
		return nil, err
	}
	if p.Target, err = newTarget(column); err != nil {
		return nil, err
	}
	p.Rows = column.known()
	p.sort()
	if len(p.Inputs) == 0 {
		return nil, p.nothingLeft()
	}
	p.Recipe = newRecipe(p)
	return p, nil
}

// column finds a column by its name.
func (t *Table) column(name string) (*Column, error) {
	name = strings.TrimSpace(name)
	for _, c := range t.Columns {
		if c.Name == name && name != "" {
			return c, nil
		}
	}
	if best := nearest(name, t.Columns); best != "" {
		return nil, fmt.Errorf("%s has no column %q; did you mean %s?", t.File, name, best)
	}
	return nil, fmt.Errorf("%s has no column %q; the columns are %s", t.File, name, t.listed())
}

// listed lists the names in the header, the first of many.
func (t *Table) listed() string {
	const most = 20
	var names []string
	for _, c := range t.Columns {
		if c.Name != "" {
			names = append(names, Shown(c.Name))
		}
	}
	if more := len(names) - most; more > 0 {
		return fmt.Sprintf("%s and %d more", strings.Join(names[:most], ", "), more)
	}
	return strings.Join(names, ", ")
}

// nearest is the name of a column that could be meant, or nothing.
func nearest(name string, columns []*Column) (best string) {
	least := 1 + len([]rune(name))/3
	for _, c := range columns {
		if d := words.Distance([]rune(strings.ToLower(name)), []rune(strings.ToLower(c.Name))); d < least {
			best, least = c.Name, d
		}
	}
	return best
}

func (p *Plan) targetColumn() (*Column, error) {
	c := p.Table.last()
	if p.Options.Target != "" {
		var err error
		if c, err = p.Table.column(p.Options.Target); err != nil {
			return nil, err
		}
	}
	if slices.Contains(p.Drop, c.Name) {
		return nil, fmt.Errorf("the column %s is the target and cannot be dropped; --target names another", c.Title())
	}
	if len(p.Table.Columns) == 1 {
		return nil, fmt.Errorf("%s has one column (%s), but a network needs a target and something to tell it by; columns are told apart by commas, semicolons, tabs or bars",
			p.Table.File, c.Title())
	}
	if c.Name != "" && p.Table.twice(c) {
		return nil, fmt.Errorf("the column %s stands twice in the header, so that it cannot be the target; rename one", c.Title())
	}
	return c, nil
}

// last is the last column, without those of separators that end each line: they have neither a name nor a value.
func (t *Table) last() *Column {
	n := len(t.Columns)
	for n > 1 && t.Columns[n-1].Name == "" && t.Columns[n-1].known() == 0 {
		n--
	}
	return t.Columns[n-1]
}

// twice tells whether another column has the same name.
func (t *Table) twice(c *Column) bool {
	return slices.ContainsFunc(t.Columns, func(other *Column) bool { return other != c && other.Name == c.Name })
}

// sort makes inputs of the columns, and leaves some out.
func (p *Plan) sort() {
	names := map[string]int{}
	for _, c := range p.Table.Columns {
		names[c.Name]++
	}
	var numbering *Input
	for _, c := range p.Table.Columns {
		if c == p.Target.Column {
			continue
		}
		in := choose(c)
		switch {
		case slices.Contains(p.Drop, c.Name) && c.Name != "":
			in.Reason = "--drop says so"
			p.Dropped++
		case names[c.Name] > 1 && c.Name != "":
			in.Reason = "its name stands twice in the header: rename one"
		case in.Reason == "":
			in.Reason = p.Table.reveals(in, p.Target)
			in.note(p.Table.tellsApart(in, p.Target))
		case in.numbering:
			numbering = in
		}
		if in.Reason != "" {
			p.Left = append(p.Left, in)
		} else {
			p.Inputs = append(p.Inputs, in)
		}
	}
	if len(p.Inputs) == 0 && numbering != nil && numbering.Reason != "" { // it is all that there is
		numbering.amount()
		numbering.Reason = p.Table.reveals(numbering, p.Target)
		if numbering.Reason == "" {
			p.Left = slices.DeleteFunc(p.Left, func(in *Input) bool { return in == numbering })
			p.Inputs = append(p.Inputs, numbering)
		}
	}
}

func (p *Plan) nothingLeft() error {
	var list []string
	for _, in := range p.Left {
		if len(list) == 5 {
			list = append(list, fmt.Sprintf("and %d more", len(p.Left)-5))
			break
		}
		list = append(list, in.Title()+": "+in.Reason)
	}
	return errors.New("no column is left to tell " + p.Target.Title() + " by: " + strings.Join(list, "; "))
}

// Asked says in words what the network is asked.
func (p *Plan) Asked() string {
	t := p.Target
	switch t.Task {
	case "binary":
		return fmt.Sprintf("binary, %s or %s", Shown(t.Labels[0]), Shown(t.Labels[1]))
	case "multiclass":
		return fmt.Sprintf("multiclass, %s", words.Count(len(t.Labels), "label"))
	}
	return t.Task
}
