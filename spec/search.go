package spec

import (
	"fmt"
	"slices"
	"strings"

	"github.com/nngen/nngen/internal/op"
	"github.com/nngen/nngen/spec/diag"
)

// maxSearched is how many values the section search may list. Each is tried when the spec is checked.
const maxSearched = 200

// maxTried is how many nodes are looked at to check the values of a search. Those of a spec too large for that are tried when
// they are drawn.
const maxTried = 1_000_000

// The scales on which a value is drawn between two numbers.
const (
	logScale     = "log"
	uniformScale = "uniform"
	intScale     = "int"
	logIntScale  = "log_int"
)

var scales = Words{[]string{logScale, uniformScale, intScale, logIntScale},
	[]string{"a number whose logarithm is spread evenly", "a number spread evenly", "a whole number spread evenly", "a whole number whose logarithm is spread evenly"}}

var searchForm = Map{OneOf{List{Any{}, 1, maxSearched}, rangeForm(logScale), rangeForm(uniformScale), rangeForm(intScale), rangeForm(logIntScale)}}

func rangeForm(scale string) Keys {
	return Keys{{Name: scale, Doc: scales.Docs[slices.Index(scales.Words, scale)] + ", between two", Required: true, Form: List{Number{op.Any}, 2, 2}}}
}

// unsearched are the keys that a search leaves alone: what is learned from which rows must stay the same for scores to be
// comparable, and the others change no score.
var unsearched = []string{"version", "model", "package", "description", "data", "weights", "weights_storage", "unroll", "standalone", "search", "output.task", "output.labels", "output.names", "train.seed"}

// Dimension is a key of the section search: a value of the spec that nngen tune sets.
type Dimension struct {
	Path    string // layers.0.units
	key     *node
	choices []*node // of a list

	at        *node   // a range
	scale     string  // of a range
	ends      []*node // of a range
	low, high float64
}

// search reads the section search.
func (d *decoder) search(n *node) {
	if n == nil {
		return
	}
	if n.kind != mappingNode {
		d.errorf(n, "wrong-type", "search must be a mapping (key: value), not %s", n.quotedText()).Hint = "write {layers.0.units: [16, 64]}, for example."
		return
	}
	count := 0
	for _, e := range n.entries {
		dim := Dimension{Path: e.key.text, key: e.key}
		if d.dimension(&dim, e.value) {
			d.spec.Search = append(d.spec.Search, dim)
			count += len(dim.choices)
		}
		if count > maxSearched {
			d.errorf(e.key, "limit", "search lists more than %d values", maxSearched).Hint = "write a range, such as {log: [0.001, 0.1]}, or fewer values."
			return
		}
	}
}

// dimension reads the values of one key, and reports whether there are any.
func (d *decoder) dimension(dim *Dimension, n *node) bool {
	for _, key := range unsearched {
		if dim.Path == key || strings.HasPrefix(dim.Path, key+".") {
			d.errorf(dim.key, "search", "%s cannot be searched", key).Hint = "leave it out: scores would not be comparable, or would not change."
			return false
		}
	}
	switch n.kind {
	case sequenceNode:
		dim.choices = d.sequence(n, "the values of "+quote(dim.Path))
		return len(dim.choices) > 0
	case mappingNode:
		return d.between(dim, n)
	}
	d.errorf(n, "wrong-type", "the values of %s must be a list or a range, not %s", quote(dim.Path), n.quotedText()).Hint =
		"write [16, 64] or {log: [0.001, 0.1]}, for example."
	return false
}

// between reads a range.
func (d *decoder) between(dim *Dimension, n *node) bool {
	before := len(d.list)
	d.object(n, "the range of "+quote(dim.Path), nil, scales.Words)
	if len(d.list) > before {
		return false
	}
	if len(n.entries) != 1 {
		d.errorf(n, "search", "the range of %s needs one of the keys %s", quote(dim.Path), join(scales.Words, "and")).Hint = "write {log: [0.001, 0.1]}, for example."
		return false
	}
	dim.at, dim.scale = n, n.entries[0].key.text
	dim.ends = d.sequence(n.entries[0].value, dim.scale)
	if len(d.list) > before {
		return false
	}
	if len(dim.ends) != 2 {
		d.errorf(n.entries[0].value, "search", "%s takes two numbers, low and high, not %d", dim.scale, len(dim.ends)).Hint = "write {" + dim.scale + ": [1, 10]}, for example."
		return false
	}
	dim.low, dim.high = d.end(dim, dim.ends[0]), d.end(dim, dim.ends[1])
	if len(d.list) == before && dim.low >= dim.high {
		d.errorf(dim.ends[1], "search", "the range of %s ends at %s, where it begins or before", quote(dim.Path), dim.ends[1].shown()).Hint = "write the lower number first."
	}
	return len(d.list) == before
}

// end reads a number at the end of a range.
func (d *decoder) end(dim *Dimension, n *node) float64 {
	if dim.whole() {
		least := -maxEpochs
		if dim.scale == logIntScale {
			least = 1
		}
		v, _ := d.integer(n, dim.scale, least, maxEpochs)
		return float64(v)
	}
	r := op.Any
	if dim.scale == logScale {
		r = op.Positive
	}
	v, _ := d.real(n, dim.scale, r)
	return v
}

// whole reports whether what is drawn is a whole number.
func (dim *Dimension) whole() bool { return dim.scale == intScale || dim.scale == logIntScale }

// candidates are the values that the spec is checked with: all of a list, the ends of a range and one between.
func (dim *Dimension) candidates() []*node {
	if dim.scale == "" {
		return dim.choices
	}
	return []*node{dim.ends[0], dim.between(0.37), dim.ends[1]}
}

// trySearch holds every value of the section search against the language, as it would stand at its place. The other keys
// have their first values; where it is refused then, and alone as well, that is reported.
func (d *decoder) trySearch(root *node) {
	without := *root
	without.entries = slices.DeleteFunc(slices.Clone(root.entries), func(e entry) bool { return e.key.text == "search" })
	t := trial{decoder: d, root: &without, places: map[diag.Pos]bool{}, seen: map[string]bool{}}
	var first []Setting
	for i := range d.spec.Search {
		dim := &d.spec.Search[i]
		t.place(dim.key)
		for _, c := range dim.candidates() {
			t.place(c)
		}
		first = append(first, Setting{dim.Path, dim.candidates()[0], dim.key})
	}
	left := maxTried / root.count()
	for i := range d.spec.Search {
		dim := &d.spec.Search[i]
		for _, c := range dim.candidates() {
			if left--; left < 0 {
				return
			}
			settings := slices.Clone(first)
			settings[i].value = c
			found := t.problems(settings)
			if len(found) > 0 {
				if alone := t.problems(settings[i : i+1]); len(alone) > 0 {
					found = alone
				}
			}
			t.report(dim, c, found)
		}
	}
}

// count is the number of nodes.
func (n *node) count() int {
	sum := 1
	for _, e := range n.entries {
		sum += 1 + e.value.count()
	}
	for _, item := range n.items {
		sum += item.count()
	}
	return sum
}

// trial reports what is wrong with values of a search, once.
type trial struct {
	*decoder
	root   *node
	places map[diag.Pos]bool // of the section search
	seen   map[string]bool
}

func (t *trial) place(n *node) {
	t.places[n.span.Pos] = true
	for _, e := range n.entries {
		t.place(e.key)
		t.place(e.value)
	}
	for _, item := range n.items {
		t.place(item)
	}
}

// problems are those of the spec with settings.
func (t *trial) problems(settings []Setting) diag.List {
	root, problem := t.root.with(settings)
	if problem != nil {
		return diag.List{*problem}
	}
	d := newDecoder(&Spec{File: t.spec.File})
	d.document(root)
	return d.list
}

// report takes over what is wrong with a value. What stands elsewhere in the spec is told at the value.
func (t *trial) report(dim *Dimension, value *node, found diag.List) {
	for _, p := range found {
		switch {
		case p.Severity != diag.Error:
			continue
		case p.Code == "bad-number" && dim.at != nil && p.Pos == dim.at.span.Pos && !dim.whole():
			p.Message = fmt.Sprintf("%s takes whole numbers, but %s draws others", dim.Path, dim.scale)
			p.Hint = fmt.Sprintf("write {%s: [%s, %s]}.", map[string]string{logScale: logIntScale, uniformScale: intScale}[dim.scale], dim.ends[0].shown(), dim.ends[1].shown())
		case !t.places[p.Pos]:
			p = diag.Diagnostic{Span: value.span, Code: "search", Message: fmt.Sprintf("with this value of %s the spec is refused: %s", quote(dim.Path), p.Message),
				Notes: []diag.Note{{Span: p.Span, Text: "here"}}, Hint: p.Hint}
		}
		if id := fmt.Sprint(p.Pos, p.Code, p.Message); !t.seen[id] {
			t.seen[id] = true
			t.list = append(t.list, p)
		}
	}
}
