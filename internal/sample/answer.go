package sample

import (
	"fmt"
	"math"
	"slices"

	"github.com/nngen/nngen/codegen"
	"github.com/nngen/nngen/internal/numbers"
	"github.com/nngen/nngen/spec"
)

// most is how many numbers of an answer are shown.
const most = 4

// answersOf says what to show of the outputs y of each head, and whether that has all the digits that it may have; nil
// where one of them is not steady. Others are what machines say that differ by more than rounding.
func answersOf(s *spec.Spec, y []float64, others [][]float64) (list []codegen.Answer, fine bool) {
	fine = true
	from := 0
	for _, head := range s.Outputs() {
		to := from + head.Units
		off := 0.0
		for _, other := range others {
			for i := from; i < to; i++ {
				off = max(off, math.Abs(other[i]-y[i]))
			}
		}
		a, digits := answerOf(head, y[from:to], off)
		if digits == 0 {
			return nil, false
		}
		fine = fine && digits == 2
		list = append(list, a)
		from = to
	}
	return list, fine
}

// answerOf says what to show of the outputs of a head, which the machines that are shaken have off by so much, and with
// how many digits more than the first: 2, 1, or 0 where that is not steady.
func answerOf(head *spec.Output, y []float64, off float64) (codegen.Answer, int) {
	var a codegen.Answer
	largest := 0.0
	for _, v := range y {
		if !numbers.Finite(v) {
			return a, 0
		}
		largest = max(largest, math.Abs(v))
	}
	low, high := math.Inf(-1), math.Inf(1)
	if head.Task.Labels {
		largest, low, high = 1, 0, 1
	}
	near := tolerance * largest
	if near == 0 || !(off <= near) {
		return a, 0
	}
	a.Values = y[:min(len(y), most)]
	if head.Task.Classes {
		p := slices.Max(y)
		a.Class, a.Values = slices.Index(y, p), []float64{p}
		for c, other := range y {
			if c != a.Class && p-other < 10*near {
				return a, 0
			}
		}
	}
	for digits := 2; digits > 0; digits-- {
		a.Verb = verb(largest, digits)
		if !slices.ContainsFunc(a.Values, func(v float64) bool {
			return fmt.Sprintf(a.Verb, max(low, v-near)) != fmt.Sprintf(a.Verb, min(high, v+near))
		}) {
			return a, digits
		}
	}
	return a, 0
}

// verb prints so many digits after the first one of the largest number.
func verb(largest float64, digits int) string {
	if decimals := digits - int(math.Floor(math.Log10(largest))); decimals >= 0 {
		return fmt.Sprintf("%%.%df", decimals)
	}
	return fmt.Sprintf("%%.%dg", digits+1)
}
