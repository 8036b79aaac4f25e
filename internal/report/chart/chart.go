package chart

import (
	"bytes"
	"fmt"
	"html"
	"math"
	"strings"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/vgsvg"
)

// The measures of a chart, in the units of its view box.
const (
	width, height = 360, 220
	textSize      = 11
	barHeight     = 20 // of a bar with the gap to the next
)

// The CSS variables that colour a chart. Series take --series-1, --series-2 and so on.
const (
	ink  = "--ink"
	soft = "--soft"
	line = "--line"
)

// SeriesColours is how many colours there are for series.
const SeriesColours = 6

// Series is one curve, or one set of points. X may be nil: then it is 1, 2, 3 …
type Series struct {
	Name   string
	X, Y   []float64
	Points bool // dots, not joined
	Marked bool // dots, joined
	Dashed bool
}

// Chart is what is drawn in a pair of axes.
type Chart struct {
	About    string // what it shows, for those who do not see it
	X, Y     string // labels of the axes
	Series   []Series
	Diagonal bool // a line where x = y, and axes that are alike
	Unit     bool // the axes run from 0 to 1
	Whole    bool // x counts something
	Log      bool // y is on a logarithmic scale, if all of it is positive
	Linear   bool // y is on a linear scale, however far its values lie apart
}

// SVG draws the chart.
func (c *Chart) SVG() (string, error) {
	p := newPlot(c.X, c.Y)
	if c.Whole {
		p.X.Tick.Marker = wholeTicks{}
	}
	for i := range c.Series {
		if err := c.Series[i].add(p, i); err != nil {
			return "", err
		}
	}
	c.scale(p)
	if c.Diagonal {
		at := plotter.XYs{{X: p.X.Min, Y: p.X.Min}, {X: p.X.Max, Y: p.X.Max}}
		l, err := plotter.NewLine(at)
		if err != nil {
			return "", err
		}
		l.Color, l.Width, l.Dashes = colour(soft), 1, dashes
		p.Add(l)
	}
	return render(p, c.About, height), nil
}

// scale sets the ranges of the axes; where positive values lie orders of magnitude apart the scale is logarithmic, unless
// it is to be linear.
func (c *Chart) scale(p *plot.Plot) {
	switch {
	case c.Unit:
		p.X.Min, p.X.Max, p.Y.Min, p.Y.Max = 0, 1, 0, 1
	case c.Diagonal:
		low, high := min(p.X.Min, p.Y.Min), max(p.X.Max, p.Y.Max)
		p.X.Min, p.X.Max, p.Y.Min, p.Y.Max = low, high, low, high
	case p.Y.Min > 0 && (c.Log || !c.Linear && p.Y.Max > wide*p.Y.Min):
		p.Y.Scale, p.Y.Tick.Marker = plot.LogScale{}, logTicks{}
	}
	widen(&p.X)
	widen(&p.Y)
}

// wide is how many times the least value the largest is from where on a scale is logarithmic.
const wide = 30

// widen makes room around values that are next to equal, and where there are none: gonum looks for ticks there without end.
func widen(a *plot.Axis) {
	if !finite(a.Min) || !finite(a.Max) {
		a.Min, a.Max = 0, 1
		return
	}
	size := math.Max(math.Abs(a.Min), math.Abs(a.Max))
	if a.Max-a.Min > size*nextToEqual {
		return
	}
	room := math.Max(size/10, 1e-3)
	a.Min, a.Max = a.Min-room, a.Max+room
}

const nextToEqual = 1e-9

var dashes = []vg.Length{4, 3}

func (s *Series) add(p *plot.Plot, index int) error {
	var at plotter.XYs
	for i, y := range s.Y {
		x := float64(i + 1)
		if s.X != nil {
			x = s.X[i]
		}
		if finite(x) && finite(y) {
			at = append(at, plotter.XY{X: x, Y: y})
		}
	}
	if len(at) == 0 {
		return nil
	}
	c := colour(seriesColour(index))
	if s.Points || s.Marked || len(at) == 1 {
		dots, err := plotter.NewScatter(at)
		if err != nil {
			return err
		}
		dots.GlyphStyle = draw.GlyphStyle{Color: c, Radius: 2, Shape: draw.CircleGlyph{}}
		p.Add(dots)
	}
	if s.Points || len(at) == 1 {
		return nil
	}
	l, err := plotter.NewLine(at)
	if err != nil {
		return err
	}
	l.Color, l.Width = c, 1.6
	if s.Dashed {
		l.Dashes = dashes
	}
	p.Add(l)
	return nil
}

// finite reports whether a value can be drawn; the squares of such ones are finite, too.
func finite(v float64) bool { return math.Abs(v) < 1e150 }

// seriesColour is the variable that colours a series.
func seriesColour(index int) string { return fmt.Sprintf("--series-%d", index%SeriesColours+1) }

func newPlot(x, y string) *plot.Plot {
	p := plot.New()
	face := font.Font{Typeface: "Liberation", Variant: "Sans", Size: textSize}
	for _, a := range []*plot.Axis{&p.X, &p.Y} {
		a.Color, a.Width, a.Padding = colour(line), 1, 4
		a.Tick.Color, a.Tick.Width, a.Tick.Length = colour(line), 1, 4
		a.Tick.Label.Color, a.Tick.Label.Font = colour(soft), face
		a.Label.TextStyle.Color, a.Label.TextStyle.Font = colour(soft), face
	}
	p.X.Label.Text, p.Y.Label.Text = x, y
	p.BackgroundColor = nil
	grid := plotter.NewGrid()
	grid.Horizontal.Color, grid.Horizontal.Width, grid.Vertical.Width = colour(line), 0.5, 0
	p.Add(grid)
	return p
}

// render draws a plot and gives it the colours of the page.
func render(p *plot.Plot, about string, height vg.Length) string {
	canvas := vgsvg.New(width, height)
	p.Draw(draw.Crop(draw.New(canvas), 2, -6, 2, -6))
	var b bytes.Buffer
	canvas.WriteTo(&b) // into memory
	_, body, _ := strings.Cut(b.String(), "xlink\">")
	return fmt.Sprintf("<svg viewBox=\"0 0 %d %g\" role=\"img\" aria-label=\"%s\">", width, float64(height), html.EscapeString(about)) +
		colours.Replace(fontStyle.ReplaceAllString(body, ""))
}
