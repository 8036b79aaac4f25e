package spec

import (
	"fmt"
	"slices"
	"unicode"
)

var (
	inputKeys = Keys{
		{Name: "name", Doc: "what the Go constant is made from", Required: true, Form: nameText},
		{Name: "column", Doc: "header in the CSV, where it is not the name", Form: Text{}},
		{Name: "unit", Doc: "for the documentation: cm, for example", Form: Text{}},
		{Name: "description", Doc: "for the documentation", Form: Text{}},
	}
	tableKeys = append(slices.Clone(inputKeys), typeKeys...)
	nameText  = Text{Pattern: `[\p{L}\p{Nd}]`}
)

// nameForm is a name alone or a mapping that has it.
func nameForm(keys Keys) OneOf { return OneOf{nameText, keys} }

// inputs reads a number of inputs, or a list of them with names.
func (d *decoder) inputs(n *node) {
	if n == nil {
		return
	}
	switch {
	case n.kind == scalarNode && unicode.IsLetter([]rune(n.text + " ")[0]):
		d.errorf(n, "wrong-type", "inputs must be a list of names or a number, not %s", n.quotedText()).Hint = "for a single input write inputs: [" + n.shown() + "]."
	case n.kind == scalarNode:
		d.spec.NumInputs, _ = d.integer(n, "inputs", 1, MaxInputs)
	case n.kind == mappingNode:
		d.ports(n)
	default:
		d.inputList(d.sequence(n, "inputs"))
	}
}

func (d *decoder) inputList(items []*node) {
	if len(items) > MaxInputs {
		d.errorf(items[MaxInputs], "limit", "there are %d inputs; a network has at most %d", len(items), MaxInputs).Hint = "leave inputs out from here on."
		return
	}
	for _, item := range items {
		name, f := d.name(item, "an input", "Input", tableKeys)
		in := Input{Name: name}
		in.Unit, _ = d.text(f["unit"], "unit")
		in.Description, _ = d.text(f["description"], "description")
		d.inputType(&in, f)
		d.spec.Inputs = append(d.spec.Inputs, in)
	}
	if len(items) > 0 {
		d.table(items[0])
	}
}

// name reads a name: the text alone, or {name:, column:} where the Go name is not made from the CSV's text. The second
// key is that of the text. The fields are those of the mapping.
func (d *decoder) name(n *node, what, prefix string, keys Keys) (Name, fields) {
	textKey := keys[1].Name
	switch n.kind {
	case scalarNode:
		return d.goNameOf(n, n.text, n.text, prefix, textKey), nil
	case mappingNode:
	default:
		p := d.errorf(n, "wrong-type", "%s must be a name or {name: …, %s: …}, not %s", what, textKey, n.kind)
		if n.kind == nullNode {
			p.Hint = "put null or ~ into quotes where that text is meant."
		}
		return Name{}, nil
	}
	f := d.mapping(n, what, keys)
	name, ok := d.text(f["name"], "name")
	text, given := d.text(f[textKey], textKey)
	if !ok {
		return Name{}, f
	}
	if !given {
		text = name
	}
	result := d.goNameOf(f["name"], name, text, prefix, textKey)
	if given {
		result.own = f[textKey]
	}
	return result, f
}

func (d *decoder) goNameOf(at *node, name, text, prefix, textKey string) Name {
	g := goName(name, prefix)
	if g == "" {
		d.errorf(at, "bad-name", "no Go name can be made from %s: it has neither a letter nor a digit", quote(name)).Hint =
			fmt.Sprintf("write {name: a_name, %s: %s}.", textKey, quote(text))
		return Name{}
	}
	return Name{Go: g, Text: text, Called: name, at: at}
}
