package chart

import (
	"encoding/xml"
	"io"
	"math"
	"strings"
	"testing"
)

// wellFormed fails unless text is one XML element.
func wellFormed(t *testing.T, svg string) {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(svg))
	for {
		if _, err := d.Token(); err == io.EOF {
			return
		} else if err != nil {
			t.Fatalf("%v in\n%s", err, svg)
		}
	}
}

// TestCharts: whatever the numbers are, a chart is well-formed, has no colour or font but the page's, and the same bytes
// every time.
func TestCharts(t *testing.T) {
	inf, nan := math.Inf(1), math.NaN()
	for name, c := range map[string]Chart{
		"curves":      {X: "epoch", Whole: true, Series: []Series{{Y: []float64{3, 2, 1}}, {Y: []float64{3, 2.5, 2.25}, Dashed: true}}},
		"orders":      {Series: []Series{{Y: []float64{1e3, 1, 1e-6}}}},
		"narrow log":  {Log: true, Series: []Series{{Y: []float64{1.1, 1.2}}}},
		"linear":      {Linear: true, Series: []Series{{Y: []float64{1e-6, 1}}}},
		"log of one":  {Log: true, Series: []Series{{Y: []float64{3}}}},
		"log of 0":    {Log: true, Series: []Series{{Y: []float64{0, 1}}}},
		"one point":   {Series: []Series{{Y: []float64{0}}}},
		"constant":    {Series: []Series{{Y: []float64{5, 5, 5}}}},
		"none":        {Series: []Series{{}}},
		"not finite":  {Series: []Series{{Y: []float64{inf, nan, 1, -inf}}}},
		"all nan":     {Series: []Series{{Y: []float64{nan, nan}}}},
		"huge":        {Series: []Series{{Y: []float64{-1e300, -1e140, 1e140}}}},
		"close":       {Series: []Series{{Y: []float64{1, math.Nextafter(1, 2)}}}},
		"tiny":        {Series: []Series{{Y: []float64{5e-324, 1e-310}}}},
		"diagonal":    {Diagonal: true, Series: []Series{{X: []float64{3}, Y: []float64{3}, Points: true}}},
		"predictions": {X: "true", Y: "predicted", Diagonal: true, Series: []Series{{X: []float64{1, 2}, Y: []float64{2, 1}, Points: true}}},
		"reliability": {Diagonal: true, Unit: true, Series: []Series{{X: []float64{.2, .8}, Y: []float64{.1, .9}, Marked: true}}},
		"labels":      {About: `"<&>'`, X: "<script>", Y: "a & b", Series: []Series{{Y: []float64{1, 2}}}},
	} {
		first, err := c.SVG()
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		ofThePage(t, name, first)
		if again, _ := c.SVG(); again != first {
			t.Errorf("%s differs the second time", name)
		}
	}
}

func ofThePage(t *testing.T, name, svg string) {
	t.Helper()
	wellFormed(t, svg)
	for _, foreign := range []string{":#", "font-family", "<script", "http", "NaN", "Inf"} {
		if strings.Contains(svg, foreign) {
			t.Errorf("%s has %q:\n%s", name, foreign, svg)
		}
	}
}

// TestLogTicks: there are at least two labels, and no more than one can read, on ranges wide and narrow.
func TestLogTicks(t *testing.T) {
	for _, c := range []struct {
		low, high float64
		want      string
	}{
		{0.0009, 0.012, "0.001 0.002 0.005 0.01"}, {0.3, 1.1, "0.5 1"}, {0.004, 2, "0.01 0.1 1"}, {1e-9, 10, "1e-09 1e-06 0.001 1"}, {2, 5, "2 5"},
	} {
		var labels []string
		for _, tick := range (logTicks{}).Ticks(c.low, c.high) {
			if tick.Label != "" {
				labels = append(labels, tick.Label)
			}
		}
		if got := strings.Join(labels, " "); got != c.want {
			t.Errorf("from %g to %g: %s, want %s", c.low, c.high, got, c.want)
		}
	}
}

// TestCurveIsThere: a curve has as many corners as values that are finite, in the colour of its series.
func TestCurveIsThere(t *testing.T) {
	c := Chart{Series: []Series{{Y: []float64{1, 2}}, {Y: []float64{1, 2, math.NaN(), 3}}}}
	svg, err := c.SVG()
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(svg) {
		if strings.Contains(line, "var(--series-2)") {
			if got := strings.Count(line, "L"); got != 2 {
				t.Errorf("%d lines, want 2: %s", got, line)
			}
			return
		}
	}
	t.Errorf("no second series in\n%s", svg)
}

// TestBars: names are shown, the long ones shortened, and none is read as markup.
func TestBars(t *testing.T) {
	list := []Bar{{"width", 0.3, 0.1}, {"<b>&amp;", -0.1, 0}, {"a name that is much too long to be drawn", 0, 0}}
	svg, err := Bars("importance", "drop", list)
	if err != nil {
		t.Fatal(err)
	}
	ofThePage(t, "bars", svg)
	for _, want := range []string{">width<", "&lt;b&gt;&amp;amp;", ">a name that is mu…<"} {
		if !strings.Contains(svg, want) {
			t.Errorf("no %s in\n%s", want, svg)
		}
	}
	if _, err := Bars("importance", "drop", []Bar{{"all", 0, 0}}); err != nil {
		t.Error(err)
	}
}
