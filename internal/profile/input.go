package profile

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/nngen/nngen/internal/words"
	"github.com/nngen/nngen/runtime/csv"
	"github.com/nngen/nngen/spec"
)

// Input is a column as the spec takes it, or why it does not.
type Input struct {
	*Column
	Type      string // number, category, bool or date
	Values    []string
	Pooled    int  // different values that are not listed, since they are rare
	Coded     bool // a category of integers
	Format    string
	Parts     []string
	Doubt     bool   // day and month could stand the other way round
	Reason    string // why it is left out
	Comment   string
	numbering bool // it is left out since it numbers the rows
}

// What the choice of types goes by.
const (
	rare         = 3   // rows that a value needs to be listed
	mostValues   = 256 // listed of one category
	mostCodes    = 10  // different integers that are taken for codes
	rowsPerCode  = 10  // that there are at least, on the average
	longestValue = 100 // bytes; longer texts are prose
	fewValues    = 3   // values that a column needs to be worth anything
)

// choose finds the type of a column, or why to leave it out.
func choose(c *Column) *Input {
	in := &Input{Column: c}
	known := c.known()
	switch {
	case c.Name == "":
		in.Reason = "it has no name in the header"
	case unsayable(c.Name):
		in.Reason = "its name has an invisible character"
	case known == 0:
		in.Reason = "it holds no value"
	case c.full == 0 && len(c.counts) == 1 && c.Missing < rare:
		in.Reason = "it is " + Shown(c.texts()[0]) + " in every row"
	case known < fewValues:
		in.Reason = "only " + words.Count(known, "row") + " " + have(known) + " a value"
	case c.isBool():
		in.Type = "bool"
	case c.dates.all(known):
		in.date()
	case c.isNumber():
		in.number()
	default:
		in.category()
	}
	return in
}

// isBool tells whether the values are one word for true and one for false.
func (c *Column) isBool() bool {
	if c.full > 0 || len(c.counts) != 2 {
		return false
	}
	list := c.texts()
	a, isBool := csv.IsBool(list[0])
	b, areBool := csv.IsBool(list[1])
	return isBool && areBool && a != b && c.isPair(list[0], list[1])
}

// isPair tells whether two words for true and false belong together: both numbers, or words as long.
func (c *Column) isPair(a, b string) bool {
	_, x := c.read(a)
	_, y := c.read(b)
	return x == y && (x || (len(a) == 1) == (len(b) == 1))
}

func (in *Input) date() {
	in.Format, in.Doubt = in.dates.format()
	in.Parts = in.dates.differing()
	if len(in.Parts) == 0 {
		in.Reason = "its dates do not differ in year, month, day or hour"
		return
	}
	in.Type = "date"
}

// number decides whether numbers are amounts, codes or numbers of rows.
func (in *Input) number() {
	n := in.Column.number()
	switch {
	case n.beyond32():
		in.Reason = "it holds numbers beyond the range of float32"
	case in.numbersRows():
		in.Reason = "a different integer in every row, close together: it numbers the rows"
		in.numbering = true
	case in.codes():
		in.Coded = true
		in.category()
	case in.padded():
		in.Coded = true
		if in.category(); in.Reason != "" {
			in.Coded = false
			in.amount()
		}
	default:
		in.amount()
	}
}

// beyond32 tells whether a float32 cannot hold them.
func (n *numbers) beyond32() bool {
	return math.Max(math.Abs(n.low), math.Abs(n.high)) > math.MaxFloat32
}

// amount makes the input a number.
func (in *Input) amount() {
	n := in.Column.number()
	in.Type, in.Reason = "number", ""
	in.note(fmt.Sprintf("%.6g to %.6g", n.low, n.high))
	if n.fractions > 0 && n.grouped == n.fractions {
		in.note(fmt.Sprintf("read with a %s before three decimals, which could also group thousands: look at some", [...]string{point: "point", comma: "comma"}[in.decimal]))
	}
}

// note adds to the comment.
func (in *Input) note(text string) {
	switch {
	case text == "":
	case in.Comment == "":
		in.Comment = text
	default:
		in.Comment += "; " + text
	}
}

// numbersRows tells whether integers number the rows: no two are equal, though as many as there are, drawn from their range at
// random, would be so often (n²/2 pairs, each equal with a chance of 1 in the range).
func (in *Input) numbersRows() bool {
	n := in.Column.number()
	if n.whole < n.n || len(in.counts) < in.distinctOf() {
		return false
	}
	seen := float64(in.distinctOf())
	return seen*seen/2/(n.high-n.low+1) >= enoughPairs
}

// enoughPairs makes a coincidence as rare as 1 in 20,000.
const enoughPairs = 10

// distinctOf is the number of values among which different ones were counted.
func (c *Column) distinctOf() int {
	if c.full > 0 {
		return c.full
	}
	return c.known()
}

// codes tells whether integers look like codes of classes: few, not negative, each often.
func (in *Input) codes() bool {
	n := in.Column.number()
	return n.whole == n.n && n.low >= 0 && in.full == 0 && len(in.counts) <= mostCodes && in.known() >= rowsPerCode*len(in.counts) &&
		n.high < 10*mostCodes
}

// padded tells whether integers are written with as many digits each, some with zeros before them, as postal codes are.
func (in *Input) padded() bool {
	zeros := false
	for text := range in.counts {
		if len(text) != in.longest || strings.Trim(text, "0123456789") != "" {
			return false
		}
		zeros = zeros || text[0] == '0'
	}
	return zeros && in.longest > 1 && in.full == 0
}

// category lists the values that are not rare, or finds that there are none.
func (in *Input) category() {
	in.Type = "category"
	of := in.distinctOf()
	listed, rows := in.listed()
	dressed := in.dressed()
	switch {
	case in.mixed():
		n := in.Column.number().n
		in.Reason = fmt.Sprintf("%s %s, but %s not (%s): make them numbers, or leave them empty", words.Count(n, "value"), are(n)+" numbers", words.Count(in.known()-n, "value")+" "+are(in.known()-n), in.strangers())
	case dressed != "" && (2*len(in.counts) > of || len(listed) == 0 || 4*rows < in.known()):
		in.Reason = "no numbers as they are written: " + dressed
	case in.longest > longestValue:
		in.Reason = fmt.Sprintf("texts of up to %d bytes", in.longest)
	case 2*len(in.counts) > of:
		in.Reason = in.different() + " in " + words.Count(in.known(), "row")
	case len(listed) == 0 || 4*rows < in.known():
		in.Reason = fmt.Sprintf("%s, the most frequent of which stand in %d of %d rows", in.different(), rows, in.known())
	default:
		in.Values = in.inOrder(listed)
		in.Pooled = len(in.counts) - len(listed)
		if dressed != "" {
			in.note("texts, and no numbers: " + dressed)
		}
	}
	if in.Reason != "" {
		in.Type = ""
	}
}

// unsayable tells whether a text cannot stand in a spec.
func unsayable(text string) bool { return strings.ContainsFunc(text, spec.Invisible) }

// different counts the texts.
func (c *Column) different() string {
	if c.full > 0 {
		return fmt.Sprintf("more than %d different texts", len(c.counts)-1)
	}
	return words.Count(len(c.counts), "different text")
}

func are(n int) string {
	if n == 1 {
		return "is"
	}
	return "are"
}

// listed are the values that stand in enough rows, the most frequent ones, and in how many rows they stand.
func (in *Input) listed() (list []string, rows int) {
	for _, text := range in.texts() {
		if n := *in.counts[text]; n >= rare && len(list) < mostValues && !unsayable(text) {
			list, rows = append(list, text), rows+n
		}
	}
	return apart(list), rows
}

// apart keeps the first of the texts that are one number: where all are numbers, they are told apart by number.
func apart(list []string) []string {
	for {
		_, second := spec.SameNumber(list)
		if second == 0 {
			return list
		}
		list = slices.Delete(list, second, second+1)
	}
}

// dressed says of a column of many texts that would be numbers, but for a unit, a currency or the like, what keeps the first
// from being one, and what to write.
func (c *Column) dressed() string {
	if c.isNumber() || len(c.counts) <= mostCodes {
		return ""
	}
	first, others := "", 0
	for text := range c.counts {
		if _, ok := c.read(text); ok {
			continue
		}
		if c.wrong(text) == "" {
			others++
		} else if first == "" || text < first {
			first = text
		}
	}
	if first == "" || 10*others > len(c.counts) {
		return ""
	}
	return csv.Quote(first) + ": " + c.wrong(first)
}

// wrong says what keeps a text from being a number, where that is plain.
func (c *Column) wrong(text string) string {
	_, what, _ := strings.Cut(csv.NoNumber(text, decimals[c.decimal]), ": ")
	return what
}

// mixed tells whether a column is one of numbers, but for some texts.
func (c *Column) mixed() bool {
	n := c.number().n
	return n < c.known() && 2*n > c.known() && len(c.counts) > 2*mostCodes
}

// strangers shows the first texts that are no numbers.
func (in *Input) strangers() string {
	var list []string
	for _, text := range in.texts() {
		if _, ok := in.read(text); !ok {
			list = append(list, Shown(text))
		}
	}
	slices.Sort(list)
	if len(list) > 3 {
		list = append(list[:3], "…")
	}
	return strings.Join(list, ", ")
}
