package plan

import (
	"slices"
	"strings"

	"github.com/nngen/nngen/internal/ir"
)

const (
	// From so many channels on they fill vectors.
	leastLastChannels = 16
	// Of fewer windows a product is computed channels first, too.
	leastLastWindows = 32
)

// channelsLast lets maps lie channels last between convolutions channel by channel and those before and behind them, where no one else
// reads these maps: their rows are often too short for vectors, but their channels are many. A mean of whole channels reads them so, too.
func channelsLast(p *ir.Program, calls []*ir.Call) {
	if p.ElementSize != 4 {
		return
	}
	for i := range calls[:max(0, len(calls)-1)] {
		c, next := calls[i], calls[i+1]
		if !sideBySide(c) || !passedOn(p, c.Last().Dst, next, calls[i+2:]) {
			continue
		}
		a, b := c.Window(), next.Window()
		mean := ir.Is[*ir.AvgPool](next.First()) && b.Whole() && a.Last[0]
		if mean || sideBySide(next) && (b.Channelwise() || a.Channelwise()) {
			lay(c, a.Last[0], true)
			lay(next, true, false)
		}
	}
}

// passedOn reports whether the next call alone reads a map, and as one.
func passedOn(p *ir.Program, b *ir.Buffer, next *ir.Call, after []*ir.Call) bool {
	first := next.First()
	of := 0
	switch {
	case ir.Is[*ir.Conv](first):
		of = 1
	case !ir.Is[*ir.AvgPool](first):
		return false
	}
	reads := func(c *ir.Call) bool {
		return slices.ContainsFunc(c.Instrs, func(in *ir.Instr) bool { return in.Reads(b) })
	}
	return first.Args[of].Memory() == b.Memory() && p.Output.Memory() != b.Memory() && !slices.ContainsFunc(after, reads)
}

// sideBySide reports whether the call is of a convolution that may compute its channels side by side.
func sideBySide(c *ir.Call) bool {
	if !ir.Is[*ir.Conv](c.First()) {
		return false
	}
	w := c.Window()
	return w.Out[0] >= leastLastChannels && (w.Channelwise() || w.Groups == 1 && w.Out[1]*w.Out[2] >= leastLastWindows)
}

// lay says how the map and the result of a call lie, and why.
func lay(c *ir.Call, in, out bool) {
	before := columnsOf(c.Window())
	c.SetLast(in, out)
	c.Why = strings.Replace(c.Why, before, columnsOf(c.Window()), 1)
}
