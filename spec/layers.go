package spec

import (
	"math"
	"slices"

	"github.com/nngen/nngen/internal/op"
	"github.com/nngen/nngen/spec/diag"
)

// layerKeys are the keys of a layer with weights.
var layerKeys = Keys{
	{Name: "units", Doc: "n[l], the number of units", Required: true, Form: Whole{1, MaxUnits}},
	{Name: "kind", Doc: "dense unless set", Form: words(kinds(true))},
	{Name: "activation", Doc: "relu unless set; in the last layer the task's", Form: append(entryForm(op.Activations), formulaKeys)},
	{Name: "init", Doc: "how the weights are drawn; by the activation unless set", Form: entryForm(op.Initializers)},
	{Name: "W", Doc: "assertion: the shape of W, [n[l], n[l-1]]", Form: shapeForm},
	{Name: "b", Doc: "assertion: the shape of b, [n[l], 1]", Form: shapeForm},
	{Name: "inputs", Doc: "assertion: n[l-1]", Form: Whole{1, math.MaxInt64}},
}

var shapeForm = List{Whole{1, math.MaxInt64}, 2, 2}

// kinds are the layer kinds with weights, or those without.
func kinds(weighted bool) []*op.LayerKind {
	return slices.DeleteFunc(slices.Clone(op.LayerKinds), func(k *op.LayerKind) bool { return k.Weighted != weighted })
}

// layerForm is a layer with weights, or one of the kinds without any.
func layerForm() OneOf {
	forms := OneOf{layerKeys}
	for _, k := range kinds(false) {
		word := Words{[]string{k.Name}, []string{k.Doc}}
		forms = append(forms, append(Keys{{Name: "kind", Doc: k.Doc, Required: true, Form: word}}, attrKeys(k.Attrs)...))
	}
	return forms
}

// layers reads layer 1 … L. The sizes follow from each other, n[l-1] to n[l]; what a layer says of its dimensions is
// held against them.
func (d *decoder) layers(n, inputs *node, task *op.Task) {
	items := d.sequence(n, "layers")
	prev := size{n: d.spec.NumInputs, at: inputs}
	params := int64(0)
	if d.tooMany(items) {
		return
	}
	for i, item := range items {
		kind, last := d.kind(item), i == len(items)-1
		if kind != nil && !kind.Weighted {
			d.spec.Layers = append(d.spec.Layers, d.passive(item, kind, prev, last))
			continue
		}
		l := d.layer(item, kind, prev, last, task)
		d.spec.Layers = append(d.spec.Layers, l)
		prev = size{n: l.Units, at: l.units, layer: l.Index}
		if l.Units == 0 || l.In == 0 || params > MaxParams {
			continue
		}
		if params += l.NumParams(); params > MaxParams {
			d.errorf(item, "limit", "up to layer %d the network has %d parameters; the limit is %d", i+1, params, MaxParams).Hint =
				"use fewer units here or in the layer before."
		}
	}
}

// tooMany reports a list of more layers than are allowed.
func (d *decoder) tooMany(items []*node) bool {
	counted := slices.DeleteFunc(slices.Clone(items), isPassive)
	var p *diag.Diagnostic
	switch {
	case len(counted) > MaxLayers:
		p = d.errorf(counted[MaxLayers], "limit", "there are %d layers; a network has at most %d", len(counted), MaxLayers)
	case len(items) > maxListed:
		p = d.errorf(items[maxListed], "limit", "there are %d layers with those without weights; a network has at most %d", len(items), maxListed)
	default:
		return false
	}
	p.Hint = "leave layers out from here on."
	return true
}

// isPassive reports whether a layer is plainly of a kind without weights.
func isPassive(n *node) bool {
	return slices.ContainsFunc(n.entries, func(e entry) bool {
		kind, ok := op.Lookup(op.LayerKinds, e.value.text)
		return e.key.text == "kind" && ok && !kind.Weighted
	})
}

// size is n[l] with the place that sets it.
type size struct {
	n, layer int
	at       *node
}

// layer reads a layer with weights. Its kind is nil where that was wrong.
func (d *decoder) layer(n *node, kind *op.LayerKind, prev size, last bool, task *op.Task) Layer {
	l := Layer{Layer: op.Layer{Kind: op.LayerKinds[0], Index: prev.layer + 1, In: prev.n}, at: n}
	if kind == nil {
		return l
	}
	f := d.mapping(n, "a layer", layerKeys)
	if f == nil {
		return l
	}
	l.units, l.activation, l.init = f["units"], f["activation"], f["init"]
	l.Units, _ = d.integer(f["units"], "units", 1, MaxUnits)
	l.Activation = d.activation(f["activation"], defaultActivation(last, task))
	if l.Activation.Entry.Joint && !last {
		d.errorf(l.activation, "task-activation", "%s mixes the units of a layer, so only the last layer can have it", l.Activation.Name()).Hint =
			"use an activation such as relu in hidden layers."
	}
	l.Init = use(d, f["init"], "initializer", op.Initializers, op.Default(op.MustLookup(op.Initializers, l.Activation.Entry.Init)))
	d.dimensions(&l, prev, f)
	return l
}

// passive reads a layer without weights, which stands between two layers that have some and is not counted.
func (d *decoder) passive(n *node, kind *op.LayerKind, prev size, last bool) Layer {
	u := bind(d, n, "the layer", kind, "kind")
	l := Layer{Layer: op.Layer{Kind: kind, Index: prev.layer, In: prev.n, Units: prev.n, Args: u.Args}, at: n}
	for i := range d.spec.Layers {
		if d.spec.Layers[i].Kind == kind {
			l.Stream++
		}
	}
	l.Stream++
	if prev.layer == 0 || last {
		where := map[bool]string{true: "the last", false: "the first"}[last]
		d.errorf(n, "layer-order", "%s cannot be %s layer", kind.Name, where).Hint = "put it between two dense layers, or leave it out."
	}
	return l
}

// kind reads the kind of a layer ahead of its other keys, which depend on it. It is nil where it is wrong.
func (d *decoder) kind(n *node) *op.LayerKind {
	for _, e := range n.entries {
		if e.key.text != "kind" || e.value.kind == nullNode {
			continue
		}
		if _, ok := d.text(e.value, "kind"); !ok {
			return nil
		}
		kind, _ := entryNamed(d, e.value, "kind of layer", op.LayerKinds)
		return kind
	}
	return op.LayerKinds[0]
}

func defaultActivation(last bool, task *op.Task) op.Use[*op.Activation] {
	name := "relu"
	if last && task != nil {
		name = task.Activation
	}
	return op.Default(op.MustLookup(op.Activations, name))
}

// dimensions holds the assertions W, b and inputs of a layer against the sizes.
func (d *decoder) dimensions(l *Layer, prev size, f fields) {
	rows := dim{l.Units, symbol(l.Index), l.units, "is set here"}
	cols := dim{prev.n, symbol(prev.layer), prev.at, "is set here"}
	if prev.at != nil && prev.at.kind == sequenceNode {
		cols.says = "is the number of these inputs"
	}
	one := dim{n: 1, symbol: "1"}
	d.shape(f["W"], "W", l.Index, rows, cols)
	d.shape(f["b"], "b", l.Index, rows, one)
	n, ok := d.integer(f["inputs"], "inputs", 1, math.MaxInt)
	if ok && cols.n > 0 && n != cols.n {
		p := d.errorf(f["inputs"], "dim-mismatch", "layer %d has %d inputs, but it must have %s = %d", l.Index, n, cols.symbol, cols.n)
		p.Notes, p.Hint = cols.note(), "leave inputs out; it follows from the layer before."
	}
}

// dim is one dimension with where it comes from.
type dim struct {
	n      int
	symbol string
	at     *node
	says   string
}

func (x dim) note() []diag.Note { return note(x.at, "%s %s", x.symbol, x.says) }

func symbol(layer int) string { return "n[" + itoa(layer) + "]" }

// shape checks an assertion such as W: [3, 8]. The caret stands at the first number that is wrong.
func (d *decoder) shape(n *node, name string, layer int, rows, cols dim) {
	if n == nil {
		return
	}
	items := d.sequence(n, name)
	if len(items) != 2 {
		if n.kind == sequenceNode && len(items) > 0 {
			d.errorf(n, "wrong-type", "%s must be [rows, columns], not a list of %d", name, len(items)).Hint = "leave " + name + " out; it follows from the units."
		}
		return
	}
	r, okR := d.integer(items[0], "the number of rows of "+name, 1, math.MaxInt)
	c, okC := d.integer(items[1], "the number of columns of "+name, 1, math.MaxInt)
	if !okR || !okC || rows.n == 0 || cols.n == 0 || r == rows.n && c == cols.n {
		return
	}
	at, wrong := items[0], rows
	if r == rows.n {
		at, wrong = items[1], cols
	}
	p := d.errorf(at, "dim-mismatch", "%s[%d] is (%d, %d), but it must be (%s, %s) = (%d, %d)", name, layer, r, c, rows.symbol, cols.symbol, rows.n, cols.n)
	p.Notes = wrong.note()
	if r != rows.n && c != cols.n {
		p.Notes = append(p.Notes, cols.note()...)
	}
	p.Hint = "leave " + name + " out; it follows from the units."
}
