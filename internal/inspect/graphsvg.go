package inspect

import (
	"io"
)

// The measures of the drawing of a graph, in pixels.
const (
	boxWidth, boxGap   = 160, 48
	boxRow             = 96 // between the middles of boxes
	boxPadding, corner = 12, 8
)

// at is the middle of a box.
type at struct{ x, y int }

// graphSVG draws a network that is no chain: a box for each input, layer and head, and a line for each that one takes.
func (r *Report) graphSVG(w io.Writer) error {
	boxes := r.boxes()
	rows, most := map[int]int{}, 0
	for _, b := range boxes {
		rows[b.column]++
		most = max(most, rows[b.column])
	}
	top := margin + titleSize + 3*line
	width := max(minWidth, textWidth(r.facts(), textSize)+2*margin, 2*margin+len(rows)*(boxWidth+boxGap)-boxGap)
	height := top + most*boxRow + margin
	d := &drawing{}
	d.f(`<svg xmlns="http://www.w3.org/2000/svg" version="1.1" width="%d" height="%d" viewBox="0 0 %d %d" font-family="%s" font-size="%d">`,
		width, height, width, height, fonts, textSize)
	d.f("<title>%s</title>", escape(r.Model+": "+r.facts()))
	d.f(`<rect width="%d" height="%d" rx="8" fill="%s"/>`, width, height, ground)
	d.heading(&picture{title: r.Model, facts: r.facts(), width: width, about: wrap(r.Description, aboutSize, width-2*margin, 1)})
	places, next := map[string]at{}, map[int]int{}
	middles := make([]at, len(boxes))
	for i, b := range boxes {
		n := next[b.column]
		next[b.column]++
		middles[i] = at{margin + b.column*(boxWidth+boxGap) + boxWidth/2, top + most*boxRow/2 + (2*n-rows[b.column]+1)*boxRow/2}
		for _, k := range b.takes {
			d.arrow(places[k], middles[i])
		}
		if b.key != "" {
			places[b.key] = middles[i]
		}
	}
	for i, b := range boxes {
		d.box(b, middles[i])
	}
	d.f("</svg>")
	_, err := io.WriteString(w, d.String())
	return err
}

// arrow draws a curve from the right of one box to the left of another.
func (d *drawing) arrow(from, to at) {
	x1, x2 := from.x+boxWidth/2, to.x-boxWidth/2
	bend := max(boxGap/2, (x2-x1)/2)
	d.f(`<path d="M%d %dC%d %d %d %d %d %d" fill="none" stroke="%s" stroke-opacity="0.6"/>`, x1, from.y, x1+bend, from.y, x2-bend, to.y, x2, to.y, edgeColour)
	d.f(`<path d="M%d %dl-7 -4v8z" fill="%s"/>`, x2, to.y, edgeColour)
}

func (d *drawing) box(b *box, m at) {
	height := len(b.lines)*line + boxPadding
	d.f(`<rect x="%d" y="%d" width="%d" height="%d" rx="%d" fill="%s" stroke="%s" stroke-width="1.5"/>`, m.x-boxWidth/2, m.y-height/2, boxWidth, height, corner, b.style.fill, b.style.stroke)
	for i, text := range b.lines {
		weight, colour := "", muted
		if i == 0 {
			weight, colour = ` font-weight="600"`, strong
		}
		d.f(`<text x="%d" y="%d" text-anchor="middle" fill="%s"%s>%s</text>`, m.x, m.y-height/2+boxPadding/2+(i+1)*line-line/4, colour, weight, escape(shorten(text, textSize, boxWidth-boxPadding)))
	}
}
