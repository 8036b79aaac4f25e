package spec

import (
	"fmt"
	"maps"
	"slices"

	"github.com/nngen/nngen/internal/op"
)

// Keys describes a mapping of the language: the keys that it may have. The checker and the JSON Schema read the same
// lists, so that they cannot disagree about a name.
type Keys []Key

// Key is one key of a mapping.
type Key struct {
	Name, Doc string
	Required  bool
	Form      Form
}

// Form says how a value is written. It is one of Text, Words, Whole, Number, List, OneOf, Map, Mapping, Any and Keys.
type Form interface{ form() }

// Text is a single text. Where Prose, it cannot look like a number or a truth value. Pattern is a regular expression
// that it matches, and Except lists what it cannot be.
type Text struct {
	Prose   bool
	Pattern string
	Except  []string
}

// Words is one of a few words. Docs says what each means, where that is not plain.
type Words struct{ Words, Docs []string }

// Whole is a whole number from Min to Max.
type Whole struct{ Min, Max uint64 }

// Number is a number or a truth value, as the range says.
type Number struct{ op.Range }

// List is a list of Min to Max values of one form; a Max of 0 sets no limit.
type List struct {
	Of       Form
	Min, Max int
}

// Map is a mapping from any keys to values of one form.
type Map struct{ Of Form }

// Mapping is a mapping from names of one's own, of the pattern, to values of one form.
type Mapping struct {
	Pattern string
	Of      Form
}

// Any is a value of any form.
type Any struct{}

// OneOf is a value in one of several forms.
type OneOf []Form

func (Keys) form()    {}
func (Text) form()    {}
func (Words) form()   {}
func (Whole) form()   {}
func (Number) form()  {}
func (List) form()    {}
func (OneOf) form()   {}
func (Map) form()     {}
func (Any) form()     {}
func (Mapping) form() {}

// Language describes the keys of a spec and how their values are written.
func Language() Keys { return specKeys }

// names lists the keys that are required, or those that are not.
func (k Keys) names(required bool) []string {
	var list []string
	for _, key := range k {
		if key.Required == required {
			list = append(list, key.Name)
		}
	}
	return list
}

// entryForm is the form of an entry of a table: its name, or a mapping of its name and attributes.
func entryForm[E op.Entry](table []E) OneOf {
	var bare Words
	var mappings OneOf
	for _, e := range table {
		info := e.Info()
		attrs := attrKeys(info.Attrs)
		word := Words{[]string{info.Name}, []string{info.Doc}}
		if len(attrs.names(true)) == 0 {
			bare.Words, bare.Docs = append(bare.Words, info.Name), append(bare.Docs, info.Doc)
		}
		mappings = append(mappings, append(Keys{{Name: "name", Doc: info.Doc, Required: true, Form: word}}, attrs...))
	}
	return append(OneOf{bare}, mappings...)
}

// attrKeys are the keys of the attributes of an entry.
func attrKeys(attrs []op.Attr) Keys {
	var keys Keys
	for _, a := range attrs {
		doc := a.Doc
		if v := a.Fallback(); v != nil && !a.Range.Kind.Textual() {
			doc = fmt.Sprintf("%s; %v unless set", doc, v)
		}
		keys = append(keys, Key{a.Name, doc, a.Required, attrForm(a.Range)})
	}
	return keys
}

// attrForm is how the value of an attribute is written.
func attrForm(r op.Range) Form {
	one := r
	switch r.Kind {
	case op.Word:
		return Words{Words: r.List()}
	case op.Expression:
		return Text{}
	case op.Integers:
		one.Kind = op.Integer
		return List{Number{one}, 1, 0}
	case op.Padding:
		one.Kind = op.Integer
		number := Number{one}
		return OneOf{number, Words{Words: slices.Sorted(maps.Keys(op.PaddingWords))}, List{OneOf{number, List{number, 2, 2}}, 1, 2}}
	case op.Lengths:
		one.Kind = op.Integer
		return OneOf{Number{one}, List{Number{one}, 1, 2}}
	case op.Numbers:
		one.Kind = op.Real
		return OneOf{Number{one}, List{Number{one}, 1, 0}}
	}
	return Number{r}
}

// words is the form of the bare name of an entry.
func words[E op.Entry](table []E) Words {
	w := Words{Words: op.Names(table)}
	for _, e := range table {
		w.Docs = append(w.Docs, e.Info().Doc)
	}
	return w
}
