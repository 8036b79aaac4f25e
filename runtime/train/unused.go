package train

import (
	"fmt"
	"math"
	"strings"
)

// forgetUnused sets the weights of values that no row of the training part has to 0: nothing can be learned of them, and
// random weights would answer at random.
func (s *session[E]) forgetUnused(rows []int) {
	params := make([]E, s.net.NumParams)
	s.model.Params(params)
	s.unused, s.gapless = nil, nil
	for i := range s.job.Table {
		e := &s.job.Table[i]
		used, missing := s.used(rows, i)
		column := quote(s.data.header[s.data.columns.inputs[i]])
		for r, u := range used {
			if u {
				continue
			}
			forget(params, e.Weights, r)
			if e.isGap(r) {
				s.gapless = append(s.gapless, column)
			} else {
				s.unused = append(s.unused, e.rowName(r)+" of column "+column)
			}
		}
		if e.Flag != nil && !missing {
			forget(params, e.Flag, 0)
			s.gapless = append(s.gapless, column)
		}
	}
	if s.unused != nil || s.gapless != nil {
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

// isGap tells whether a row of a category is that of missing values alone.
func (e *Entry) isGap(r int) bool { return r == e.MissingRow && r >= len(e.Values) }

// rowName is what messages call a row of a category.
func (e *Entry) rowName(r int) string {
	if r == e.UnknownRow && r >= len(e.Values) {
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

// warnUnused names what no row of the training part has. That there are no gaps is nothing to warn of: a spec may say what stands
// for those of later rows.
func (s *session[E]) warnUnused() {
	if len(s.unused) > 0 {
		s.warnf("no row of the training part has %s: nothing is learned of it, and its weights are 0", strings.Join(cut(s.unused), ", "))
	}
	if n := len(s.gapless); n > 0 {
		columns := "columns"
		if n == 1 {
			columns = "column"
		}
		s.tell([]notice{{CodeGapless, fmt.Sprintf("no row of the training part has a gap in %s %s: nothing is learned of gaps there, and one that comes later counts for nothing; "+
			"without missing: own such a row is refused", columns, strings.Join(cut(s.gapless), ", "))}})
	}
}
