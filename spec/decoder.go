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
	spec    *Spec
	list    diag.List
	guesses map[string]int // unknown words, by code
	terms   int            // of formulas, see maxTerms
	graph   *graph         // of the layers, once they are read
	tunable bool           // the spec is right but for its section search
}

func newDecoder(s *Spec) *decoder { return &decoder{spec: s, guesses: map[string]int{}} }

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

// mapping checks that n is a mapping with the keys that it needs and no others than it may have. What names it.
func (d *decoder) mapping(n *node, what string, keys Keys) fields {
	return d.object(n, what, keys.names(true), keys.names(false))
}

// object checks that n is a mapping with the required keys and no others than the optional ones. What names it.
func (d *decoder) object(n *node, what string, required, optional []string) fields {
	known := slices.Concat(required, optional)
	if n.kind != mappingNode {
		d.errorf(n, "wrong-type", "%s must be a mapping (key: value), not %s", what, n.quotedText()).Hint = mappingHint(n, required, known)
		return nil
	}
	got, present := fields{}, map[string]bool{}
	for _, e := range n.entries {
		key := e.key.text
		present[key] = true
		switch {
		case !slices.Contains(known, key):
			meant := d.unknown(e.key, "unknown-key", fmt.Sprintf("unknown key %s in %s", quote(key), what), "allowed", known)
			present[meant] = true
		case e.value.kind == nullNode:
			d.noValue(e.key, slices.Contains(required, key))
		default:
			got[key] = e.value
		}
	}
	missing := slices.DeleteFunc(slices.Clone(required), func(key string) bool { return present[key] })
	switch len(missing) {
	case 0:
	case 1:
		d.errorf(n, "missing-key", "%s needs the key %s", what, missing[0]).Hint = addHint(missing)
	default:
		d.errorf(n, "missing-key", "%s needs the keys %s", what, join(missing, "and")).Hint = addHint(missing)
	}
	return got
}

func (d *decoder) noValue(key *node, required bool) *diag.Diagnostic {
	p := d.errorf(key, "missing-value", "%s has no value", short(key.text))
	p.Hint = "write a value after the colon, or leave the key out."
	if required {
		p.Hint = "write " + sample(key.text) + ", for example."
	}
	return p
}

// unknown reports a word that is not among the known ones, with the nearest as a hint, else the list of them. It
// returns the nearest. After so many words that nobody reads more, it does not look for one.
func (d *decoder) unknown(at *node, code, message, allowed string, known []string) string {
	p := d.errorf(at, code, "%s", message)
	d.guesses[code]++
	if d.guesses[code] > maxAlike {
		p.Hint = fmt.Sprintf("%s: %s.", allowed, strings.Join(known, ", "))
		return ""
	}
	near := nearest(at.text, known)
	switch {
	case near != "":
		p.Hint = fmt.Sprintf("did you mean %s?", near)
	case code == "unknown-key" && realText.MatchString(at.text):
		p.Hint = "inside brackets a comma begins another key: write decimals behind a point."
	default:
		p.Hint = fmt.Sprintf("%s: %s%s.", allowed, strings.Join(known, ", "), belongs(code, at.text))
	}
	return near
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

// prose reads a text that a number or truth value cannot be: they would be a mistake.
func (d *decoder) prose(n *node, what string) (string, bool) {
	s, ok := d.text(n, what)
	if ok && !n.quoted && (s == "true" || s == "false" || realText.MatchString(s)) {
		d.errorf(n, "wrong-type", "%s must be a text, not %s", what, short(s)).Hint = "put it into quotes if it is one."
		return "", false
	}
	return s, ok
}

// choice reads one of a few words.
func (d *decoder) choice(n *node, what, fallback string, words ...string) string {
	s, ok := d.text(n, what)
	if !ok {
		return fallback
	}
	if !slices.Contains(words, s) {
		d.unknown(n, "unknown-value", fmt.Sprintf("%s cannot be %s", what, quote(s)), "allowed", words)
		return fallback
	}
	return s
}

// sequence reads the items of a list.
func (d *decoder) sequence(n *node, what string) []*node {
	switch {
	case n == nil:
		return nil
	case n.kind != sequenceNode:
		d.errorf(n, "wrong-type", "%s must be a list, not %s", what, n.quotedText()).Hint = "write " + sample(what) + ", for example."
	case len(n.items) == 0:
		d.errorf(n, "empty-list", "%s is an empty list", what).Hint = "write " + sample(what) + ", for example."
	}
	return n.items
}
