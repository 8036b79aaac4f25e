package train

import (
	"cmp"
	"math/rand/v2"
	"slices"
)

// Importance is how much worse the rows are scored when the values of a column are shuffled among them: permutation
// importance (Breiman 2001, Random Forests; Fisher et al. 2019), the mean and the deviation over several shufflings.
type Importance struct {
	Column    string  `json:"column"`
	Drop      float64 `json:"drop"`
	Deviation float64 `json:"deviation"`
}

// How much work importance may be: columns, rows, shufflings of each column, and rows to answer in all.
const (
	maxShuffled      = 256
	maxImportant     = 1000
	shufflings       = 5
	importanceEffort = 500_000
)

// columnEntries are the entries of a row that come from one column.
type columnEntries struct {
	column   int // in the file
	from, to int
}

// byColumn groups the entries of a row.
func (s *session[E]) byColumn() (list []columnEntries) {
	for i, c := range s.data.columns.inputs {
		if n := len(list); n > 0 && list[n-1].column == c {
			list[n-1].to = i + 1
			continue
		}
		list = append(list, columnEntries{c, i, i + 1})
	}
	return list
}

// importance shuffles each column; the most important ones come first. Of very many columns it knows nothing.
func (s *session[E]) importance(rows []int) (list []Importance, err error) {
	groups := s.byColumn()
	if len(groups) > maxShuffled || len(rows) < 2 {
		return nil, nil
	}
	rows = s.sample(rows, min(maxImportant, max(importanceEffort/(shufflings*len(groups)), 100)))
	before, err := s.score(rows)
	if err != nil {
		return nil, err
	}
	random := rand.New(rand.NewPCG(s.job.SplitSeed, detailStream+1))
	for _, g := range groups {
		var drops []float64
		for range shufflings {
			after, err := s.scoreShuffled(rows, g, random)
			if err != nil {
				return nil, err
			}
			drops = append(drops, before.score-after.score)
		}
		m, deviation := meanDeviation(drops)
		list = append(list, Importance{s.data.header[g.column], m, deviation})
	}
	slices.SortStableFunc(list, func(a, b Importance) int { return cmp.Compare(b.Drop, a.Drop) })
	return list, nil
}

// scoreShuffled scores rows whose values of a column are shuffled, and puts these back.
func (s *session[E]) scoreShuffled(rows []int, g columnEntries, random *rand.Rand) (result, error) {
	var were [][]E
	for _, row := range rows {
		were = append(were, slices.Clone(s.entries(row, g)))
	}
	for i, from := range random.Perm(len(rows)) {
		copy(s.entries(rows[i], g), were[from])
	}
	after, err := s.score(rows)
	for i, row := range rows {
		copy(s.entries(row, g), were[i])
	}
	return after, err
}

func (s *session[E]) entries(row int, g columnEntries) []E {
	return s.data.x(row)[g.from:g.to]
}
