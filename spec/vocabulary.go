package spec

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/nngen/nngen/internal/op"
)

// use reads an entry of a table: its name, or a mapping of its name and attributes. What names the kind of entry.
func use[E op.Entry](d *decoder, n *node, what string, table []E, fallback op.Use[E]) op.Use[E] {
	if n == nil {
		return fallback
	}
	name := n
	if n.kind != scalarNode {
		name = d.entryName(n, what, op.Names(table))
	}
	if name == nil {
		return fallback
	}
	e, ok := entryNamed(d, name, what, table)
	if !ok {
		return fallback
	}
	return bind(d, n, what, e, "name")
}

// entryName finds the name in a mapping of a name and attributes, or reports why there is none.
func (d *decoder) entryName(n *node, what string, known []string) *node {
	hint := fmt.Sprintf("write a name, or {name: …} with attributes; known: %s.", strings.Join(known, ", "))
	if n.kind != mappingNode {
		d.errorf(n, "wrong-type", "%s must be a name or {name: …}, not %s", what, n.kind).Hint = hint
		return nil
	}
	var misspelt *node
	for _, e := range n.entries {
		switch {
		case e.key.text == "name" && e.value.kind == nullNode:
			d.noValue(e.key, true).Hint = hint
			return nil
		case e.key.text == "name":
			if _, ok := d.text(e.value, "name"); !ok {
				return nil
			}
			return e.value
		case nearest(e.key.text, []string{"name"}) != "":
			misspelt = e.key
		}
	}
	if misspelt != nil {
		d.unknown(misspelt, "unknown-key", fmt.Sprintf("unknown key %s in %s", quote(misspelt.text), what), "allowed", []string{"name"})
		return nil
	}
	d.errorf(n, "missing-key", "%s needs the key name", what).Hint = hint
	return nil
}

func entryNamed[E op.Entry](d *decoder, n *node, what string, table []E) (E, bool) {
	e, ok := op.Lookup(table, n.text)
	if !ok {
		d.unknown(n, "unknown-value", fmt.Sprintf("unknown %s %s", what, quote(n.text)), "known", op.Names(table))
	}
	return e, ok
}

// bind reads the attributes of an entry from n, which is its name alone or a mapping that has the name under nameKey, and
// demands the required ones.
func bind[E op.Entry](d *decoder, n *node, what string, e E, nameKey string) op.Use[E] {
	info, u := e.Info(), op.Default(e)
	var required, optional []string
	for _, a := range info.Attrs {
		if a.Required {
			required = append(required, a.Name)
		} else {
			optional = append(optional, a.Name)
		}
	}
	if n.kind == scalarNode {
		if len(required) > 0 {
			d.errorf(n, "missing-key", "%s %s needs %s", what, info.Name, join(required, "and")).Hint =
				fmt.Sprintf("write {name: %s, %s}, for example.", info.Name, sampled(required))
		}
		return u
	}
	bound := d.attributes(d.object(n, what+" "+info.Name, append([]string{nameKey}, required...), optional), e)
	return op.Use[E]{Entry: e, Args: bound.Args, Lists: bound.Lists, Words: bound.Words}
}

// attributes reads the attributes of an entry from the fields of a mapping.
func (d *decoder) attributes(got fields, e op.Entry) op.Use[op.Entry] {
	u := op.Default(e)
	for _, a := range e.Info().Attrs {
		value := got[a.Name]
		switch {
		case value == nil:
		case a.Range.Kind == op.Padding:
			if list, ok := d.padding(value, a); ok {
				u.Lists = put(u.Lists, a.Name, list)
			}
		case a.Range.Kind.Listed():
			if list, ok := d.numbers(value, a); ok {
				u.Lists = put(u.Lists, a.Name, list)
			}
		case a.Range.Kind == op.Word:
			if s, ok := d.text(value, a.Name); ok && !slices.Contains(a.Range.List(), s) {
				d.unknown(value, "unknown-value", fmt.Sprintf("%s cannot be %s", a.Name, quote(s)), "allowed", a.Range.List())
			} else if ok {
				u.Words = put(u.Words, a.Name, s)
			}
		case a.Range.Kind == op.Expression:
			if s, ok := d.text(value, a.Name); ok {
				u.Words = put(u.Words, a.Name, s)
			}
		default:
			if v, ok := d.attribute(value, a); ok {
				u.Args[a.Name] = v
			}
		}
	}
	return u
}

func put[V any](m map[string]V, key string, v V) map[string]V {
	if m == nil {
		m = map[string]V{}
	}
	m[key] = v
	return m
}

// numbers reads a list of numbers, or a single one.
func (d *decoder) numbers(n *node, a op.Attr) ([]float64, bool) {
	items := []*node{n}
	if n.kind == sequenceNode {
		items = d.sequence(n, a.Name)
	} else if a.Range.Kind == op.Integers {
		d.errorf(n, "wrong-type", "%s must be a list, not %s", a.Name, n.quotedText()).Hint = fmt.Sprintf("write %s: [%s], for example.", a.Name, n.shown())
		return nil, false
	}
	single := a
	single.Range.Kind = map[op.Kind]op.Kind{op.Integers: op.Integer, op.Numbers: op.Real, op.Lengths: op.Integer, op.Padding: op.Integer}[a.Range.Kind]
	var list []float64
	for _, item := range items {
		v, ok := d.attribute(item, single)
		if !ok {
			return nil, false
		}
		list = append(list, v)
	}
	return list, len(list) > 0
}

// padding reads a number for all sides, a list with one for each dimension, a list of pairs, or a word; the result has one number,
// or two for each dimension.
func (d *decoder) padding(n *node, a op.Attr) ([]float64, bool) {
	if n.kind != sequenceNode {
		if v, ok := op.PaddingWords[n.text]; ok && n.kind == scalarNode {
			return []float64{v}, true
		}
		if n.kind == scalarNode && layerName.MatchString(n.text) {
			d.unknown(n, "unknown-value", "padding cannot be "+quote(n.text), "besides numbers", slices.Sorted(maps.Keys(op.PaddingWords)))
			return nil, false
		}
		return d.numbers(n, a)
	}
	var list []float64
	for _, item := range d.sequence(n, a.Name) {
		pair, ok := d.numbers(item, a)
		switch {
		case !ok:
			return nil, false
		case len(pair) > 2 || len(pair) == 1 && item.kind == sequenceNode:
			d.errorf(item, "wrong-type", "a pair [before, after] has two numbers, not %d", len(pair)).Hint = "write [1, 2], for example."
			return nil, false
		}
		list = append(list, pair[0], pair[len(pair)-1])
	}
	return list, len(list) > 0
}
