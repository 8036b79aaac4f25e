package inspect

import (
	"fmt"

	"github.com/nngen/nngen/internal/words"
)

// column is layer 0, a layer, or the gap where layers are left out.
type column struct {
	style   style
	x       int
	units   []int    // which units are shown, leftOut between them; nothing in a gap
	names   []string // beside the units; of layers 0 and L only
	above   string   // how many units there are, where not all are shown
	caption []string // lines below; the first is the heading
}

func (r *Report) inputColumn() *column {
	n := r.Inputs.named()
	c := newColumn(inputStyle, n, "input")
	c.names = c.namesOf(r.Inputs.name)
	c.caption = []string{"input", words.Count(n, "value")}
	if r.Inputs.encoded() {
		c.caption = append(c.caption, "encoded: "+words.Count(r.Inputs.Count, "number"))
	}
	c.normalized(r.Inputs.Normalize)
	return c
}

func layerColumn(l *Layer) *column {
	c := newColumn(hiddenStyle, l.Units, "unit")
	c.caption = []string{fmt.Sprintf("layer %d", l.Index), fmt.Sprintf("%s %d", l.Kind, l.Units), l.activation(),
		"W " + l.W.String(), words.Count(l.Parameters, "parameter")}
	return c
}

// finish makes the column of the last layer the one of the outputs.
func (c *column) finish(out *Outputs) {
	c.style = outputStyle
	c.names = c.namesOf(out.name)
	c.normalized(out.Normalize)
	c.caption = append(c.caption, out.words()...)
}

func (c *column) normalized(how string) {
	if how != "none" {
		c.caption = append(c.caption, "normalized: "+how)
	}
}

// gapColumn stands for layers in the middle; its number of parameters keeps the sum of all columns right.
func gapColumn(layers []Layer) *column {
	parameters := 0
	for i := range layers {
		parameters += layers[i].Parameters
	}
	first, last := layers[0].Index, layers[len(layers)-1].Index
	return &column{style: gapStyle, caption: []string{fmt.Sprintf("… %d more layers", len(layers)),
		fmt.Sprintf("layers %d to %d", first, last), "", "", words.Count(parameters, "parameter")}}
}

func newColumn(s style, units int, noun string) *column {
	c := &column{style: s, units: shown(units, firstUnits, lastUnits)}
	if len(c.units) < units {
		c.above = words.Count(units, noun)
	}
	return c
}

func (c *column) namesOf(name func(int) string) []string {
	names := make([]string, len(c.units))
	for i, u := range c.units {
		if u != leftOut {
			names[i] = shorten(name(u), textSize, maxName)
		}
	}
	return names
}
