package spec

// inputs reads a number of inputs, or a list of them with names.
func (d *decoder) inputs(n *node) {
	if n == nil {
		return
	}
	if n.kind == scalarNode {
		d.spec.NumInputs, _ = d.integer(n, "inputs", 1, MaxInputs)
		return
	}
	if n.kind != sequenceNode {
		d.errorf(n, "wrong-type", "inputs must be a list of names or a number, not %s", n.kind)
		return
	}
	for i, item := range d.sequence(n, "inputs") {
		if i == MaxInputs {
			d.errorf(item, "limit", "more than %d inputs", MaxInputs)
			return
		}
		d.spec.Inputs = append(d.spec.Inputs, d.input(item))
	}
	d.spec.NumInputs = len(d.spec.Inputs)
}

func (d *decoder) input(n *node) Input {
	in := Input{Name: d.name(n, "an input", "Input", "column", "unit", "description")}
	if n.kind == mappingNode {
		for _, e := range n.entries {
			switch e.key.text {
			case "unit":
				in.Unit, _ = d.text(e.value, "unit")
			case "description":
				in.Description, _ = d.text(e.value, "description")
			}
		}
	}
	return in
}

// name reads a name: the text alone, or {name:, column:} where the Go name is not made from the CSV's text.
func (d *decoder) name(n *node, what, prefix, textKey string, more ...string) Name {
	if n.kind == scalarNode {
		return d.goNameOf(n, n.text, n.text, prefix, textKey)
	}
	f := d.object(n, what, []string{"name"}, append([]string{textKey}, more...))
	name, ok := d.text(f["name"], "name")
	if !ok {
		return Name{at: n}
	}
	text := name
	if t, ok := d.text(f[textKey], textKey); ok {
		text = t
	}
	return d.goNameOf(f["name"], name, text, prefix, textKey)
}

func (d *decoder) goNameOf(at *node, name, text, prefix, textKey string) Name {
	g := goName(name, prefix)
	if g == "" {
		d.errorf(at, "bad-name", "no Go name can be made from %q: it has neither a letter nor a digit", name).Hint =
			"write {name: a_name, " + textKey + ": " + quote(text) + "}."
	}
	return Name{Go: g, Text: text, at: at}
}
