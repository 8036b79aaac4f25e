package randspec

import (
	"fmt"
	"strings"

	"github.com/nngen/nngen/internal/op"
)

// typed draws an input with a type and some of its keys.
func (d *draw) typed() string {
	d.names++
	t := pick(d, op.InputTypes)
	in := fmt.Sprintf("{name: \"%s %d\", type: %s", pick(d, nameWords[:4]), d.names, t.Name)
	var values []string
	if t.Takes("values") && (t.Go != op.GoBool || d.chance(0.5)) {
		var items []string
		items, values = d.values(t)
		in += ", values: [" + strings.Join(items, ", ") + "]"
	}
	if t.Takes("format") {
		in += ", format: " + pick(d, []string{`"2006-01-02"`, `"02.01.2006 15:04"`})
		if d.chance(0.5) {
			in += ", parts: [" + strings.Join(d.some(op.DateParts), ", ") + "]"
		}
	}
	if t.Takes("embedding") && d.chance(0.4) {
		in += fmt.Sprintf(", embedding: %d", 1+d.IntN(5))
	}
	if t.Scaled {
		in += d.numberKeys()
	}
	if d.chance(0.6) {
		in += ", missing: " + pick(d, append(d.given(t, values), t.Missing...))
	}
	if t.Takes("unknown") && d.chance(0.6) {
		words := append(d.given(t, values), "zeros")
		if t.OwnRow {
			words = append(words, "own")
		}
		in += ", unknown: " + pick(d, words)
	}
	return in + "}"
}

// values draws what a column can hold: how the spec writes it, and the texts.
func (d *draw) values(t *op.InputType) (items, texts []string) {
	n := 2 + d.IntN(6)
	if t.Go == op.GoBool {
		n = 2
	}
	item, text := `"value %d"`, `"value %d"`
	switch d.IntN(3) {
	case 0:
		item, text = `{name: "value %[1]d", value: "%[1]d"}`, `"%d"`
	case 1:
		item, text = `"ü %d"`, `"ü %d"`
	}
	for i := range n {
		items, texts = append(items, fmt.Sprintf(item, i+1)), append(texts, fmt.Sprintf(text, i+1))
	}
	return items, texts
}

// given is a value that can stand for others.
func (d *draw) given(t *op.InputType, values []string) []string {
	switch {
	case t.Scaled:
		return []string{short(d.Float64())}
	case len(values) > 0:
		return []string{pick(d, values)}
	case t.Go == op.GoBool:
		return []string{`"no"`}
	}
	return []string{"error"}
}

// numberKeys draws what is done to a number.
func (d *draw) numberKeys() (keys string) {
	if d.chance(0.5) {
		keys += ", normalize: " + pick(d, inputNormalizations)
	}
	if d.chance(0.3) {
		keys += ", transform: log1p"
	}
	if d.chance(0.3) {
		keys += fmt.Sprintf(", encode: {name: piecewise, bins: %d}", 2+d.IntN(3))
	}
	return keys
}

// some draws some of a list, at least one, in its order.
func (d *draw) some(list []string) (drawn []string) {
	for _, s := range list {
		if d.chance(0.5) {
			drawn = append(drawn, s)
		}
	}
	if drawn == nil {
		return list[:1]
	}
	return drawn
}
