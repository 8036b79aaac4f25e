package main

import (
	"encoding/xml"
	"fmt"
	"math"
	"strings"

	"github.com/nngen/nngen/runtime/train"
)

// ratePlotMark begins the plots of learning rates, after the root of the SVG.
const ratePlotMark = `<svg xmlns="http://www.w3.org/2000/svg" class="nngen-lr" `

func isRatePlot(head string) bool { return head == "" || strings.HasPrefix(head, ratePlotMark) }

// The plot in pixels.
const (
	plotWidth, plotHeight                 = 640, 400
	plotLeft, plotRight, plotTop, plotLow = 70, 20, 50, 50
)

// plotStyle has colours for light and dark grounds.
const plotStyle = `<style>
  .nngen-lr { font: 13px system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif; background: #ffffff; fill: #1e293b; }
  .nngen-lr text { stroke: none; } .nngen-lr path { fill: none; }
  .grid { stroke: #cbd5e1; stroke-width: 0.7; } .raw { stroke: #93c5fd; } .smooth { stroke: #2563eb; stroke-width: 2.2; }
  .suggested { stroke: #16a34a; stroke-width: 1.8; } .set { stroke: #64748b; stroke-dasharray: 4 4; }
  @media (prefers-color-scheme: dark) {
    .nngen-lr { background: #0f172a; fill: #e2e8f0; } .grid { stroke: #334155; } .raw { stroke: #1d4ed8; } .smooth { stroke: #93c5fd; }
    .suggested { stroke: #4ade80; } .set { stroke: #94a3b8; }
  }
</style>
`

// ratePlot draws loss against learning rate, whose axis is logarithmic, with the rate suggested and the one of the spec.
func ratePlot(model string, curve train.Event, suggested *float64, set float64) []byte {
	p := newRateAxes(curve)
	var b strings.Builder
	fmt.Fprintf(&b, ratePlotMark+`width="%d" height="%d" viewBox="0 0 %d %d">`+"\n"+plotStyle, plotWidth, plotHeight, plotWidth, plotHeight)
	b.WriteString(`<text x="20" y="28" font-size="16" font-weight="600">`)
	xml.EscapeText(&b, []byte(model+": loss by learning rate"))
	b.WriteString("</text>\n")
	p.grid(&b)
	p.line(&b, "raw", curve.Rates, curve.Losses)
	p.line(&b, "smooth", curve.Rates, curve.Smoothed)
	p.mark(&b, "set", set, fmt.Sprintf("the spec's %g", set), plotHeight-plotLow-8, plotWidth/4)
	if suggested != nil {
		p.mark(&b, "suggested", *suggested, fmt.Sprintf("suggested %.2g", *suggested), plotTop+12, plotWidth*3/4)
	}
	b.WriteString("</svg>\n")
	return []byte(b.String())
}

// rateAxes brings rates and losses to pixels.
type rateAxes struct{ low, high, bottom, top float64 }

func newRateAxes(curve train.Event) rateAxes {
	p := rateAxes{math.Log10(lowestRate), math.Log10(highestRate), 0, 1}
	if len(curve.Smoothed) == 0 {
		return p
	}
	p.bottom, p.top = math.Inf(1), math.Inf(-1)
	for _, v := range curve.Smoothed {
		p.bottom, p.top = min(p.bottom, v), max(p.top, v)
	}
	p.top = min(p.top, p.bottom+2*math.Max(curve.Smoothed[0]-p.bottom, 1e-9)) // the end explodes
	room := 0.08 * math.Max(p.top-p.bottom, 1e-9)
	p.bottom, p.top = p.bottom-room, p.top+room
	return p
}

func (p rateAxes) x(rate float64) float64 {
	return plotLeft + (math.Log10(rate)-p.low)/(p.high-p.low)*(plotWidth-plotLeft-plotRight)
}

func (p rateAxes) y(loss float64) float64 {
	at := min(max((loss-p.bottom)/(p.top-p.bottom), 0), 1)
	return plotHeight - plotLow - at*(plotHeight-plotTop-plotLow)
}

// grid draws a line for each power of ten, and four for losses.
func (p rateAxes) grid(b *strings.Builder) {
	for k := p.low; k <= p.high+0.5; k++ {
		x := p.x(math.Pow(10, k))
		fmt.Fprintf(b, `<path class="grid" d="M%.1f %dV%d"/><text x="%.1f" y="%d" text-anchor="middle">%g</text>`+"\n", x, plotTop, plotHeight-plotLow, x, plotHeight-plotLow+18, math.Pow(10, k))
	}
	for k := range 4 {
		loss := p.bottom + (p.top-p.bottom)*(float64(k)+0.5)/4
		y := p.y(loss)
		fmt.Fprintf(b, `<path class="grid" d="M%d %.1fH%d"/><text x="%d" y="%.1f" text-anchor="end">%.3g</text>`+"\n", plotLeft, y, plotWidth-plotRight, plotLeft-8, y+4, loss)
	}
	fmt.Fprintf(b, `<text x="%d" y="%d" text-anchor="middle">learning rate</text>`+"\n", (plotLeft+plotWidth-plotRight)/2, plotHeight-12)
}

func (p rateAxes) line(b *strings.Builder, class string, rates, losses []float64) {
	if len(rates) == 0 {
		return
	}
	fmt.Fprintf(b, `<path class="%s" d="`, class)
	for i, rate := range rates {
		fmt.Fprintf(b, "%c%.1f %.1f", "ML"[min(i, 1)], p.x(rate), p.y(losses[i]))
	}
	b.WriteString("\"/>\n")
}

// mark draws a rate with a text at its right, or left where the rate lies beyond so many pixels.
func (p rateAxes) mark(b *strings.Builder, class string, rate float64, text string, y int, beyond float64) {
	if rate < lowestRate || rate > highestRate {
		return
	}
	x, anchor, gap := p.x(rate), "start", 6.0
	if x > beyond {
		anchor, gap = "end", -6
	}
	fmt.Fprintf(b, `<path class="%s" d="M%.1f %dV%d"/><text x="%.1f" y="%d" text-anchor="%s">%s</text>`+"\n", class, x, plotTop, plotHeight-plotLow, x+gap, y, anchor, text)
}
