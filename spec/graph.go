package spec

import (
	"fmt"
	"maps"
	"slices"

	"github.com/nngen/nngen/internal/op"
	wording "github.com/nngen/nngen/internal/words"
)

// Source is what a layer or a head takes: layer number Layer of the list, from 0, or where that is negative an input.
type Source struct {
	Layer int
	Input int // of Ports; 0 where inputs are no mapping
}

// FromInput reports whether the source is an input.
func (s Source) FromInput() bool { return s.Layer < 0 }

// source is a Source with its shape, its name in messages and the place that sets the shape.
type source struct {
	layer, input int
	dims         []int
	symbol       string // n[2]
	name         string // where it has one
	at           *node
	read         bool
	declared     *node // of what has a name: where that is given
}

func (s source) title() string {
	if s.name != "" {
		return s.name
	}
	return s.symbol
}

// reading is what a head reads, known ahead of the layers, since default activations follow from it.
type reading struct {
	task *op.Task
	from string // a layer; empty for the last
}

// graph is the network read so far.
type graph struct {
	inputs  []*source
	layers  []*source
	names   map[string]*source
	heads   []reading
	several bool // the spec has outputs
	counted int
	last    bool // the layer that is being read is the last
	broken  bool // some layer could not be read, so that who reads what is not known
}

func (d *decoder) newGraph(inputs *node, heads []reading) *graph {
	g := &graph{names: map[string]*source{}, heads: heads}
	if len(d.spec.Ports) == 0 {
		s := &source{layer: -1, symbol: symbol(0), at: inputs}
		if d.spec.NumInputs > 0 {
			s.dims = []int{d.spec.NumEncoded()}
		}
		g.inputs = []*source{s}
		g.names["input"] = s
	}
	for i := range d.spec.Ports {
		p := &d.spec.Ports[i]
		s := &source{layer: -1, input: i, dims: p.Dims, symbol: p.Text, name: p.Text, at: p.shape, declared: p.at}
		g.inputs = append(g.inputs, s)
		g.names[p.Text] = s
	}
	return g
}

// add makes a layer known to those that follow.
func (g *graph) add(l *Layer, i int) {
	s := &source{layer: i, dims: l.Out, symbol: symbol(l.Index), name: l.Name, at: l.at, declared: l.at}
	if l.units != nil {
		s.at = l.units
	}
	g.layers = append(g.layers, s)
	if l.Name != "" && g.names[l.Name] == nil {
		g.names[l.Name] = s
	}
	if !l.Kind.Uncounted {
		g.counted++
	}
}

// headOf is the head that reads the layer being read, or nil.
func (g *graph) headOf(l *Layer) *reading {
	for i, h := range g.heads {
		if h.from == "" && g.last || h.from != "" && h.from == l.Name {
			return &g.heads[i]
		}
	}
	return nil
}

// previous is what a layer without from takes: the layer before, or the only input.
func (g *graph) previous() *source {
	if n := len(g.layers); n > 0 {
		return g.layers[n-1]
	}
	if len(g.inputs) == 1 {
		return g.inputs[0]
	}
	return nil
}

// layerName reads the name of a layer, which shares its namespace with the inputs.
func (d *decoder) layerName(n *node, l *Layer, g *graph) {
	name, ok := d.text(n, "name")
	if !ok {
		return
	}
	switch other := g.names[name]; {
	case slices.Contains(reservedNames, name):
		d.errorf(n, "bad-name", "a layer cannot be called %s, which has a meaning of its own in from", quote(name)).Hint = "use another name."
	case !layerName.MatchString(name):
		d.errorf(n, "bad-name", "%s cannot be the name of a layer", quote(name)).Hint = "use letters, digits and underscores, beginning with a letter."
	case other != nil:
		p := d.errorf(n, "duplicate-name", "%s is the name of another layer or input", quote(name))
		p.Notes, p.Hint = note(other.declared, "first here"), "use another name."
	default:
		l.Name = name
	}
}

// sources reads what a layer takes.
func (d *decoder) sources(n *node, l *Layer, g *graph) []source {
	items := []*node{n}
	switch {
	case n == nil:
		s := g.previous()
		if s == nil {
			d.errorf(l.at, "missing-key", "the first layer needs the key from, since there are %d inputs", len(g.inputs)).Hint = "write from: and the name of an input, or a list of them."
			g.broken = true
			return nil
		}
		return d.take(l, s)
	case n.kind == sequenceNode:
		items = d.sequence(n, "from")
	}
	var list []source
	for _, item := range items {
		s := d.source(item, g)
		if s == nil {
			g.broken = true
			return nil
		}
		list = append(list, d.take(l, s)...)
	}
	if most := max(1, l.Kind.Most); len(list) > most {
		p := d.errorf(n, "wrong-type", "%s takes %s, not %d", l.Kind.Name, wording.Count(most, "layer"), len(list))
		p.Hint = "join them first, with {kind: concat, from: […]} or {kind: add, from: […]}."
		return nil
	}
	return list
}

// take notes that a layer reads a source.
func (d *decoder) take(l *Layer, s *source) []source {
	s.read = true
	l.From = append(l.From, Source{s.layer, s.input})
	return []source{*s}
}

// source finds what a name in from means.
func (d *decoder) source(n *node, g *graph) *source {
	name, ok := d.text(n, "from")
	if !ok {
		return nil
	}
	if name == "previous" {
		if s := g.previous(); s != nil {
			return s
		}
		d.errorf(n, "unknown-value", "there is no layer before the first").Hint = "name an input."
		return nil
	}
	if s := g.names[name]; s != nil {
		return s
	}
	known := append(slices.Sorted(maps.Keys(g.names)), "previous")
	d.unknown(n, "unknown-value", fmt.Sprintf("there is no layer or input %s before this one", quote(name)), "known", known)
	return nil
}

// unread reports layers that nothing reads, and warns of such inputs. The last layer is read by the output, unless there
// are several heads.
func (d *decoder) unread(g *graph) {
	for _, h := range g.heads {
		switch {
		case h.from == "" && len(g.layers) > 0:
			g.layers[len(g.layers)-1].read = true
		case g.names[h.from] != nil:
			g.names[h.from].read = true
		}
	}
	for i, s := range g.layers {
		if l := &d.spec.Layers[i]; !s.read && !g.broken {
			d.errorf(l.at, "unread-layer", "nothing reads layer %d%s", l.Index, called(l.Name)).Hint = "name it in the from of a later layer, or leave it out."
		}
	}
	for _, s := range g.inputs {
		if !s.read && s.declared != nil {
			d.warnf(s.declared, "unread-input", "nothing reads the input %s", quote(s.name)).Hint = "name it in the from of a layer, or leave it out."
		}
	}
	d.graph = g
}

func called(name string) string {
	if name == "" {
		return ""
	}
	return ", called " + name
}
