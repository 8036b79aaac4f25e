package randspec

import (
	"fmt"
	"slices"
	"strings"

	"github.com/nngen/nngen/internal/op"
)

const (
	maxNodes = 12
	maxSize  = 200 // numbers of a shape
)

// node is a layer or an input that others may take.
type node struct {
	name string
	dims []int
	read bool
	// plain values have no ties: a maximum over them has no kink.
	plain bool
	input bool
}

func (n *node) size() int { return op.Size(n.dims) }

// network is a graph under construction.
type network struct {
	*draw
	nodes   []*node
	named   int
	windows bool // most layers slide over maps
}

// graph draws a network whose layers take any of those before, with one or several heads.
func (d *draw) graph() {
	g := &network{draw: d, windows: d.chance(0.5)}
	g.inputs()
	d.linef("layers:")
	for range 2 + d.IntN(maxNodes-2) {
		g.layer()
	}
	g.heads()
}

// inputs draws a mapping of shapes, or a number.
func (g *network) inputs() {
	if !g.windows && g.chance(0.8) {
		n := 1 + g.IntN(40)
		g.linef("inputs: %d", n)
		g.nodes = append(g.nodes, &node{name: "input", dims: []int{n}, plain: true, input: true})
		return
	}
	g.linef("inputs:")
	for i := range 1 + g.IntN(3) {
		name, dims := fmt.Sprintf("in_%d", i+1), g.dims(1+g.IntN(3))
		if g.windows && i == 0 {
			dims = g.mapDims()
		}
		switch {
		case g.chance(0.3):
			g.linef("  %s: {shape: %s, normalize: %s}", name, list(dims), pick(g.draw, normalizations))
		case len(dims) == 1 && g.chance(0.5):
			g.linef("  %s: %d", name, dims[0])
		default:
			g.linef("  %s: %s", name, list(dims))
		}
		g.nodes = append(g.nodes, &node{name: name, dims: dims, plain: true, input: true})
	}
}

// dims draws a shape of so many dimensions.
func (g *network) dims(rank int) (dims []int) {
	for range rank {
		dims = append(dims, 1+g.IntN([]int{40, 9, 5}[rank-1]))
	}
	return dims
}

// mapDims draws the shape of a signal or of a map.
func (g *network) mapDims() []int {
	if g.chance(0.4) {
		return []int{1 + g.IntN(4), 5 + g.IntN(25)}
	}
	return []int{1 + g.IntN(4), 3 + g.IntN(7), 3 + g.IntN(9)}
}

func list[E any](values []E) string {
	return strings.ReplaceAll(fmt.Sprint(values), " ", ", ")
}

// pick draws a node that a layer may take.
func (g *network) pick() *node { return pick(g.draw, g.nodes) }

// alike draws n nodes of one shape. One may stand there twice.
func (g *network) alike(n int) []*node {
	first := g.pick()
	same := []*node{}
	for _, other := range g.nodes {
		if slices.Equal(other.dims, first.dims) {
			same = append(same, other)
		}
	}
	list := []*node{first}
	for len(list) < n {
		list = append(list, pick(g.draw, same))
	}
	return list
}

// add writes a layer and returns its node.
func (g *network) add(dims []int, from []*node, format string, args ...any) *node {
	g.named++
	n := &node{name: fmt.Sprintf("n_%d", g.named), dims: dims}
	var names []string
	for _, f := range from {
		f.read = true
		names = append(names, f.name)
	}
	source := names[0]
	if len(names) > 1 {
		source = list(names)
	}
	g.linef("  - {name: %s, from: %s, %s}", n.name, source, fmt.Sprintf(format, args...))
	g.nodes = append(g.nodes, n)
	return n
}

// layer draws a layer of any kind.
func (g *network) layer() {
	if g.windows && g.chance(0.8) {
		g.window()
		return
	}
	kinds := []func(){g.dense, g.dense, g.sum, g.sum, g.formulaLayer, g.concat, g.shape, g.permute, g.slice, g.reduce, g.scale, g.quantize, g.activationLayer, g.norm, g.norm, g.dropout, g.window}
	pick(g.draw, kinds)()
}

func (g *network) dense() {
	x, units := g.pick(), 1+g.IntN(40)
	act := g.activation(0.8)
	n := g.add(append(slices.Clone(x.dims[:len(x.dims)-1]), units), []*node{x}, "units: %d%s%s", units, act, g.init(0.3))
	n.plain = strings.Contains(act, "tanh") || strings.Contains(act, "linear")
}

func (g *network) sum() {
	from := g.alike(2 + g.IntN(2))
	kind := pick(g.draw, []string{"add", "mul"})
	g.add(from[0].dims, from, "kind: %s%s", kind, g.activation(0.2))
}

// Formulas of layers, by how many they take.
var layerFormulas = [][]string{
	{"0.5*x + tanh(x)", "x/sqrt(1 + x*x)", "softplus(x) - 0.3", "x*sigmoid(1.702*x)", "pow(1 + x*x, 0.25)"},
	{"x*sigmoid(y)", "where(x > y, x, 0.5*y)", "x/sqrt(1 + y*y)", "softplus(x) - tanh(y)"},
	{"x + y*tanh(z)", "where(x > 0.1, y, z)", "max(x, y) - 0.3*z"},
}

func (g *network) formulaLayer() {
	n := 1 + g.IntN(3)
	from := g.alike(n)
	g.add(from[0].dims, from, "kind: formula, formula: %q%s", pick(g.draw, layerFormulas[n-1]), g.activation(0.2))
}

func (g *network) concat() {
	from := g.alike(2)
	at := g.IntN(len(from[0].dims))
	dims := slices.Clone(from[0].dims)
	if dims[at] *= 2; op.Size(dims) > maxSize {
		return
	}
	axis := at
	if g.chance(0.3) {
		axis -= len(dims)
	}
	g.add(dims, from, "kind: concat, axis: %d", axis)
}

func (g *network) shape() {
	x := g.pick()
	if g.chance(0.5) {
		g.add([]int{x.size()}, []*node{x}, "kind: flatten").plain = x.plain
		return
	}
	rows := 1
	for k := 2; k <= 6; k++ {
		if x.size()%k == 0 {
			rows = k
		}
	}
	last := fmt.Sprint(x.size() / rows)
	if g.chance(0.3) {
		last = "-1"
	}
	g.add([]int{rows, x.size() / rows}, []*node{x}, "kind: reshape, shape: [%d, %s]", rows, last).plain = x.plain
}

func (g *network) permute() {
	x := g.pick()
	axes := g.Perm(len(x.dims))
	var dims []int
	for _, a := range axes {
		dims = append(dims, x.dims[a])
	}
	g.add(dims, []*node{x}, "kind: permute, axes: %s", list(axes)).plain = x.plain
}

func (g *network) slice() {
	x := g.pick()
	at := g.IntN(len(x.dims))
	n := x.dims[at]
	start := g.IntN(n)
	end, step := start+1+g.IntN(n-start), 1+g.IntN(2)
	dims := slices.Clone(x.dims)
	dims[at] = (end - start + step - 1) / step
	g.add(dims, []*node{x}, "kind: slice, axis: %d, start: %d, end: %d, step: %d", at, start, end, step).plain = x.plain
}

func (g *network) reduce() {
	x := g.pick()
	ops := []string{"mean", "sum"}
	if x.plain {
		ops = append(ops, "max", "max")
	}
	at := g.IntN(len(x.dims))
	keep := g.chance(0.5)
	dims := slices.Clone(x.dims)
	dims[at] = 1
	if !keep {
		dims = slices.Delete(dims, at, at+1)
	}
	if len(dims) == 0 {
		dims = []int{1}
	}
	n := g.add(dims, []*node{x}, "kind: reduce, op: %s, axes: [%d], keep: %v", pick(g.draw, ops), at, keep)
	if keep && g.chance(0.5) { // the sizes of 1 are repeated
		g.add(x.dims, []*node{x, n}, "kind: %s", pick(g.draw, []string{"add", "mul"}))
	}
}

func (g *network) scale() {
	x := g.pick()
	factor := make([]float64, x.dims[0])
	for i := range factor {
		factor[i] = g.number()
	}
	if g.chance(0.3) {
		g.add(x.dims, []*node{x}, "kind: scale, factor: %v, offset: %v", g.number(), g.number()).plain = x.plain
		return
	}
	g.add(x.dims, []*node{x}, "kind: scale, factor: %s", list(factor)).plain = x.plain
}

// quantize draws steps of which some entries are many, and some are kept within the range.
func (g *network) quantize() {
	x := g.pick()
	step := make([]float64, x.dims[0])
	for i := range step {
		step[i] = g.number() / 8
	}
	attrs := pick(g.draw, []string{"", ", low: 0, high: 255", ", low: -7, high: 7"})
	if g.chance(0.5) {
		g.add(x.dims, []*node{x}, "kind: quantize, step: %v%s", step[0], attrs)
		return
	}
	g.add(x.dims, []*node{x}, "kind: quantize, step: %s%s", list(step), attrs)
}

func (g *network) activationLayer() {
	x := g.pick()
	if g.chance(0.4) {
		g.add(x.dims, []*node{x}, "kind: activation, activation: softmax")
		return
	}
	g.add(x.dims, []*node{x}, "kind: activation%s", g.activation(1))
}

func (g *network) norm() {
	x := g.pick()
	if x.input { // what does not vary in training says little
		return
	}
	kind := op.MustLookup(op.LayerKinds, pick(g.draw, []string{"layer_norm", "rms_norm", "batch_norm"}))
	attrs := ""
	if g.chance(0.5) {
		attrs += fmt.Sprintf(", epsilon: %s", pick(g.draw, []string{"1e-3", "1e-5", "0.01"}))
	}
	if kind.Name != "batch_norm" && g.chance(0.5) {
		attrs += fmt.Sprintf(", dims: %d", 1+g.IntN(len(x.dims)))
	}
	if kind.Name == "batch_norm" && g.chance(0.5) {
		attrs += fmt.Sprintf(", momentum: %s", short(g.Float64()))
	}
	g.add(x.dims, []*node{x}, "kind: %s%s%s", kind.Name, attrs, g.activation(0.2))
}

func (g *network) dropout() {
	if x := g.pick(); !x.input {
		g.add(x.dims, []*node{x}, "kind: %s, rate: %s", pick(g.draw, []string{"dropout", "dropout2d"}), short(g.Float64()*0.6))
	}
}

// loose joins everything that nothing reads into one vector.
func (g *network) loose() *node {
	var from []*node
	size := 0
	for _, n := range slices.Clone(g.nodes) {
		if n.read {
			continue
		}
		if len(n.dims) > 1 || n.input {
			n = g.add([]int{n.size()}, []*node{n}, "kind: flatten")
		}
		from = append(from, n)
		size += n.size()
	}
	if len(from) == 1 {
		return from[0]
	}
	return g.add([]int{size}, from, "kind: concat")
}

// heads draws one output, or several, which read layers of their own.
func (g *network) heads() {
	trunk := g.loose()
	if g.chance(0.6) {
		task := pick(g.draw, op.Tasks)
		outputs := g.head("", trunk, task)
		g.output(task, outputs)
		g.train(task)
		return
	}
	var text strings.Builder
	for i := range 2 + g.IntN(2) {
		task, name := pick(g.draw, op.Tasks), fmt.Sprintf("h_%d", i+1)
		g.head(name, trunk, task)
		more := ""
		if g.chance(0.5) {
			more += ", loss_weight: " + short(0.1+g.Float64())
		}
		if !task.Labels && g.chance(0.5) {
			more += ", normalize: standard"
		}
		for _, key := range append(g.valueKeys(task), g.threshold(task)...) {
			more += ", " + key
		}
		fmt.Fprintf(&text, "  head_%d: {from: %s, task: %s%s}\n", i+1, name, task.Name, more)
	}
	g.linef("outputs:\n%s", strings.TrimRight(text.String(), "\n"))
	ensemble := ""
	if g.chance(0.15) {
		ensemble = fmt.Sprintf(", ensemble: %d", 2+g.IntN(3))
	}
	g.linef("train: {batch: %d%s}", 1+g.IntN(60), ensemble)
	g.split(g.finds)
}

// head writes the layer that a head reads and returns its units.
func (g *network) head(name string, from *node, task *op.Task) int {
	units := task.Units
	if units == 0 {
		units = 2 + g.IntN(9)
	}
	if name != "" {
		name = "name: " + name + ", "
	}
	from.read = true
	g.linef("  - {%sfrom: %s, units: %d}", name, from.name, units)
	return units
}
