package parse

import (
	"cmp"
	"slices"
)

// Values are the texts that a category, an ordinal or a class can have, in order.
type Values struct {
	texts   []string  // blanks cut off
	sorted  []int     // their positions, by text
	numbers []float64 // the same as numbers; nil unless all are
	rising  []int     // the positions by number
}

// NewValues lists the values. Of equal texts the first counts.
func NewValues(texts []string) *Values {
	v := &Values{numbers: make([]float64, 0, len(texts))}
	for i, text := range texts {
		v.texts = append(v.texts, Trim(text))
		v.sorted, v.rising = append(v.sorted, i), append(v.rising, i)
		if x, fault := Number[float64](text); fault == OK {
			v.numbers = append(v.numbers, x)
		}
	}
	slices.SortStableFunc(v.sorted, func(i, j int) int { return cmp.Compare(v.texts[i], v.texts[j]) })
	if len(v.numbers) < len(v.texts) {
		v.numbers, v.rising = nil, nil
	}
	slices.SortStableFunc(v.rising, func(i, j int) int { return cmp.Compare(v.numbers[i], v.numbers[j]) })
	return v
}

// Len is the number of values.
func (v *Values) Len() int { return len(v.texts) }

// Index is the position of the value that the text, blanks cut off, names, or -1. Where all values are numbers, a text
// that is none of them names the value that is the same number.
func (v *Values) Index(text string) int {
	text = Trim(text)
	if i := search(v.sorted, v.texts, text); i >= 0 || v.numbers == nil {
		return i
	}
	x, fault := Number[float64](text)
	if fault != OK {
		return -1
	}
	return v.IndexNumber(x)
}

// IndexNumber is the position of the value that is this number, or -1. Values that are texts are no numbers.
func (v *Values) IndexNumber(x float64) int {
	if v.numbers == nil {
		return -1
	}
	return search(v.rising, v.numbers, x)
}

// search finds x among the values, whose positions in ascending order are given.
func search[T string | float64](order []int, values []T, x T) int {
	low, high := 0, len(order)
	for low < high {
		middle := int(uint(low+high) / 2)
		if values[order[middle]] < x {
			low = middle + 1
		} else {
			high = middle
		}
	}
	if low < len(order) && values[order[low]] == x {
		return order[low]
	}
	return -1
}
