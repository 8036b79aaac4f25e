package spec

import (
	"fmt"
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
	got := d.object(n, what+" "+info.Name, append([]string{nameKey}, required...), optional)
	for _, a := range info.Attrs {
		if value := got[a.Name]; value != nil {
			if v, ok := d.attribute(value, a); ok {
				u.Args[a.Name] = v
			}
		}
	}
	return u
}
