package train

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
)

// What columns are looked at for.
const (
	columnSample = 500  // rows; what is seen there is looked for in all
	maxTwins     = 200  // columns that are compared with each other
	maxLeaks     = 2000 // pairs of a column and a target
	leakRows     = 50   // rows of the training part from which on one column that tells all is no chance
	classRows    = 10   // of each class
	sameLine     = 0.9999
)

// study tells of columns that tell nothing, that tell the same, and that tell what is to be predicted. Only inputs with names
// are looked at: columns that are all of a kind, such as pixels, may be constant. Those in close differ, though not in E.
func (s *session[E]) study(rows, close []int) {
	if len(s.job.Inputs) == 0 || len(rows) < fewestRows {
		return
	}
	c := &columnStudy[E]{rows: rows, fields: s.data.columns.inputs, close: close, header: s.data.header}
	c.value = func(row, entry int) E { return s.data.x(row)[entry] }
	c.listed = func(entry int) bool { return s.job.Table != nil && s.job.Table[entry].Type == Category }
	c.spreads = s.inputSpreads(rows)
	var list []notice
	for _, head := range s.job.views() {
		list = append(list, c.leaks(head, func(row, j int) float64 { return float64(targetOf(head, s.data.target(row))[j]) })...)
	}
	list = append(list, c.twins()...)
	s.tell(append(list, c.constants()...))
}

// columnStudy is the training part by columns.
type columnStudy[E Float] struct {
	rows    []int
	fields  []int // of the entries in the file
	close   []int
	header  []string
	spreads []spread
	value   func(row, entry int) E
	listed  func(entry int) bool // whether its values are positions in no order
}

// constant tells whether an entry is the same in all rows.
func (c *columnStudy[E]) constant(entry int) bool {
	return c.spreads[entry].n == len(c.rows) && c.spreads[entry].low == c.spreads[entry].high
}

// constants names columns with one value, and those with none.
func (c *columnStudy[E]) constants() []notice {
	varies, known := map[int]bool{}, map[int]bool{}
	for i, field := range c.fields {
		varies[field] = varies[field] || !c.constant(i)
		known[field] = known[field] || c.spreads[i].n > 0
	}
	var same, none []string
	for i, field := range c.fields {
		switch name := quote(c.header[field]); {
		case slices.Index(c.fields, field) != i:
		case !known[field]:
			none = append(none, name)
		case !varies[field] && !slices.Contains(c.close, field):
			same = append(same, name)
		}
	}
	return append(idle(same, "has the same value in every row", "each have the same value in every row"),
		idle(none, "has no value in any row", "have no value in any row")...)
}

// idle says of columns of which nothing can be learned what one of them has, or several have.
func idle(names []string, has, have string) []notice {
	switch len(names) {
	case 0:
		return nil
	case 1:
		return []notice{{CodeConstant, fmt.Sprintf("column %s %s of the training part: nothing can be learned of it; leave it out", names[0], has)}}
	}
	return []notice{{CodeConstant, fmt.Sprintf("columns %s %s of the training part: nothing can be learned of them; leave them out", strings.Join(cut(names), ", "), have)}}
}

// sample are some of the rows, spread over all.
func (c *columnStudy[E]) sample() []int {
	return spreadOver(c.rows, columnSample)
}

// leaks names columns each of which alone tells a target of a head.
func (c *columnStudy[E]) leaks(head view, target func(row, j int) float64) (list []notice) {
	if len(c.rows) < leakRows || slices.Max(c.fields) == slices.Min(c.fields) || len(c.fields)*head.targets > maxLeaks {
		return nil // what a single column tells is the task
	}
	for j := range head.targets {
		of := func(row int) float64 { return target(row, j) }
		told, byGaps := "the target", false
		tells := func(rows []int, entry int) bool { return c.onLine(rows, entry, of) }
		if head.Task != Regression {
			if !c.manyOfEach(of) {
				continue
			}
			byGaps = true
			told, tells = "the class", func(rows []int, entry int) bool { return c.divides(rows, entry, of) }
			if head.Task == Multilabel {
				told = "label " + quote(outputColumns(head.Job)[j])
			}
		}
		for i, field := range c.fields {
			how := ""
			switch n := c.spreads[i].n; {
			case n == len(c.rows) && !c.constant(i) && tells(c.sample(), i) && tells(c.rows, i):
			case byGaps && n > 0 && n < len(c.rows) && c.gapsDivide(c.rows, i, of):
				how = ", by having a value or none"
			default:
				continue
			}
			list = append(list, notice{CodeLeak, fmt.Sprintf("column %s alone tells %s in every row of the training part%s: where it is known only once %s is, "+
				"the network learns nothing of use; leave it out then", quote(c.header[field]), told, how, told)})
			break
		}
	}
	return list
}

// manyOfEach tells whether there are at least two classes, and enough rows of each.
func (c *columnStudy[E]) manyOfEach(target func(row int) float64) bool {
	counts := map[float64]int{}
	for _, row := range c.rows {
		counts[target(row)]++
	}
	for _, n := range counts {
		if n < classRows {
			return false
		}
	}
	return len(counts) > 1
}

// onLine tells whether target and entry lie on a line.
func (c *columnStudy[E]) onLine(rows []int, entry int, target func(row int) float64) bool {
	if c.listed(entry) {
		return false
	}
	return math.Abs(correlation(rows, func(row int) float64 { return float64(c.value(row, entry)) }, target)) > sameLine
}

// divides tells whether each class has an interval of the entry's values for itself or, where their order means nothing, values.
func (c *columnStudy[E]) divides(rows []int, entry int, class func(row int) float64) bool {
	type point struct{ value, class float64 }
	points := make([]point, len(rows))
	for i, row := range rows {
		points[i] = point{float64(c.value(row, entry)), class(row)}
	}
	slices.SortFunc(points, func(a, b point) int { return cmp.Or(cmp.Compare(a.value, b.value), cmp.Compare(a.class, b.class)) })
	classes, runs, values := map[float64]bool{points[0].class: true}, 1, 1
	for i, p := range points[1:] {
		before := points[i]
		switch {
		case p.class != before.class && p.value == before.value:
			return false
		case p.class != before.class:
			runs++
			classes[p.class] = true
		}
		if p.value != before.value {
			values++
		}
	}
	if c.listed(entry) {
		return len(classes) > 1 && values*classRows <= len(rows)
	}
	return len(classes) > 1 && runs == len(classes)
}

// gapsDivide tells whether of two classes one has values of the entry in all of its rows, and the other in none.
func (c *columnStudy[E]) gapsDivide(rows []int, entry int, class func(row int) float64) bool {
	with, without := map[float64]bool{}, map[float64]bool{}
	for _, row := range rows {
		if v := c.value(row, entry); v == v {
			with[class(row)] = true
		} else {
			without[class(row)] = true
		}
		if len(with) > 1 || len(without) > 1 {
			return false
		}
	}
	for known := range with {
		return len(without) == 1 && !without[known]
	}
	return false
}

// correlation is Pearson's; it is 0 where a side does not vary.
func correlation(rows []int, x, y func(row int) float64) float64 {
	mx, my, n := 0.0, 0.0, float64(len(rows))
	for _, row := range rows {
		mx, my = mx+x(row)/n, my+y(row)/n
	}
	xx, yy, xy := 0.0, 0.0, 0.0
	for _, row := range rows {
		dx, dy := x(row)-mx, y(row)-my
		xx, yy, xy = xx+dx*dx, yy+dy*dy, xy+dx*dy
	}
	if xx == 0 || yy == 0 {
		return 0
	}
	return xy / math.Sqrt(xx) / math.Sqrt(yy)
}
