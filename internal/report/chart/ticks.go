package chart

import (
	"math"

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
