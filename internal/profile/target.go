package profile

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/nngen/nngen/internal/words"
	"github.com/nngen/nngen/runtime/csv"
)

// Target is the column that the network is to tell, and as what.
type Target struct {
	*Column
	Task   string // regression, binary or multiclass
	Labels []string
	Coded  bool // the labels are integers
}

// Bounds of what can be learned.
const (
	fewestRows = 10    // whose target is known
	mostLabels = 1_000 // classes; each is a unit
)

// Classes tells whether the target is a class.
func (t *Target) Classes() bool { return t.Task != "regression" }

// newTarget chooses the task. The error says why a column can be no target.
func newTarget(c *Column) (*Target, error) {
	t := &Target{Column: c}
	known, refused := c.known(), func(format string, args ...any) error {
		return fmt.Errorf("the column %s cannot be the target: %s; --target names another", c.Title(), fmt.Sprintf(format, args...))
	}
	distinct := len(c.counts)
	switch {
	case c.Name == "":
		return nil, refused("it has no name in the header")
	case unsayable(c.Name):
		return nil, refused("its name has an invisible character")
	case known == 0:
		return nil, refused("it holds no value")
	case known < fewestRows:
		return nil, fmt.Errorf("only %s %s a value in the target %s; there must be %d to learn from", words.Count(known, "row"), have(known), c.Title(), fewestRows)
	case distinct == 1:
		return nil, refused("it is %s in every row, so that there is nothing to tell", Shown(c.texts()[0]))
	case c.isNumber() && c.number().beyond32():
		return nil, refused("it holds numbers beyond the range of float32; in larger units, or as logarithms, they fit")
	case c.isNumber() && distinct > 2 && !c.classCodes():
		t.Task = "regression"
		return t, nil
	case c.dates.all(known) && distinct > 2:
		return nil, refused("it holds dates, which a network cannot answer; a number made of them, such as days since a date, it can")
	case c.mixed():
		in := &Input{Column: c}
		return nil, refused("%s are numbers, but %s %s not (%s)", words.Count(c.number().n, "value"), words.Count(known-c.number().n, "value"), are(known-c.number().n), in.strangers())
	case c.dressed() != "":
		return nil, refused("it holds no numbers as they are written: %s", c.dressed())
	case 2*distinct > c.distinctOf():
		return nil, refused("it holds %s in %s, and a class must stand in several rows to be learned", c.different(), words.Count(known, "row"))
	case c.full > 0 || distinct > mostLabels:
		return nil, refused("it holds more than %d different texts, and each would be a class", min(distinct-1, mostLabels))
	case c.longest > longestValue:
		return nil, refused("it holds texts of up to %d bytes, which is too long for the name of a class", c.longest)
	}
	if i := slices.IndexFunc(c.texts(), unsayable); i >= 0 {
		return nil, refused("%s has an invisible character and cannot be the name of a class", Shown(c.texts()[i]))
	}
	t.Coded = c.isNumber()
	t.Labels = apart(c.inOrder(c.texts()))
	t.Task = "multiclass"
	switch len(t.Labels) {
	case 1:
		return nil, refused("it is the number %s in every row, so that there is nothing to tell", Shown(t.Labels[0]))
	case 2:
		t.Task = "binary"
		t.order()
	}
	return t, nil
}

func have(n int) string {
	if n == 1 {
		return "has"
	}
	return "have"
}

// classCodes tells whether numbers are the codes of classes: 0 or 1 and those that follow without a gap, few and each often.
func (c *Column) classCodes() bool {
	n := c.number()
	return n.whole == n.n && c.full == 0 && (n.low == 0 || n.low == 1) && int(n.high-n.low)+1 == len(c.counts) &&
		len(c.counts) <= mostCodes && c.known() >= rowsPerCode*len(c.counts)
}

// order puts the label first that means no, and else the more frequent one, unless they are numbers.
func (t *Target) order() {
	first, isBool := csv.IsBool(t.Labels[0])
	_, areBool := csv.IsBool(t.Labels[1])
	switch {
	case isBool && areBool && first:
		slices.Reverse(t.Labels)
	case !(isBool && areBool) && !t.Coded:
		slices.SortStableFunc(t.Labels, func(a, b string) int { return cmp.Compare(*t.counts[b], *t.counts[a]) })
	}
}

// rarest is the label of the fewest rows, and how many they are; often is how many the most frequent one has.
func (t *Target) rarest() (label string, rows, often int) {
	list := t.texts()
	label = list[len(list)-1]
	return label, *t.counts[label], *t.counts[list[0]]
}
