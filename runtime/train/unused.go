package train

import (
	"math"
	"strings"
)

// forgetUnused sets the weights of values that no row of the training part has to 0: nothing can be learned of them, and
// random weights would answer at random.
func (s *session[E]) forgetUnused(rows []int) {
	params := make([]E, s.net.NumParams)
	s.model.Params(params)
	s.unused = nil
	for i := range s.job.Table {
		e := &s.job.Table[i]
		used, missing := s.used(rows, i)
		column := quote(s.data.header[s.data.columns.inputs[i]])
		for r, u := range used {
			if !u {
				forget(params, e.Weights, r)
				s.unused = append(s.unused, e.rowName(r)+" of column "+column)
			}
		}
		if e.Flag != nil && !missing {
			forget(params, e.Flag, 0)
			s.unused = append(s.unused, "a missing value of column "+column)
		}
	}
	if s.unused != nil {
		s.model.SetParams(params)
	}
}

// used tells which rows of an entry the training part has, and whether a value is missing there.
func (s *session[E]) used(rows []int, entry int) (used []bool, missing bool) {
	e := &s.job.Table[entry]
	if e.Weights != nil {
		used = make([]bool, max(len(e.Values), e.MissingRow+1, e.UnknownRow+1))
	}
	for _, row := range rows {
		v := float64(s.data.x(row)[entry])
		r := -1
		switch {
		case math.IsNaN(v):
			missing, r = true, e.MissingRow
		case int(v) == len(e.Values):
			r = e.UnknownRow
		default:
			r = int(v)
		}
		if r >= 0 && r < len(used) {
			used[r] = true
		}
	}
	return used, missing
}

// rowName is what messages call a row of a category.
func (e *Entry) rowName(r int) string {
	switch {
	case r == e.MissingRow && r >= len(e.Values):
		return "a missing value"
	case r == e.UnknownRow && r >= len(e.Values):
		return "an unknown value"
	}
	return quote(e.Values[r])
}

func forget[E Float](params []E, of []Weights, row int) {
	for _, w := range of {
		for k := range w.N {
			params[w.From+row*w.Row+k*w.Step] = 0
		}
	}
}

// warnUnused names what no row of the training part has.
func (s *session[E]) warnUnused() {
	if len(s.unused) > 0 {
		s.warnf("no row of the training part has %s: nothing is learned of it, and its weights are 0", strings.Join(cut(s.unused), ", "))
	}
}
