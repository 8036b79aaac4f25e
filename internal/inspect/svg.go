package inspect

import (
	"encoding/xml"
	"fmt"
	"io"
	"strings"
)

// style is the colours of the units of a column.
type style struct{ fill, stroke string }

var (
	inputStyle  = style{"#f1f5f9", "#64748b"}
	hiddenStyle = style{"#dbeafe", "#2563eb"}
	outputStyle = style{"#dcfce7", "#16a34a"}
	gapStyle    = style{"none", "#64748b"}
)

// The colours of text, lines and ground.
const (
	strong     = "#1e293b"
	muted      = "#64748b"
	edgeColour = "#475569"
	ground     = "#ffffff"
)

const fonts = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"

// SVG draws the network as columns of units, SVG 1.1 with nothing outside the file.
func (r *Report) SVG(w io.Writer) error {
	if !r.chain {
		return r.graphSVG(w)
	}
	p := r.picture()
	d := &drawing{}
	d.f(`<svg xmlns="http://www.w3.org/2000/svg" version="1.1" width="%d" height="%d" viewBox="0 0 %d %d" font-family="%s" font-size="%d">`,
		p.width, p.height, p.width, p.height, fonts, textSize)
	d.f("<title>%s</title>", escape(p.title+": "+p.facts))
	d.f(`<rect width="%d" height="%d" rx="8" fill="%s"/>`, p.width, p.height, ground)
	d.heading(p)
	d.edges(p)
	for _, c := range p.columns {
		d.column(p, c)
	}
	d.captions(p)
	d.names(p)
	d.f("</svg>")
	_, err := io.WriteString(w, d.String())
	return err
}

// drawing is the text of an SVG file.
type drawing struct{ strings.Builder }

// f writes a line.
func (d *drawing) f(format string, args ...any) { fmt.Fprintf(d, format+"\n", args...) }

func escape(text string) string {
	var s strings.Builder
	xml.EscapeText(&s, []byte(text))
	return s.String()
}

func (d *drawing) heading(p *picture) {
	y := margin + titleSize - 6
	d.f(`<text x="%d" y="%d" font-size="%d" font-weight="600" fill="%s">%s</text>`, margin, y, titleSize, strong, escape(shorten(p.title, titleSize, p.width-2*margin)))
	d.f(`<g font-size="%d" fill="%s">`, aboutSize, strong)
	y += line / 3
	for _, text := range p.about {
		y += line
		d.f(`<text x="%d" y="%d">%s</text>`, margin, y, escape(text))
	}
	d.f("</g>")
	d.f(`<text x="%d" y="%d" fill="%s">%s</text>`, margin, y+line, muted, escape(p.facts))
}

// edges draws one path between each two columns, so that a line is a few bytes.
func (d *drawing) edges(p *picture) {
	d.f(`<g fill="none" stroke="%s" stroke-opacity="0.3" stroke-width="0.8">`, edgeColour)
	for i, to := range p.columns[1:] {
		from := p.columns[i]
		var path strings.Builder
		for _, y1 := range p.ends(from) {
			for _, y2 := range p.ends(to) {
				fmt.Fprintf(&path, "M%d %dL%d %d", from.x, y1, to.x, y2)
			}
		}
		d.f(`<path d="%s"/>`, path.String())
	}
	d.f("</g>")
}

// ends are the heights at which edges meet a column: its units, or the middle of a gap.
func (p *picture) ends(c *column) []int {
	if len(c.units) == 0 {
		return []int{p.middle}
	}
	var ys []int
	for i, u := range c.units {
		if u != leftOut {
			ys = append(ys, p.y(c, i))
		}
	}
	return ys
}

func (d *drawing) column(p *picture, c *column) {
	if len(c.units) == 0 {
		d.f(`<rect x="%d" y="%d" width="%d" height="%d" fill="%s"/>`, c.x-2*radius, p.middle-radius, 4*radius, 2*radius, ground)
		d.dots(c.x, p.middle, dotStep, 0)
	}
	d.f(`<g fill="%s" stroke="%s" stroke-width="1.5">`, c.style.fill, c.style.stroke)
	for i, u := range c.units {
		if u == leftOut {
			d.dots(c.x, p.y(c, i), 0, dotStep)
		} else {
			d.f(`<circle cx="%d" cy="%d" r="%d"/>`, c.x, p.y(c, i), radius)
		}
	}
	d.f("</g>")
}

const dotStep = 7 // between the dots of an ellipsis

// dots draws an ellipsis along (dx, dy): the glyphs ⋮ and ⋯ sit at different heights in different fonts.
func (d *drawing) dots(x, y, dx, dy int) {
	d.f(`<path d="M%d %dh.01M%d %dh.01M%d %dh.01" stroke="%s" stroke-width="3.5" stroke-linecap="round"/>`,
		x-dx, y-dy, x, y, x+dx, y+dy, muted)
}

// captions writes the lines below the columns, and above those that are shortened how many units they have.
func (d *drawing) captions(p *picture) {
	d.f(`<g text-anchor="middle" fill="%s">`, muted)
	for _, c := range p.columns {
		if c.above != "" {
			d.f(`<text x="%d" y="%d">%s</text>`, c.x, p.y(c, 0)-radius-line/2, c.above)
		}
		attrs := fmt.Sprintf(` font-weight="600" fill="%s"`, strong)
		for i, text := range c.caption {
			if text != "" {
				d.f(`<text x="%d" y="%d"%s>%s</text>`, c.x, p.captionTop()+i*line, attrs, escape(shorten(text, textSize, maxCaption)))
			}
			attrs = ""
		}
	}
	d.f("</g>")
}

// names writes the names of the inputs on the left and those of the outputs on the right.
func (d *drawing) names(p *picture) {
	first, last := p.columns[0], p.last()
	d.beside(p, first, "end", -nameGap)
	d.beside(p, last, "start", nameGap)
}

func (d *drawing) beside(p *picture, c *column, anchor string, dx int) {
	d.f(`<g text-anchor="%s" fill="%s">`, anchor, strong)
	for i, name := range c.names {
		if name != "" {
			d.f(`<text x="%d" y="%d">%s</text>`, c.x+dx, p.y(c, i)+textSize/3, escape(name))
		}
	}
	d.f("</g>")
}
