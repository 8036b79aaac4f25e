package profile

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
)

// sure is how unlikely a coincidence has to be, as the natural logarithm of 1 in so many: 10¹³.
const sure = 30

// reveals says how a column gives the target away in the sampled rows, or nothing.
func (t *Table) reveals(in *Input, target *Target) string {
	if target.Classes() {
		return cmp.Or(t.tellsClass(in, target), t.tellsByGaps(in, target))
	}
	return t.tellsNumber(in, target)
}

// tellsByGaps: of two classes one always has a value and the other never, and too often for a coincidence. Such a value is
// written down once the class is known: the day of a payment, the reason of a cancellation.
func (t *Table) tellsByGaps(in *Input, target *Target) string {
	if target.Task != "binary" {
		return ""
	}
	gaps, class := map[string]int{}, map[bool]string{}
	for _, row := range t.sample.rows {
		label := row[target.Index]
		if t.gap(label) {
			continue
		}
		gap := t.gap(row[in.Index])
		if known, had := class[gap]; had && known != label {
			return ""
		}
		class[gap] = label
		gaps[label]++
	}
	if len(gaps) < 2 || len(class) < 2 || arrangements(gaps[class[true]]+gaps[class[false]], gaps) < sure {
		return ""
	}
	return fmt.Sprintf("it has a value in every row of %s and in none of %s: it gives the answer away", Shown(class[false]), Shown(class[true]))
}

// pair is what a sampled row has in a column and in the target.
type pair struct {
	text   string
	target string
	x, y   float64
}

// pairs are those of the rows that have both.
func (t *Table) pairs(in *Input, target *Target) (list []pair) {
	for _, row := range t.sample.rows {
		p := pair{text: row[in.Index], target: row[target.Index]}
		if t.gap(p.text) || t.gap(p.target) {
			continue
		}
		p.x, _ = in.read(p.text)
		p.y, _ = target.read(p.target)
		list = append(list, p)
	}
	return list
}

// repeats tells whether a column has values that stand in several rows, so that what they stand beside says something. Numbers
// that hardly ever occur again do so where a whole row stands twice, or a house has two flats, and that is no evidence.
func (t *Table) repeats(in *Input, pairs []pair) bool {
	if in.Type != "number" {
		return true
	}
	rows, values := map[string]bool{}, map[string]bool{}
	for _, row := range t.sample.rows {
		rows[strings.Join(row, "\x00")] = true
	}
	for _, p := range pairs {
		values[p.text] = true
	}
	return 2*len(values) <= min(len(rows), len(pairs))
}

// tellsClass: each value stands beside one class only, and far too often for a coincidence.
func (t *Table) tellsClass(in *Input, target *Target) string {
	class, of := map[string]string{}, map[string]int{}
	pairs := t.pairs(in, target)
	for _, p := range pairs {
		if known, had := class[p.text]; had && known != p.target {
			return ""
		}
		class[p.text] = p.target
		of[p.target]++
	}
	same := 0.0 // the chance that two rows have the same class
	for _, n := range of {
		share := float64(n) / float64(len(pairs))
		same += share * share
	}
	if float64(len(pairs)-len(class))*-math.Log(same) < sure || !t.repeats(in, pairs) {
		return ""
	}
	if len(class) == len(of) {
		return "it is " + target.Title() + " in other words: every row says so"
	}
	return "each of its values stands beside one " + target.Title() + " only: it gives the answer away"
}

// tellsNumber: one rises or falls with the other in every row, or they lie on a line, or each of a few values stands for a
// range of the target.
func (t *Table) tellsNumber(in *Input, target *Target) string {
	pairs := t.pairs(in, target)
	if in.isNumber() {
		if onLine(pairs) {
			return "it is " + target.Title() + " on another scale"
		}
		if rises(pairs, 1) || rises(pairs, -1) {
			return "it follows from " + target.Title() + ": sorted by one, the other is sorted in every row"
		}
	}
	if ranges(pairs) && t.repeats(in, pairs) {
		return "each of its values stands for a range of " + target.Title() + ": it gives the answer away"
	}
	return ""
}

// onLine tells whether the squared correlation is 1, but for rounding.
func onLine(pairs []pair) bool {
	n := float64(len(pairs))
	var mx, my, sxx, syy, sxy float64
	for _, p := range pairs {
		mx, my = mx+p.x/n, my+p.y/n
	}
	for _, p := range pairs {
		dx, dy := p.x-mx, p.y-my
		sxx, syy, sxy = sxx+dx*dx, syy+dy*dy, sxy+dx*dy
	}
	return len(pairs) >= 10 && sxx > 0 && syy > 0 && 1-sxy/sxx*sxy/syy < 1e-5
}

// rises tells whether x, times the sign, never falls where y rises, and whether that is no coincidence.
func rises(pairs []pair, sign float64) bool {
	sorted := slices.SortedFunc(slices.Values(pairs), func(a, b pair) int {
		return cmp.Or(cmp.Compare(a.y, b.y), cmp.Compare(sign*a.x, sign*b.x))
	})
	for i := 1; i < len(sorted); i++ {
		if sign*sorted[i].x < sign*sorted[i-1].x {
			return false
		}
	}
	xs, ys := map[float64]int{}, map[float64]int{}
	for _, p := range pairs {
		xs[p.x]++
		ys[p.y]++
	}
	return min(arrangements(len(pairs), xs), arrangements(len(pairs), ys)) >= sure
}

// ranges tells whether each text has a range of y for itself, and whether that is no coincidence.
func ranges(pairs []pair) bool {
	sorted := slices.SortedFunc(slices.Values(pairs), func(a, b pair) int {
		return cmp.Or(cmp.Compare(a.y, b.y), cmp.Compare(a.text, b.text))
	})
	counts, runs := map[string]int{}, 0
	for i, p := range sorted {
		counts[p.text]++
		if i == 0 || sorted[i-1].text != p.text {
			runs++
		}
	}
	orders, _ := math.Lgamma(float64(len(counts) + 1))
	return runs == len(counts) && arrangements(len(pairs), counts)-orders >= sure
}

// arrangements is the logarithm of the number of orders in which n values can stand that occur so often.
func arrangements[T comparable](n int, counts map[T]int) float64 {
	sum, _ := math.Lgamma(float64(n + 1))
	for _, k := range counts {
		v, _ := math.Lgamma(float64(k + 1))
		sum -= v
	}
	return sum
}

// tellsApart notes that a number alone separates the classes of a target, which may be because it is made from it.
func (t *Table) tellsApart(in *Input, target *Target) string {
	if !target.Classes() || in.Type != "number" {
		return ""
	}
	type span struct{ low, high float64 }
	spans := map[string]span{}
	for _, p := range t.pairs(in, target) {
		s, had := spans[p.target]
		if !had {
			s = span{p.x, p.x}
		}
		spans[p.target] = span{min(s.low, p.x), max(s.high, p.x)}
	}
	list := make([]span, 0, len(spans))
	for _, s := range spans {
		list = append(list, s)
	}
	slices.SortFunc(list, func(a, b span) int { return cmp.Compare(a.low, b.low) })
	for i := 1; i < len(list); i++ {
		if list[i].low <= list[i-1].high {
			return ""
		}
	}
	return fmt.Sprintf("alone tells every %s: leave it out if it is known only afterwards", target.Title())
}
