package spec

import (
	"fmt"
	"math"
	"math/big"
	"regexp"
	"slices"

	"github.com/nngen/nngen/internal/op"
)

// Keys of layers of every kind, and those that some have besides their attributes.
var (
	nameKey  = Key{Name: "name", Doc: "how from, outputs and the documentation call the layer", Form: Text{Pattern: layerName.String(), Except: reservedNames}}
	fromKey  = Key{Name: "from", Doc: "the layer or input that it takes, or a list of them; the layer before unless set", Form: OneOf{Text{}, List{Text{}, 1, 0}}}
	unitsKey = Key{Name: "units", Doc: "n[l], the number of units", Required: true, Form: Whole{1, MaxUnits}}

	activationKey = Key{Name: "activation", Doc: "relu unless set, in a layer that an output reads the task's; linear in kinds without units", Form: append(entryForm(op.Activations), formulaKeys)}
	initKey       = Key{Name: "init", Doc: "how the weights are drawn; by the activation unless set", Form: entryForm(op.Initializers)}
	denseKeys     = Keys{
		{Name: "W", Doc: "assertion: the shape of W, [n[l], n[l-1]]", Form: shapeForm},
		{Name: "b", Doc: "assertion: the shape of b, [n[l], 1]", Form: shapeForm},
		{Name: "inputs", Doc: "assertion: n[l-1]", Form: Whole{1, math.MaxInt64}},
	}
	shapeForm = List{Whole{1, math.MaxInt64}, 2, 2}
)

// defaultKind is the kind of a layer that names none.
var defaultKind = op.LayerKinds[0]

// layerKeys are the keys of a layer of a kind. The default kind need not be named.
func layerKeys(k *op.LayerKind) Keys {
	word := Words{[]string{k.Name}, []string{k.Doc}}
	keys := Keys{{Name: "kind", Doc: k.Doc, Required: k != defaultKind, Form: word}}
	if k == defaultKind {
		keys[0].Doc = "dense unless set"
	}
	if k.Units {
		keys = append(Keys{unitsKey}, keys...)
	}
	if k.Activation != "" {
		keys = append(keys, activationKey)
	}
	if k.Initialized() {
		keys = append(keys, initKey)
	}
	if k.Units {
		keys = append(keys, denseKeys...)
	}
	return append(append(keys, attrKeys(k.Attrs)...), nameKey, fromKey)
}

// layerForm is a layer of any kind.
func layerForm() OneOf {
	var forms OneOf
	for _, k := range op.LayerKinds {
		forms = append(forms, layerKeys(k))
	}
	return forms
}

// layers reads layer 1 … L. Shapes follow from each other along from; what a layer says of its dimensions is held against
// them.
func (d *decoder) layers(n, inputs *node, heads []reading) {
	items := d.sequence(n, "layers")
	if d.tooMany(items) {
		return
	}
	g := d.newGraph(inputs, heads)
	params := int64(d.spec.NumParams()) // of embeddings
	for i, item := range items {
		g.last = i == len(items)-1
		l := d.layer(item, g)
		d.spec.Layers = append(d.spec.Layers, l)
		g.add(&d.spec.Layers[i], i)
		if l.Out == nil || params > MaxParams {
			continue
		}
		if params += l.NumParams(); params > MaxParams {
			d.errorf(item, "limit", "up to layer %d the network has %d parameters; the limit is %d", i+1, params, MaxParams).Hint =
				"use fewer units here or in the layer before."
		}
	}
	d.unread(g)
}

// tooMany reports a list of more layers than are allowed.
func (d *decoder) tooMany(items []*node) bool {
	counted := slices.DeleteFunc(slices.Clone(items), isUncounted)
	switch {
	case len(counted) > MaxLayers:
		d.errorf(counted[MaxLayers], "limit", "there are %d layers; a network has at most %d", len(counted), MaxLayers).Hint = "leave layers out from here on."
	case len(items) > maxListed:
		d.errorf(items[maxListed], "limit", "there are %d layers with those without weights; a network has at most %d", len(items), maxListed).Hint = "leave layers out from here on."
	default:
		return false
	}
	return true
}

// isUncounted reports whether a layer is plainly of a kind that is not counted.
func isUncounted(n *node) bool {
	return slices.ContainsFunc(n.entries, func(e entry) bool {
		kind, ok := op.Lookup(op.LayerKinds, e.value.text)
		return e.key.text == "kind" && ok && kind.Uncounted
	})
}

// layer reads one layer.
func (d *decoder) layer(n *node, g *graph) Layer {
	kind := d.kind(n)
	l := Layer{Layer: op.Layer{Kind: defaultKind, Index: g.counted + 1}, at: n}
	if kind == nil {
		g.broken = true
		return l
	}
	l.Kind = kind
	if kind.Uncounted {
		l.Index = g.counted
	}
	f := d.layerFields(n, &l)
	if f == nil {
		g.broken = true
		return l
	}
	l.units, l.activation, l.init = f["units"], f["activation"], f["init"]
	l.Units, _ = d.integer(f["units"], "units", 1, MaxUnits)
	d.layerName(f["name"], &l, g)
	from := d.sources(f["from"], &l, g)
	d.layerActivation(&l, g)
	if kind.Initialized() {
		l.Init = use(d, f["init"], "initializer", op.Initializers, op.Default(op.MustLookup(op.Initializers, l.Activation.Entry.Init)))
	}
	d.order(&l, from, g)
	d.fit(&l, f, from)
	if kind == defaultKind && len(from) == 1 {
		d.dimensions(&l, from[0], f)
	}
	return l
}

// layerFields reads the keys of a layer and binds its attributes.
func (d *decoder) layerFields(n *node, l *Layer) fields {
	what := "the layer " + l.Kind.Name
	if l.Kind == defaultKind {
		what = "a layer"
	}
	keys := layerKeys(l.Kind)
	f := d.mapping(n, what, keys)
	u := d.attributes(f, l.Kind)
	l.Args, l.Lists, l.Words = u.Args, u.Lists, u.Words
	for i := range d.spec.Layers {
		if d.spec.Layers[i].Kind == l.Kind || d.spec.Layers[i].Kind.Uncounted && l.Kind.Uncounted {
			l.Stream++
		}
	}
	l.Stream++
	return f
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
	return defaultKind
}

// layerActivation reads the activation of a kind that has one. That of a layer with units which an output reads is the
// task's unless set, and only such a layer, or one that is nothing but an activation, can mix its units.
func (d *decoder) layerActivation(l *Layer, g *graph) {
	if l.Kind.Activation == "" {
		return
	}
	head := g.headOf(l)
	fallback := l.Kind.Activation
	if head != nil && head.task != nil && l.Kind.Initialized() {
		fallback = head.task.Activation
	}
	l.Activation = d.activation(l.activation, op.Default(op.MustLookup(op.Activations, fallback)))
	if l.Activation.Entry.Joint && head == nil && l.Kind.Name != "activation" {
		hint := "use an activation such as relu in hidden layers."
		if g.several || len(d.spec.Ports) > 0 {
			hint = "use an activation such as relu here, or a layer of kind activation."
		}
		d.errorf(l.activation, "task-activation", "%s mixes the units of a layer, so only the last layer can have it", l.Activation.Name()).Hint = hint
	}
}

// order reports a layer that is not counted where it has nothing to stand behind or before.
func (d *decoder) order(l *Layer, from []source, g *graph) {
	if !l.Kind.Uncounted {
		return
	}
	first := len(from) == 1 && from[0].layer < 0
	if first || g.last {
		where := map[bool]string{true: "the first", false: "the last"}[first]
		d.errorf(l.at, "layer-order", "%s cannot be %s layer", l.Kind.Name, where).Hint = "put it between two dense layers, or leave it out."
	}
}

// fit applies the shape rule of the layer's kind.
func (d *decoder) fit(l *Layer, f fields, from []source) {
	for _, s := range from {
		if s.dims == nil {
			return
		}
		l.Ins = append(l.Ins, s.dims)
	}
	if len(from) == 0 || l.Kind.Units && l.Units == 0 || d.incomplete(l, f) {
		return
	}
	m := l.Fit()
	if m == nil {
		if op.Size(l.Out) > MaxElements {
			d.errorf(l.at, "limit", "layer %d makes %s numbers of an example; the limit is %d", l.Index, manyNumbers(l.Out), MaxElements).Hint = "use a smaller shape."
			l.Out = nil
			return
		}
		if l.Kind == defaultKind && len(l.Ins[0]) > 1 {
			d.warnf(l.at, "dense-shape", "dense works on the last dimension of %s, %d numbers at a time", op.Dims(l.Ins[0]), l.In).Hint =
				fmt.Sprintf("put {kind: flatten} before it where it should see all %d numbers.", op.Size(l.Ins[0]))
		}
		return
	}
	l.Out = nil
	at := l.at
	if f[m.Attr] != nil {
		at = f[m.Attr]
	} else if f["from"] != nil {
		at = f["from"]
	}
	p := d.errorf(at, "dim-mismatch", "%s", m.Message)
	p.Hint = m.Hint
	if p.Hint == "" {
		p.Hint = "dimensions are counted from 0, and the batch is none of them; nngen inspect prints the shapes."
	}
	for _, i := range m.Operands {
		p.Notes = append(p.Notes, note(from[i].at, "%s is %s", from[i].title(), op.Dims(from[i].dims))...)
	}
}

// incomplete reports whether an attribute is missing or wrong, which has been said.
func (d *decoder) incomplete(l *Layer, f fields) bool {
	for _, a := range l.Kind.Attrs {
		if a.Required && f[a.Name] == nil {
			return true
		}
		_, listed := l.Lists[a.Name]
		_, worded := l.Words[a.Name]
		if f[a.Name] != nil && (a.Range.Kind.Listed() && !listed || a.Range.Kind.Textual() && !worded) {
			return true
		}
	}
	return f["formula"] != nil && !d.layerFormula(f["formula"], l)
}

// layerName is what layers, mapped inputs and heads may be called.
var layerName = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_]*$`)

// reservedNames have a meaning of their own in from.
var reservedNames = []string{"previous", "input"}

// manyNumbers is how many entries a shape has, the same where an int has 32 bits.
func manyNumbers(dims []int) string {
	size := big.NewInt(1)
	for _, n := range dims {
		size.Mul(size, big.NewInt(int64(n)))
	}
	if !size.IsInt64() {
		return "more than 9e18"
	}
	return size.String()
}
