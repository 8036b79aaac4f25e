package report

import (
	"fmt"
	"math"

	"github.com/nngen/nngen/internal/report/chart"
	"github.com/nngen/nngen/runtime/train"
)

// maxLayers is how many layers are drawn: of more the first and last ones.
const maxLayers = 6

// byLayer draws a line for each layer, where there is anything but zeros to see.
func (r *Run) byLayer(value func(train.Gauge) float64) chart.Chart {
	c := chart.Chart{X: "epoch", Whole: true}
	if len(r.layers) < 2 {
		return c
	}
	seen := false
	n := len(r.layers[0].Layers)
	for i, of := range r.layers[0].Layers {
		if i >= maxLayers/2 && i < n-maxLayers/2 {
			continue
		}
		s := chart.Series{Name: fmt.Sprintf("layer %d", of.Layer)}
		for _, e := range r.layers {
			if y := value(e.Layers[i]); !math.IsNaN(y) && !math.IsInf(y, 0) {
				s.X, s.Y = append(s.X, float64(e.Epoch)), append(s.Y, y)
				seen = seen || y != 0
			}
		}
		c.Series = append(c.Series, s)
	}
	if !seen {
		c.Series = nil
	}
	return c
}

func logGradient(g train.Gauge) float64    { return math.Log10(g.Gradient) }
func deadShare(g train.Gauge) float64      { return 100 * float64(g.Dead) / float64(g.Units) }
func saturatedShare(g train.Gauge) float64 { return 100 * float64(g.Saturated) / float64(g.Units) }

func logStep(g train.Gauge) float64 {
	if g.Step == nil {
		return math.NaN()
	}
	return math.Log10(*g.Step)
}
