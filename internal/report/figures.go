package report

import (
	"fmt"
	"html/template"
	"slices"

	"github.com/nngen/nngen/internal/expr"
	"github.com/nngen/nngen/internal/report/chart"
	"github.com/nngen/nngen/internal/words"
	"github.com/nngen/nngen/runtime/train"
)

// figure is a chart with what stands around it.
type figure struct {
	Title  string
	Note   string
	Legend []key
	SVG    template.HTML
}

// key says which colour, 1 and up, is what.
type key struct {
	Colour int
	Name   string
	Dashed bool
}

// newFigure draws a chart, unless there is nothing to draw.
func newFigure(title, note string, c chart.Chart) (*figure, error) {
	f := &figure{Title: title, Note: note}
	drawn := false
	for i, s := range c.Series {
		drawn = drawn || len(s.Y) > 0
		if s.Name != "" {
			f.Legend = append(f.Legend, key{i%chart.SeriesColours + 1, s.Name, s.Dashed})
		}
	}
	if !drawn {
		return nil, nil
	}
	c.About = title
	svg, err := c.SVG()
	f.SVG = template.HTML(svg) // what it shows of names is escaped there
	return f, err
}

// draw adds the figures to a page.
func (r *Run) draw(p *page) error {
	for _, d := range []struct {
		to          *[]figure
		title, note string
		chart       chart.Chart
	}{
		{&p.Curves, "Loss", "", r.losses()},
		{&p.Curves, r.scoreTitle(), "", r.scores()},
		{&p.Curves, "Learning rate", "", r.rates()},
		{&p.Curves, "Gradient by layer", "The norm of the gradient by the sums z of a layer.", logarithmic(r.byLayer(gradient))},
		{&p.Curves, "Dead units", "The share of relu units that answer 0 for each of some rows, in percent: they learn no more.", r.byLayer(r.deadShare)},
		{&p.Curves, "Saturated units", "The share of sigmoid and tanh units that are flat for nearly every one of some rows, in percent.", r.byLayer(r.saturatedShare)},
		{&p.Curves, "Size of a step", "How much one update changes the weights of a layer, as a part of their size; about 0.001 is usual.", logarithmic(r.byLayer(stepSize))},
		{&p.Figures, "Reliability", "How often what is said to be so probable is true. On the line the probabilities are honest; below it they say too much.", r.reliability()},
	} {
		f, err := newFigure(d.title, d.note, d.chart)
		if err != nil {
			return err
		}
		if f != nil {
			*d.to = append(*d.to, *f)
		}
	}
	if err := r.drawPredictions(p); err != nil {
		return err
	}
	return r.drawImportance(p)
}

// along are the epochs that have a value, and the values.
func (r *Run) along(value func(*train.Event) *float64) (x, y []float64) {
	for i := range r.epochs {
		if v := value(&r.epochs[i]); v != nil {
			x, y = append(x, float64(r.epochs[i].Epoch)), append(y, *v)
		}
	}
	return x, y
}

func (r *Run) losses() chart.Chart {
	c := chart.Chart{X: "epoch", Whole: true}
	x, y := r.along(func(e *train.Event) *float64 { return e.Loss })
	c.Series = append(c.Series, chart.Series{Name: "training", X: x, Y: y})
	if x, y := r.along(func(e *train.Event) *float64 { return e.ValidationLoss }); len(y) > 0 {
		c.Series = append(c.Series, chart.Series{Name: "validation", X: x, Y: y})
	}
	return c
}

func (r *Run) scoreTitle() string {
	return "Validation " + metricName(r.last.Metric)
}

func (r *Run) scores() chart.Chart {
	x, y := r.along(func(e *train.Event) *float64 { return e.ValidationScore })
	return chart.Chart{X: "epoch", Whole: true, Series: []chart.Series{{X: x, Y: y}}}
}

// rates are the learning rates of the epochs, where they differ.
func (r *Run) rates() chart.Chart {
	t := r.Spec.Train
	c := chart.Chart{X: "epoch", Whole: true, Linear: true}
	rate := expr.Compile(t.Schedule.Entry.Rate(t.Schedule.Args, t.Optimizer.Args["learning_rate"], t.Epochs), "e")
	var s chart.Series
	for _, e := range r.epochs {
		s.X, s.Y = append(s.X, float64(e.Epoch)), append(s.Y, rate(float64(e.Epoch-1)))
	}
	if len(s.Y) > 0 && slices.Min(s.Y) < slices.Max(s.Y) {
		c.Series = []chart.Series{s}
	}
	return c
}

func (r *Run) reliability() chart.Chart {
	c := chart.Chart{X: "probability said", Y: "share that is true", Diagonal: true, Unit: true}
	if r.detail == nil {
		return c
	}
	var curve chart.Series
	for _, b := range r.detail.Reliability {
		curve.X, curve.Y = append(curve.X, b.Predicted), append(curve.Y, b.True)
	}
	curve.Marked = true
	c.Series = []chart.Series{curve}
	return c
}

// drawPredictions draws predicted against true values, one chart an output.
func (r *Run) drawPredictions(p *page) error {
	if r.detail == nil {
		return nil
	}
	for _, of := range r.detail.Predictions {
		title := "Predicted against true"
		if len(r.detail.Predictions) > 1 {
			title += ": " + of.Output
		}
		note := words.Count(len(of.Targets), "row") + "; on the line a prediction is right."
		f, err := newFigure(title, note, chart.Chart{X: "true", Y: "predicted", Diagonal: true, Series: []chart.Series{{X: of.Targets, Y: of.Predicted, Points: true}}})
		if err != nil {
			return err
		}
		p.Figures = append(p.Figures, *f)
	}
	return nil
}

// maxBars is how many of the most important inputs are drawn.
const maxBars = 20

func (r *Run) drawImportance(p *page) error {
	if r.detail == nil || len(r.detail.Importance) == 0 {
		return nil
	}
	list := r.detail.Importance
	var bars []chart.Bar
	for _, i := range list[:min(len(list), maxBars)] {
		bars = append(bars, chart.Bar{Name: i.Column, Value: i.Drop, Deviation: i.Deviation})
	}
	title := "Importance of the inputs"
	svg, err := chart.Bars(title, "drop of "+metricName(r.last.Metric), bars)
	note := "How much worse the rows are scored when the values of one column are shuffled among them (mean and deviation of five shufflings). Of two columns that tell the same neither seems important."
	if more := len(list) - len(bars); more > 0 {
		note = fmt.Sprintf("The %d most important of %d. ", len(bars), len(list)) + note
	}
	p.Importance = &figure{Title: title, Note: note, SVG: template.HTML(svg)}
	return err
}
