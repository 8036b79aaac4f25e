package profile

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// TestLeavesOut: which columns are left out, in a table of its own each, and what is said where none is left.
func TestLeavesOut(t *testing.T) {
	rows := func(format string) string {
		var s strings.Builder
		for i := range 40 {
			s.WriteString(strings.ReplaceAll(fmt.Sprintf(format, i*i%7), "@", fmt.Sprint(i)) + "\n")
		}
		return s.String()
	}
	for name, c := range map[string]struct {
		text string
		o    Options
		want string // the names of inputs, or the error
	}{
		"all":                    {"a,b,y\n" + rows("@.5,%d.5,@.25"), Options{Drop: []string{"a"}}, "b"},
		"no name":                {",b,y\n" + rows("@.5,@.5,%d.25"), Options{}, "b"},
		"a name twice":           {"a,a,b,y\n" + rows("@.5,@.5,@.5,%d.25"), Options{}, "b"},
		"numbers of rows":        {"a,b,y\n" + rows("@,@.5,%d.25"), Options{}, "b"},
		"numbers of rows alone":  {"a,y\n" + rows("@,%d.25"), Options{}, "a"},
		"another target":         {"y,a\n" + rows("%d.25,@.5"), Options{Target: " y "}, "a"},
		"nothing":                {"a,y\n" + rows("n@,%d.25"), Options{}, "no column is left to tell y by: a: 40 different texts in 40 rows"},
		"only the target itself": {"a,y\n" + rows("%d.25,%[1]d.25"), Options{}, "no column is left to tell y by: a: it is y on another scale"},
		"one column": {"y\n" + rows("%d"), Options{}, "t.csv has one column (y), but a network needs a target and something to tell it by; " +
			"columns are told apart by commas, semicolons, tabs or bars"},
		"separated by blanks": {"a b\n" + rows("@ %d"), Options{}, "t.csv has one column (a b), but a network needs a target and something to tell it by; " +
			"columns are told apart by commas, semicolons, tabs or bars"},
		"no such target":         {"Price,b\n" + rows("%d,@"), Options{Target: "price"}, `t.csv has no column "price"; did you mean Price?`},
		"no such column to drop": {"a,b\n" + rows("%d,@"), Options{Drop: []string{"something"}}, `t.csv has no column "something"; the columns are a, b`},
		"no such column of many": {strings.Repeat("a,", 20) + "b1,,b2\n" + rows(strings.Repeat("%[1]d,", 22)+"@"), Options{Target: "something"},
			`t.csv has no column "something"; the columns are ` + strings.Repeat("a, ", 19) + "a and 2 more"},
		"a target beyond float32": {"a,y\n" + rows("@.5,%de40"), Options{},
			"the column y cannot be the target: it holds numbers beyond the range of float32; in larger units, or as logarithms, they fit; --target names another"},
		"the target dropped":             {"a,b\n" + rows("%d,@"), Options{Drop: []string{"b"}}, "the column b is the target and cannot be dropped; --target names another"},
		"a target twice":                 {"a,b,b\n" + rows("%d,@,@"), Options{}, "the column b stands twice in the header, so that it cannot be the target; rename one"},
		"a target without a name":        {"a,b,\n" + rows("%d,@,@"), Options{}, "the column column_3 cannot be the target: it has no name in the header; --target names another"},
		"lines that end with separators": {"a,y,,\n" + rows("%d.5,@.5,,"), Options{}, "a"},
		"two without a name":             {"a,b,,\n" + rows("%d,@,@,@"), Options{}, "the column column_4 cannot be the target: it has no name in the header; --target names another"},
		"amounts of money": {"a,b,y\n" + rows("$@,%d.5,%[1]d.25"), Options{Target: "a"},
			`the column a cannot be the target: it holds no numbers as they are written: "$0": it has "$" before it; write 0; --target names another`},
	} {
		t.Run(name, func(t *testing.T) {
			p, err := plan(t, c.text, c.o)
			got := fmt.Sprint(err)
			if err == nil {
				var names []string
				for _, in := range p.Inputs {
					names = append(names, in.Name)
				}
				got = strings.Join(names, " ")
				for _, in := range p.Left {
					if in.Reason == "" {
						t.Errorf("%s is left out without a reason", in.Name)
					}
				}
			}
			if got != c.want {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
}

// TestRecipe: layers, parts and passes follow from the number of rows and classes.
func TestRecipe(t *testing.T) {
	number := &Input{Type: "number"}
	for _, c := range []struct {
		rows, labels         int
		units, batch, epochs int
		warmup, bins         int
		validation, patience bool
	}{
		{rows: 100, units: 64, batch: 32, epochs: 50, warmup: 3},
		{rows: 499, units: 64, batch: 32, epochs: 50, warmup: 3},
		{rows: 1000, units: 64, batch: 32, epochs: 36, warmup: 2, bins: 8},
		{rows: 3999, units: 64, batch: 32, epochs: 10, warmup: 1, bins: 8},
		{rows: 4000, units: 128, batch: 64, epochs: 15, warmup: 1, bins: 8, validation: true, patience: true},
		{rows: 4000, labels: 26, units: 256, batch: 64, epochs: 30, warmup: 2, bins: 8, validation: true, patience: true},
	} {
		r := newRecipe(&Plan{Rows: c.rows, Target: &Target{Labels: make([]string, c.labels)}, Inputs: []*Input{number}})
		if !slices.Equal(r.Units, []int{c.units, c.units}) || r.Batch != c.batch || r.Epochs != c.epochs || r.Warmup != c.warmup || r.Bins != c.bins ||
			(r.Validation > 0) != c.validation || (r.Patience > 0) != c.patience || r.Test == 0 {
			t.Errorf("%d rows: %+v", c.rows, r)
		}
	}
	wide := slices.Repeat([]*Input{number}, 500)
	if r := newRecipe(&Plan{Rows: 5000, Target: &Target{}, Inputs: wide}); r.Bins != 0 {
		t.Errorf("%d bins of 500 numbers", r.Bins)
	}
}
