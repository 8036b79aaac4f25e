package train

import (
	"cmp"
	"math"
	"slices"
)

// Column is what there is to know of a column of the data, of all rows that have a target.
type Column struct {
	Name    string `json:"name"`
	Role    string `json:"role"`           // input or target
	Type    string `json:"type"`           // of an input, a value of Entry.Type; of a target number or class
	Part    string `json:"part,omitempty"` // of a date
	Rows    int    `json:"rows"`           // that have a value
	Missing int    `json:"missing,omitempty"`

	// Of numbers.
	Low       *float64 `json:"low,omitempty"`
	High      *float64 `json:"high,omitempty"`
	Mean      *float64 `json:"mean,omitempty"`
	Deviation *float64 `json:"deviation,omitempty"` // of the population

	// Of anything else: the most frequent values, and how many there are.
	Values []Value `json:"values,omitempty"`
	Kinds  int     `json:"kinds,omitempty"`
}

// Value is a value of a column with the number of rows that have it.
type Value struct {
	Text string `json:"text"`
	Rows int    `json:"rows"`
}

// The values of Column.Role, and of Column.Type beside those of Entry.Type.
const (
	RoleInput  = "input"
	RoleTarget = "target"
	Class      = "class"
)

// maxValues is how many of the most frequent values of a column are told.
const maxValues = 5

// columnsOf summarizes targets and inputs, but of very many only the first.
func (s *session[E]) columnsOf() (list []Column, more int) {
	rows := make([]int, s.data.rows())
	for i := range rows {
		rows[i] = i
	}
	targets := spreads(rows, s.data.width, s.data.target)
	for j, field := range s.data.columns.targets[:min(s.data.width, maxColumns)] {
		c := Column{Name: s.data.header[field], Role: RoleTarget, Type: Number}
		if head := s.job.headOf(j); head.hasClasses() {
			c.Type = Class
			c.count(rows, head.classTexts(), func(row int) float64 { return float64(s.data.target(row)[j]) })
		} else {
			c.spread(targets[j], len(rows))
		}
		list = append(list, c)
	}
	inputs := spreads(rows, len(s.data.columns.inputs), func(row int) []E { return s.data.x(row) })
	more = max(0, len(inputs)-maxColumns)
	for i, field := range s.data.columns.inputs[:len(inputs)-more] {
		c := Column{Name: s.data.header[field], Role: RoleInput, Type: Number}
		var texts []string
		if s.job.Table != nil {
			e := &s.job.Table[i]
			c.Type, c.Part, texts = cmp.Or(e.Type, Number), e.Part, e.valueTexts()
		}
		if texts == nil {
			c.spread(inputs[i], len(rows))
		} else {
			c.count(rows, texts, func(row int) float64 { return float64(s.data.x(row)[i]) })
		}
		list = append(list, c)
	}
	return list, more
}

// valueTexts are the texts of the values by their position, the last for unknown ones; nil for what is a number.
func (e *Entry) valueTexts() []string {
	switch {
	case e.Type == Number || e.Type == Date || e.Type == "":
		return nil
	case e.Type == Bool && e.Values == nil:
		return []string{"false", "true"}
	case e.Type == Bool:
		return e.Values
	}
	return append(slices.Clone(e.Values), "(unknown)")
}

// spread tells of numbers.
func (c *Column) spread(s spread, rows int) {
	c.Rows, c.Missing = s.n, rows-s.n
	if s.n > 0 {
		c.Low, c.High, c.Mean, c.Deviation = finiteOrNil(s.low), finiteOrNil(s.high), finiteOrNil(s.mean), finiteOrNil(s.deviation)
	}
}

// count tells of values that are positions in texts.
func (c *Column) count(rows []int, texts []string, at func(row int) float64) {
	counts := make([]int, len(texts))
	for _, row := range rows {
		v := at(row)
		if math.IsNaN(v) {
			c.Missing++
			continue
		}
		counts[int(v)]++
		c.Rows++
	}
	for k, n := range counts {
		if n > 0 {
			c.Values = append(c.Values, Value{texts[k], n})
		}
	}
	c.Kinds = len(c.Values)
	slices.SortStableFunc(c.Values, func(a, b Value) int { return b.Rows - a.Rows })
	c.Values = c.Values[:min(len(c.Values), maxValues)]
}
