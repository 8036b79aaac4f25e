package profile

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/nngen/nngen/runtime/csv"
)

// The two ways to write decimals.
const (
	point = iota
	comma
)

// decimals are the bytes that are written so.
var decimals = [2]byte{point: '.', comma: ','}

// Column is what is known of one column.
type Column struct {
	Name    string // in the header
	Index   int
	Rows    int
	Missing int

	counts  map[string]*int // of texts, as far as there is room
	most    int             // texts that there is room for
	full    int             // values that had been seen when there was no more room; 0: all texts are counted
	longest int             // bytes of the longest text
	gaps    map[string]int  // of words that may mean a gap
	numbers [2]numbers      // as decimals are written
	decimal int             // point or comma
	dates   dates
}

// numbers is what is known of the numbers of a column. Of some with decimals, those that are grouped, the point or comma could
// group thousands as well.
type numbers struct {
	n, whole, fractions, grouped int
	low, high                    float64
}

// gapWords may mean that there is no value, beside the texts that always do so: those that are true also in a column of texts.
var gapWords = map[string]bool{
	"?": true, "#N/A": true, "#NA": true, "<NA>": true, "NaT": true, ".": true, "\\N": true, "(null)": true, "-nan": true, "-NaN": true,
	"#DIV/0!": true, "#VALUE!": true, "#REF!": true, "#NUM!": true, "#NAME?": true, "#NULL!": true, "#ERROR!": true, "#CALC!": true, "#SPILL!": true,
	"#NV": true, "#WERT!": true, "#BEZUG!": true, "#ZAHL!": true, // in German
	"#N/D": true, "#VALEUR!": true, "#NOMBRE!": true, "#NOM?": true, "#NUL!": true, // in French
	"#¡DIV/0!": true, "#¡VALOR!": true, "#¡REF!": true, "#¡NUM!": true, "#¿NOMBRE?": true, "#¡NULO!": true, // in Spanish
	"0000-00-00": false, "0000-00-00 00:00:00": false, // MySQL's date that is none
	"-": false, "--": false, "n/a": false, "N.A.": false, "n.a.": false, "na": false, "NAN": false, "Null": false, "none": false, "NONE": false, "nil": false,
	"(blank)": false, "missing": false, "unknown": false, "Unknown": false,
}

func newColumn(index int, name string, most int) *Column {
	return &Column{Name: name, Index: index, most: most, counts: map[string]*int{}, gaps: map[string]int{}, dates: newDates()}
}

// Title is what messages call the column.
func (c *Column) Title() string {
	if c.Name == "" {
		return "column_" + strconv.Itoa(c.Index+1)
	}
	return Shown(c.Name)
}

// add takes in the text of one row.
func (c *Column) add(text string) {
	c.Rows++
	if csv.IsMissing(text) {
		c.Missing++
		return
	}
	if _, may := gapWords[text]; may {
		c.gaps[strings.Clone(text)]++
		return
	}
	c.longest = max(c.longest, len(text))
	isNumber := c.addNumber(text)
	if c.full == 0 || !isNumber {
		c.count(text, 1)
	}
	c.dates.add(text, isNumber)
}

// addNumber takes in a text that may be a number, written with a point or a comma, and tells whether it is one with a point.
func (c *Column) addNumber(text string) bool {
	v, fault := csv.Number[float64](text, '.')
	if fault == 0 {
		c.numbers[point].add(v, text, '.')
		if strings.IndexByte(text, '.') < 0 {
			c.numbers[comma].add(v, text, ',')
		}
		return true
	}
	if v, fault := csv.Number[float64](text, ','); fault == 0 && strings.IndexByte(text, ',') >= 0 {
		c.numbers[comma].add(v, text, ',')
	}
	return false
}

// count counts a text, if there is room. (To assign to an entry of a map would also replace its key, by a text that is not
// valid for long.)
func (c *Column) count(text string, n int) {
	if had := c.counts[text]; had != nil {
		*had += n
	} else if c.full == 0 {
		c.counts[strings.Clone(text)] = &n
		if len(c.counts) > c.most {
			c.full = c.Rows - c.Missing
		}
	}
}

// add takes in a number, which is written as text, with the mark before its decimals if it has any.
func (n *numbers) add(v float64, text string, mark byte) {
	if n.n == 0 {
		n.low, n.high = v, v
	}
	n.n++
	n.low, n.high = min(n.low, v), max(n.high, v)
	if math.Abs(v) < 1e15 && v == math.Trunc(v) {
		n.whole++
	}
	if at := strings.IndexByte(text, mark); at >= 0 {
		n.fractions++
		if groupsThousands(text, at) {
			n.grouped++
		}
	}
}

// groupsThousands tells whether the mark at an offset of a number could stand between thousands: behind one to three digits that
// do not begin with 0, and before three.
func groupsThousands(text string, at int) bool {
	before, after := strings.TrimLeft(text[:at], "+-"), text[at+1:]
	return len(before) >= 1 && len(before) <= 3 && before[0] != '0' && len(after) == 3 && strings.Trim(before+after, "0123456789") == ""
}

// fractions counts the numbers with decimals, if the column could be one of numbers, and those whose mark cannot group thousands.
func (c *Column) fractions(decimal int) (all, certain int) {
	if n := c.numbers[decimal]; 2*n.n > c.Rows-c.Missing {
		return n.fractions, n.fractions - n.grouped
	}
	return 0, 0
}

// meansGap tells whether a word means a gap in this column: always, or because all the rest are numbers or dates.
func (c *Column) meansGap(word string) bool {
	return gapWords[word] || c.known() > 0 && (c.number().n == c.known() || c.dates.all(c.known()))
}

// known counts the values, without words that may mean a gap until they are settled.
func (c *Column) known() int {
	n := c.Rows - c.Missing
	for _, count := range c.gaps {
		n -= count
	}
	return n
}

// settle counts the words that may mean a gap as gaps or as values.
func (c *Column) settle(missing []string) {
	for word, n := range c.gaps {
		if slices.Contains(missing, word) {
			c.Missing += n
		} else {
			c.count(word, n)
		}
	}
	c.gaps = nil
}

// number is what is known of the numbers, as the file writes decimals.
func (c *Column) number() *numbers { return &c.numbers[c.decimal] }

// isNumber tells whether all values are numbers.
func (c *Column) isNumber() bool { return c.known() > 0 && c.number().n == c.known() }

// texts lists the values from the most frequent to the least.
func (c *Column) texts() []string {
	list := make([]string, 0, len(c.counts))
	for text := range c.counts {
		list = append(list, text)
	}
	slices.SortFunc(list, func(a, b string) int { return cmp.Or(cmp.Compare(*c.counts[b], *c.counts[a]), cmp.Compare(a, b)) })
	return list
}

// read is the text as a number.
func (c *Column) read(text string) (float64, bool) {
	v, fault := csv.Number[float64](text, decimals[c.decimal])
	return v, fault == 0
}

// inOrder sorts texts: by number where all are numbers.
func (c *Column) inOrder(list []string) []string {
	list = slices.Clone(list)
	if !c.isNumber() {
		slices.Sort(list)
		return list
	}
	slices.SortFunc(list, func(a, b string) int {
		x, _ := c.read(a)
		y, _ := c.read(b)
		return cmp.Or(cmp.Compare(x, y), cmp.Compare(a, b))
	})
	return list
}
