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
		if s.Y == nil {
			s.Name = "" // which keeps its colour for the others
		}
		c.Series = append(c.Series, s)
	}
	if !seen {
		c.Series = nil
	}
	return c
}

// logarithmic puts a chart on such a scale.
func logarithmic(c chart.Chart) chart.Chart {
	c.Log = true
	return c
}

func gradient(g train.Gauge) float64 { return positive(g.Gradient) }

func stepSize(g train.Gauge) float64 {
	if g.Step == nil {
		return math.NaN()
	}
	return positive(*g.Step)
}

// positive is a value that a logarithmic scale has a place for.
func positive(v float64) float64 {
	if v <= 0 {
		return math.NaN()
	}
	return v
}

func (r *Run) deadShare(g train.Gauge) float64 {
	if r.activation(g) != "relu" {
		return math.NaN()
	}
	return 100 * float64(g.Dead) / float64(g.Units)
}

func (r *Run) saturatedShare(g train.Gauge) float64 {
	if a := r.activation(g); a != "sigmoid" && a != "tanh" {
		return math.NaN()
	}
	return 100 * float64(g.Saturated) / float64(g.Units)
}

// activation is that of the layer that was looked at.
func (r *Run) activation(g train.Gauge) string {
	for i := range r.Spec.Layers {
		if l := &r.Spec.Layers[i]; l.Index == g.Layer && !l.Kind.Uncounted {
			return l.Activation.Name()
		}
	}
	return ""
}
