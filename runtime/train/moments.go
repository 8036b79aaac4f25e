package train

import (
	"math"

	"github.com/nngen/nngen/internal/numbers"
)

// spread is what there is to know of the values of a column.
type spread struct {
	n               int
	low, high       float64
	mean, deviation float64 // population: √(Σ(x-mean)²/n); of equal values exactly that value and 0
}

// spreads goes over the rows twice, which is less way than over each column. Values that are missing count for nothing.
func spreads[E Float](rows []int, width int, at func(row int) []E) []spread {
	list := make([]spread, width)
	for c := range list {
		list[c].low, list[c].high = math.Inf(1), math.Inf(-1)
	}
	for _, row := range rows {
		for c, v := range at(row) {
			s, x := &list[c], float64(v)
			if v == v {
				s.low, s.high, s.mean = min(s.low, x), max(s.high, x), s.mean+x
				s.n++
			}
		}
	}
	for c := range list {
		list[c].mean /= float64(list[c].n)
	}
	for _, row := range rows {
		for c, v := range at(row) {
			if d := float64(v) - list[c].mean; v == v {
				list[c].deviation += d * d
			}
		}
	}
	for c := range list {
		list[c].deviation = math.Sqrt(list[c].deviation / float64(list[c].n))
		if s := &list[c]; s.low == s.high {
			s.mean, s.deviation = s.low, 0
		}
	}
	return list
}

// fit is the offset and the scale of a normalization; the scale of equal values is 0.
func (s spread) fit(kind string) (offset, scale float64) {
	if kind == Standard {
		return s.mean, s.deviation
	}
	return s.low, s.high - s.low
}

func allFinite[E Float](vs []E) bool {
	for _, v := range vs {
		if !numbers.Finite(float64(v)) {
			return false
		}
	}
	return true
}
