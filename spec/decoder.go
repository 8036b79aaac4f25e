package spec

import (
	"fmt"
	"slices"
	"strings"

	"github.com/nngen/nngen/spec/diag"
)

// decoder turns nodes into a Spec and collects what is wrong on the way. A part that is wrong is reported and left at
// its zero value; later checks skip what is missing, so that one mistake gives one diagnostic.
type decoder struct {
	spec *Spec
	list diag.List
}

// errorf reports an error at a node and returns it, so that notes and a hint can be added.
func (d *decoder) errorf(at *node, code, format string, args ...any) *diag.Diagnostic {
	return d.report(diag.Error, at, code, format, args...)
}

func (d *decoder) warnf(at *node, code, format string, args ...any) *diag.Diagnostic {
	return d.report(diag.Warning, at, code, format, args...)
}

func (d *decoder) report(s diag.Severity, at *node, code, format string, args ...any) *diag.Diagnostic {
	d.list = append(d.list, diag.Diagnostic{Span: at.span, Severity: s, Code: code, Message: fmt.Sprintf(format, args...)})
	return &d.list[len(d.list)-1]
}

// note is a note at a node, or nothing where there is no such place.
func note(at *node, format string, args ...any) []diag.Note {
	if at == nil {
		return nil
	}
	return []diag.Note{{Span: at.span, Text: fmt.Sprintf(format, args...)}}
}

// fields are the values of a mapping by key.
type fields map[string]*node

// aliases are words of other tools, answered with ours.
var aliases = map[string]string{
	"lr": "learning_rate", "rate": "learning_rate", "eta": "learning_rate", "act": "activation", "activations": "activation",
	"opt": "optimizer", "batch_size": "batch", "size": "units", "neurons": "units", "nodes": "units", "n": "units", "width": "units",
	"weight": "W", "w": "W", "B": "b", "bias": "b", "initializer": "init", "name": "model", "features": "inputs", "input": "inputs",
	"outputs": "output", "targets": "target", "label": "labels", "classes": "labels", "csv": "file", "path": "file",
	"training": "train", "random_seed": "seed", "dtype": "precision", "type": "kind", "val": "validation", "decay": "weight_decay",
}

// object checks that n is a mapping with the required keys and no others than the optional ones. What names it.
func (d *decoder) object(n *node, what string, required, optional []string) fields {
	if n.kind != mappingNode {
		d.errorf(n, "wrong-type", "%s must be a mapping (key: value), not %s", what, n.kind)
		return nil
	}
	known := slices.Concat(required, optional)
	got, present := fields{}, map[string]bool{}
	for _, e := range n.entries {
		key := e.key.text
		present[key] = true
		switch {
		case !slices.Contains(known, key):
			d.unknown(e.key, "unknown-key", fmt.Sprintf("unknown key %q in %s", key, what), key, "allowed", known)
			present[aliases[key]] = true
			present[diag.Nearest(key, known)] = true
		case e.value.kind == nullNode:
			d.errorf(e.key, "missing-value", "%s has no value", key).Hint = "write a value after the colon, or leave the line out."
		default:
			got[key] = e.value
		}
	}
	for _, key := range required {
		if !present[key] {
			d.errorf(n, "missing-key", "%s needs the key %s", what, key)
		}
	}
	return got
}

// unknown reports a word that is not among the known ones, with the nearest as a hint, else the list of them.
func (d *decoder) unknown(at *node, code, message, word, allowed string, known []string) {
	p := d.errorf(at, code, "%s", message)
	near := diag.Nearest(word, known)
	if a := aliases[word]; near == "" && slices.Contains(known, a) {
		near = a
	}
	if near != "" {
		p.Hint = fmt.Sprintf("did you mean %s?", near)
		return
	}
	p.Hint = fmt.Sprintf("%s: %s.", allowed, strings.Join(known, ", "))
}

// text reads a scalar as text.
func (d *decoder) text(n *node, what string) (string, bool) {
	if n == nil {
		return "", false
	}
	if n.kind != scalarNode {
		d.errorf(n, "wrong-type", "%s must be a single text, not %s", what, n.kind)
		return "", false
	}
	return n.text, true
}

// choice reads one of a few words.
func (d *decoder) choice(n *node, what, fallback string, words ...string) string {
	s, ok := d.text(n, what)
	if !ok {
		return fallback
	}
	if !slices.Contains(words, s) {
		d.unknown(n, "unknown-value", fmt.Sprintf("unknown %s %q", what, s), s, "allowed", words)
		return fallback
	}
	return s
}

// list reads the items of a sequence.
func (d *decoder) sequence(n *node, what string) []*node {
	if n == nil {
		return nil
	}
	if n.kind != sequenceNode {
		d.errorf(n, "wrong-type", "%s must be a list, not %s", what, n.kind)
		return nil
	}
	if len(n.items) == 0 {
		d.errorf(n, "empty-list", "%s is an empty list", what)
	}
	return n.items
}
