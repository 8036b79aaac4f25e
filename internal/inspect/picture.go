package inspect

// The measures of the drawing, in pixels.
const (
	margin    = 28
	minWidth  = 480 // room for the description
	spacing   = 160 // between the centres of columns
	radius    = 11
	pitch     = 32 // between the centres of units; even, so that half of it is whole
	minHeight = 2 * pitch
	line      = 18 // between lines of text
	textSize  = 12
	aboutSize = 13
	titleSize = 22
	nameGap   = radius + 9
)

// What is shown of long texts, wide layers and deep networks.
const (
	maxName                 = 200 // pixels
	maxCaption              = spacing - 8
	maxAbout                = 2 // lines
	firstUnits, lastUnits   = 8, 1
	firstLayers, lastLayers = 4, 3
)

// picture is a laid out drawing.
type picture struct {
	title         string   // not yet shortened
	about         []string // lines of description
	facts         string
	columns       []*column
	width, height int
	middle        int // y of the centre of all columns
	graph         int // height of the tallest column
}

// picture lays out the report.
func (r *Report) picture() *picture {
	p := &picture{title: r.Model, facts: r.facts()}
	p.columns = append(p.columns, r.inputColumn())
	for _, i := range shown(len(r.Layers), firstLayers, lastLayers) {
		if i == leftOut {
			p.columns = append(p.columns, gapColumn(r.Layers[firstLayers:len(r.Layers)-lastLayers]))
		} else {
			p.columns = append(p.columns, layerColumn(&r.Layers[i]))
		}
	}
	p.last().finish(&r.Outputs)
	p.place(r.Description)
	return p
}

// last is layer L.
func (p *picture) last() *column { return p.columns[len(p.columns)-1] }

// place finds the coordinates: columns side by side, names outside of them, all in the middle of the width.
func (p *picture) place(description string) {
	first, last := p.columns[0], p.last()
	left := max(spacing/2, nameGap+widest(first.names))
	right := max(spacing/2, nameGap+widest(last.names))
	content := left + (len(p.columns)-1)*spacing + right
	p.width = max(content, minWidth, textWidth(p.facts, textSize)) + 2*margin
	for i, c := range p.columns {
		c.x = (p.width-content)/2 + left + i*spacing
		p.graph = max(p.graph, len(c.units)*pitch)
	}
	p.graph = max(p.graph, minHeight)
	p.about = wrap(description, aboutSize, p.width-2*margin, maxAbout)
	p.middle = p.graphTop() + p.graph/2
	p.height = p.captionTop() + len(last.caption)*line + margin - line/2
}

// y is the centre of the slot i of a column.
func (p *picture) y(c *column, i int) int { return p.middle + (2*i-len(c.units)+1)*pitch/2 }

// graphTop leaves room for the heading and the numbers of units.
func (p *picture) graphTop() int { return margin + titleSize + (len(p.about)+1)*line + 5*line/2 }

// captionTop is the base line of the headings of the captions.
func (p *picture) captionTop() int { return p.middle + p.graph/2 + 2*line }

func widest(names []string) int {
	w := 0
	for _, n := range names {
		w = max(w, textWidth(n, textSize))
	}
	return w
}
