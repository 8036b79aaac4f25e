package chart

import (
	"math"
	"strconv"

	"gonum.org/v1/plot"
)

// wholeTicks are at whole numbers only.
type wholeTicks struct{}

// Ticks are those of gonum that are whole.
func (wholeTicks) Ticks(low, high float64) (list []plot.Tick) {
	for _, t := range (plot.DefaultTicks{}).Ticks(low, high) {
		if t.Value == math.Trunc(t.Value) {
			list = append(list, t)
		}
	}
	return list
}

// logTicks are for a logarithmic scale: powers of ten, and where these are few twice and five times them, too.
type logTicks struct{}

// mostPowers is how many powers of ten have a label.
const mostPowers = 5

// Ticks are those of gonum where no two of these are in the range.
func (logTicks) Ticks(low, high float64) []plot.Tick {
	first, last := int(math.Ceil(math.Log10(low))), int(math.Floor(math.Log10(high)))
	var list []plot.Tick
	labels := 0
	for k := first - 1; k <= last; k++ {
		for m := 1; m < 10; m++ {
			t := plot.Tick{Value: float64(m) * math.Pow10(k)}
			if t.Value < low || t.Value > high {
				continue
			}
			power := m == 1 && (k-first)%((last-first)/mostPowers+1) == 0
			if power || last-first < 2 && (m == 2 || m == 5) {
				t.Label = strconv.FormatFloat(t.Value, 'g', 3, 64)
				labels++
			}
			list = append(list, t)
		}
	}
	if labels < 2 {
		return plot.DefaultTicks{}.Ticks(low, high)
	}
	return list
}
