package train

import (
	"errors"
	"fmt"
	"strings"

	"github.com/nngen/nngen/internal/words"
	"github.com/nngen/nngen/runtime/csv"
	"github.com/nngen/nngen/runtime/internal/parse"
)

const (
	missing    = parse.Missing
	unlisted   = parse.Unlisted
	outOfRange = parse.OutOfRange
)

// key tells problems apart that are reported apart.
type key struct {
	entry, column int // -1 for problems of whole rows
	kind          csv.Kind
}

// group are problems of one kind in one column.
type group struct {
	key
	rows    int
	lines   []int // the first few
	at      int   // the column of characters in the first of them
	message string
	texts   []string // different ones, as many as a message can bear
	more    bool     // there are further ones
}

// firstLines is how many places a message tells.
const firstLines = 3

func (g *group) fault() parse.Fault { return parse.Fault(g.kind) }

// where lists the first lines.
func (g *group) where() string {
	var list []string
	for _, line := range g.lines {
		list = append(list, fmt.Sprint(line))
	}
	switch {
	case g.rows > len(g.lines):
		return " (lines " + strings.Join(list, ", ") + " …)"
	case g.rows > 1:
		return " (lines " + strings.Join(list, ", ") + ")"
	}
	return ""
}

// count counts the different texts.
func (g *group) count(noun string) string {
	if g.more {
		return fmt.Sprintf("more than %d %ss", len(g.texts), noun)
	}
	return words.Count(len(g.texts), noun)
}

func (g *group) are() string {
	if len(g.texts) == 1 {
		return "is"
	}
	return "are"
}

// list shows the texts.
func (g *group) list() string {
	var list []string
	for _, text := range g.texts {
		if text == "" {
			text = "empty"
		} else {
			text = plain(text)
		}
		list = append(list, text)
	}
	if g.more {
		list = append(list[:min(len(list), firstLines)], "…")
	}
	return strings.Join(list, ", ")
}

// add adds the places and texts of a later group.
func (g *group) add(later *group) {
	g.rows += later.rows
	g.lines = append(g.lines, later.lines[:min(len(later.lines), firstLines-len(g.lines))]...)
	g.more = g.more || later.more
	for _, text := range later.texts {
		g.text(text)
	}
}

// text adds a text, unless it is there.
func (g *group) text(text string) {
	for _, t := range g.texts {
		if t == text {
			return
		}
	}
	if len(g.texts) == listed {
		g.more = true
		return
	}
	g.texts = append(g.texts, strings.Clone(text))
}

// tally is what is wrong with a part of a file.
type tally[E Float] struct {
	layout        *layout[E]
	rows, leftOut int
	classes       []int // how many rows are of each
	groups        []*group
	of            map[key]*group
	broken        bool // where the next row begins is not known
}

func newTally[E Float](l *layout[E]) *tally[E] {
	t := &tally[E]{layout: l, of: map[key]*group{}}
	if l.job.hasClasses() {
		t.classes = make([]int, len(l.job.classTexts()))
	}
	return t
}

// read tallies a block.
func (t *tally[E]) read(b *csv.Block) {
	l := t.layout
	target := len(l.columns.inputs)
	t.layout.plan.Rows(b, func(row []E, problems []csv.Problem) error {
		whole := len(problems) == 0 || problems[0].Kind < csv.QuoteInside
		if whole && l.untold(row) {
			t.leftOut++
			return nil
		}
		t.rows++
		for _, p := range problems {
			t.problem(b, p)
		}
		if len(problems) == 0 && t.classes != nil && len(l.columns.targets) > 0 {
			t.classes[int(row[target])]++
		}
		return nil
	})
}

func (t *tally[E]) problem(b *csv.Block, p csv.Problem) {
	t.broken = t.broken || p.Kind.Broken()
	k := key{p.Entry, p.Column, p.Kind}
	if p.Kind >= csv.QuoteInside {
		k.entry, k.column = -1, -1
	}
	g := t.of[k]
	if g == nil {
		g = &group{key: k}
		t.of[k], t.groups = g, append(t.groups, g)
		g.first(b, p)
	} else if len(g.lines) < firstLines {
		line, _ := b.Place(p.At)
		g.lines = append(g.lines, line)
	}
	g.rows++
	if k.entry >= 0 {
		g.text(p.Text)
	}
}

// first notes where the first problem is, and what its sentence is where that is one of the whole row.
func (g *group) first(b *csv.Block, p csv.Problem) {
	line, column := b.Place(p.At)
	if g.entry < 0 {
		if e, ok := errors.AsType[*csv.Error](b.Error(p)); ok {
			line, column, g.message = e.Line, e.Column, e.Message
		}
	}
	g.lines, g.at = []int{line}, column
}

// merge adds the tally of what follows in the file.
func (t *tally[E]) merge(later *tally[E]) {
	t.rows += later.rows
	t.leftOut += later.leftOut
	for i, n := range later.classes {
		t.classes[i] += n
	}
	for _, g := range later.groups {
		if first := t.of[g.key]; first != nil {
			first.add(g)
			continue
		}
		t.of[g.key], t.groups = g, append(t.groups, g)
	}
}
