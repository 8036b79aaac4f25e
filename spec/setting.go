package spec

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"

	"github.com/nngen/nngen/spec/diag"
)

// Setting is a value for a key of the section search.
type Setting struct {
	Path  string
	value *node
	key   *node // in the section search
}

// Set is a number for a key, whether the section search names it or not.
func Set(path, number string) Setting {
	value := &node{kind: scalarNode, text: number}
	return Setting{path, value, value}
}

// Text is the value as it is written on one line.
func (s Setting) Text() string { return flow(s.value) }

// Draw draws a value for each key of the section search.
func (s *Spec) Draw(random *rand.Rand) []Setting {
	var list []Setting
	for i := range s.Search {
		dim := &s.Search[i]
		value := (*node)(nil)
		if dim.scale == "" {
			value = dim.choices[random.IntN(len(dim.choices))]
		} else {
			value = dim.between(random.Float64())
		}
		list = append(list, Setting{dim.Path, value, dim.key})
	}
	return list
}

// between is the value of a range at a part of it, from 0 to 1.
func (dim *Dimension) between(part float64) *node {
	low, high := dim.low, dim.high
	if dim.whole() {
		high++ // each number has as much room as the others
	}
	var v float64
	if dim.scale == logScale || dim.scale == logIntScale {
		v = math.Exp(math.Log(low) + part*(math.Log(high)-math.Log(low)))
	} else {
		v = low + part*(high-low)
	}
	text := ""
	if dim.whole() {
		text = strconv.Itoa(int(min(math.Floor(v), dim.high)))
	} else {
		text = strconv.FormatFloat(v, 'g', 4, 64)
		if rounded, _ := strconv.ParseFloat(text, 64); rounded < dim.low || rounded > dim.high {
			text = strconv.FormatFloat(min(max(v, dim.low), dim.high), 'g', -1, 64)
		}
	}
	return &node{kind: scalarNode, text: text, span: dim.at.span}
}

// With is the spec with other values. Both results are nil where the spec is not valid with them, but for the list.
func (s *Spec) With(settings []Setting) (*Spec, diag.List) {
	root, problem := s.root.with(settings)
	if problem != nil {
		return nil, diag.List{*problem}
	}
	d := newDecoder(&Spec{File: s.File, root: root})
	d.document(root)
	if d.list.HasErrors() {
		return nil, d.list
	}
	d.spec.multiply()
	return d.spec, nil
}

// Current is what the spec itself has at each key of the section search; the text is empty where it has nothing.
func (s *Spec) Current() (texts []string) {
	for _, dim := range s.Search {
		n := s.root
		for _, part := range strings.Split(dim.Path, ".") {
			if n != nil {
				n, _ = n.child(part)
			}
		}
		text := ""
		if n != nil {
			text = flow(n)
		}
		texts = append(texts, text)
	}
	return texts
}

// with is the tree with the values of settings, those of shorter paths first, so that others can lie in them.
func (n *node) with(settings []Setting) (*node, *diag.Diagnostic) {
	for _, s := range ordered(settings) {
		next, err := n.set(nil, strings.Split(s.Path, "."), s)
		if err != nil {
			return nil, &diag.Diagnostic{Span: s.key.span, Code: "search", Message: err.Error(), Hint: "write the names of keys with points between them; entries of lists are counted from 0: layers.0.units."}
		}
		n = next
	}
	return n, nil
}

func ordered(settings []Setting) []Setting {
	list := slices.Clone(settings)
	slices.SortStableFunc(list, func(a, b Setting) int { return strings.Count(a.Path, ".") - strings.Count(b.Path, ".") })
	return list
}

// set is a copy of the tree below n, which stands at the path above, with a value at the path below it.
func (n *node) set(above, below []string, s Setting) (*node, error) {
	if len(below) == 0 {
		return s.value, nil
	}
	here, name := append(slices.Clone(above), below[0]), below[0]
	c := *n
	switch n.kind {
	case mappingNode:
		c.entries = slices.Clone(n.entries)
		for i, e := range c.entries {
			if e.key.text == name {
				value, err := e.value.set(here, below[1:], s)
				c.entries[i].value = value
				return &c, err
			}
		}
		c.entries = append(c.entries, s.entry(here, below))
	case sequenceNode:
		i := n.index(name)
		if i < 0 {
			return nil, fmt.Errorf("there is no %s: %s", strings.Join(here, "."), n.indices(above))
		}
		item, err := n.items[i].set(here, below[1:], s)
		if err != nil {
			return nil, err
		}
		c.items = slices.Clone(n.items)
		c.items[i] = item
	case scalarNode:
		c = node{kind: mappingNode, span: s.value.span, entries: []entry{{s.word("name"), n}, s.entry(here, below)}}
	default:
		return s.nested(above, below), nil
	}
	return &c, nil
}

// entry is a key that was not there, with the value below it.
func (s Setting) entry(here, below []string) entry {
	return entry{s.word(below[0]), s.nested(here, below[1:])}
}

// word is a key or a name that is not written in the spec.
func (s Setting) word(text string) *node {
	return &node{kind: scalarNode, text: text, span: s.key.span}
}

// byDefault are the entries of tables that stand where a spec names none.
var byDefault = map[string]string{"train.optimizer": "adam", "train.schedule": "constant"}

// nested is the value below keys that were not there.
func (s Setting) nested(here, below []string) *node {
	if len(below) == 0 {
		return s.value
	}
	m := &node{kind: mappingNode, span: s.value.span}
	if name := byDefault[strings.Join(here, ".")]; name != "" && below[0] != "name" {
		m.entries = append(m.entries, entry{s.word("name"), s.word(name)})
	}
	m.entries = append(m.entries, s.entry(append(slices.Clone(here), below[0]), below))
	return m
}

// child is the node at a step of a path; nil where there is none.
func (n *node) child(name string) (child *node, found bool) {
	switch n.kind {
	case mappingNode:
		for _, e := range n.entries {
			if e.key.text == name {
				return e.value, true
			}
		}
	case sequenceNode:
		if i := n.index(name); i >= 0 {
			return n.items[i], true
		}
	}
	return nil, false
}

// index is the position in a list of its item of a number or a name; −1 where there is none.
func (n *node) index(name string) int {
	if integerText.MatchString(name) {
		if i, err := strconv.Atoi(name); err == nil && i >= 0 && i < len(n.items) {
			return i
		}
		return -1
	}
	return slices.IndexFunc(n.items, func(item *node) bool {
		own, found := item.child("name")
		return found && own.text == name || item.kind == scalarNode && item.text == name
	})
}

// indices says how the items of a list are called.
func (n *node) indices(path []string) string {
	list := strings.Join(path, ".")
	if len(n.items) == 1 {
		return fmt.Sprintf("%s has one entry, %s.0", list, list)
	}
	return fmt.Sprintf("%s has %d entries, %s.0 to %s.%d", list, len(n.items), list, list, len(n.items)-1)
}
