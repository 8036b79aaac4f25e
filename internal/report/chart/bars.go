package chart

import (
	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
)

// Bar is a horizontal bar with the deviation of its value.
type Bar struct {
	Name             string
	Value, Deviation float64
}

// Bars draws a bar for each, the first on top.
func Bars(about, x string, list []Bar) (string, error) {
	p := newPlot(x, "")
	n := len(list)
	values, names, spans := make(plotter.Values, n), make([]plot.Tick, n), barSpans{}
	for i, b := range list {
		at := n - 1 - i
		values[at] = b.Value
		names[at] = plot.Tick{Value: float64(at), Label: shorten(b.Name)}
		spans.at = append(spans.at, plotter.XY{X: b.Value, Y: float64(at)})
		spans.deviation = append(spans.deviation, b.Deviation)
	}
	bars, err := plotter.NewBarChart(values, barHeight-8)
	if err != nil {
		return "", err
	}
	bars.Horizontal, bars.LineStyle.Width, bars.Color = true, 0, colour(seriesColour(0))
	marks, err := plotter.NewXErrorBars(spans)
	if err != nil {
		return "", err
	}
	marks.Color, marks.CapWidth = colour(ink), 4
	p.Add(bars, marks)
	p.Y.Tick.Marker, p.Y.Tick.Length, p.Y.Padding = plot.ConstantTicks(names), 0, 8
	p.Y.Width = 0
	p.Y.Min, p.Y.Max = -0.5, float64(n)-0.5
	p.X.Min = min(p.X.Min, 0)
	widen(&p.X)
	return render(p, about, vg.Length(n*barHeight+40)), nil
}

// barSpans are where bars end, and how far from there they might.
type barSpans struct {
	at        plotter.XYs
	deviation []float64
}

// Len, XY and XError are what plotters ask for.
func (b barSpans) Len() int                         { return len(b.at) }
func (b barSpans) XY(i int) (x, y float64)          { return b.at.XY(i) }
func (b barSpans) XError(i int) (low, high float64) { return b.deviation[i], b.deviation[i] }

// longest is how many characters of a name are drawn.
const longest = 18

func shorten(name string) string {
	if runes := []rune(name); len(runes) > longest {
		return string(runes[:longest-1]) + "…"
	}
	return name
}
