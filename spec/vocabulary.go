package spec

import (
	"fmt"

	"github.com/nngen/nngen/internal/op"
)

// use reads an entry of a table: its name, or a mapping of its name and attributes. What names the kind of entry.
func use[E op.Entry](d *decoder, n *node, what string, table []E, fallback op.Use[E]) op.Use[E] {
	if n == nil {
		return fallback
	}
	if n.kind == scalarNode {
		e, ok := entryNamed(d, n, what, table)
		if !ok {
			return fallback
		}
		return bind(d, n, what, e, nil)
	}
	if n.kind != mappingNode {
		d.errorf(n, "wrong-type", "%s must be a name or {name: …}, not %s", what, n.kind)
		return fallback
	}
	for _, field := range n.entries {
		if field.key.text != "name" || field.value.kind != scalarNode {
			continue
		}
		e, ok := entryNamed(d, field.value, what, table)
		if !ok {
			return fallback
		}
		return bind(d, n, what, e, n)
	}
	d.errorf(n, "missing-key", "%s needs the key name", what)
	return fallback
}

func entryNamed[E op.Entry](d *decoder, n *node, what string, table []E) (E, bool) {
	e, ok := op.Lookup(table, n.text)
	if !ok {
		d.unknown(n, "unknown-value", fmt.Sprintf("unknown %s %q", what, n.text), n.text, "known", op.Names(table))
	}
	return e, ok
}

// bind reads the attributes of an entry from the mapping given, which may be nil, and demands the required ones.
func bind[E op.Entry](d *decoder, at *node, what string, e E, mapping *node) op.Use[E] {
	info, u := e.Info(), op.Default(e)
	got := fields{}
	if mapping != nil {
		var keys []string
		for _, a := range info.Attrs {
			keys = append(keys, a.Name)
		}
		got = d.object(mapping, what+" "+info.Name, []string{"name"}, keys)
	}
	for _, a := range info.Attrs {
		n := got[a.Name]
		switch {
		case n != nil:
			if v, ok := d.attribute(n, a.Name, a); ok {
				u.Args[a.Name] = v
			}
		case a.Required && !hasKey(mapping, a.Name):
			d.errorf(at, "missing-key", "%s %s needs %s", what, info.Name, a.Name).Hint =
				fmt.Sprintf("write {name: %s, %s: …}: %s.", info.Name, a.Name, a.Doc)
		}
	}
	return u
}

// hasKey reports whether the key or a misspelling that was answered with it stands in the mapping.
func hasKey(n *node, key string) bool {
	if n == nil {
		return false
	}
	for _, e := range n.entries {
		if e.key.text == key || aliases[e.key.text] == key {
			return true
		}
	}
	return false
}
