package lower

import (
	"slices"

	"github.com/nngen/nngen/internal/op"
)

// tidy says the same with fewer layers: constants go into the weights before them, activations to the layer that they
// follow.
func (n *Network) tidy() {
	n.prune()
	for n.once(n.takeLayerNorm) || n.once(n.dropLinear) || n.once(n.foldIntoWeights) || n.once(n.foldIntoNorm) || n.once(n.takePad) || n.once(n.takeGroups) || n.once(n.takePermute) || n.once(n.joinViews) || n.once(n.takeGlobalPool) || n.once(n.takeActivation) || n.once(n.joinScales) {
	}
	for _, l := range n.Layers {
		l.dropBias()
	}
	for _, h := range n.Heads {
		h.setTask()
	}
	n.prune()
}

// once applies a step to the first layer that it fits.
func (n *Network) once(step func(l *Layer, readers map[*Layer]int) bool) bool {
	readers := n.readers()
	return slices.ContainsFunc(slices.Clone(n.Layers), func(l *Layer) bool { return step(l, readers) })
}

// dropLinear drops an activation or a scale that changes nothing.
func (n *Network) dropLinear(l *Layer, _ map[*Layer]int) bool {
	idle := l.Kind == "activation" || l.Kind == "scale" && all(l.list("factor"), 1) && all(l.list("offset"), 0)
	if !idle || !l.Activation.Linear() {
		return false
	}
	n.replace(l, l.From[0])
	return true
}

func all(list []float64, x float64) bool {
	return !slices.ContainsFunc(list, func(y float64) bool { return y != x })
}

// behind returns the layer with weights whose numbers a layer takes, possibly in another shape, where nothing else reads it.
func (l *Layer) behind(readers map[*Layer]int) *Layer {
	d := l.From[0]
	for (d.Kind == "flatten" || d.Kind == "reshape") && readers[d] == 1 {
		d = d.From[0]
	}
	if !d.weighs() || d.whole || readers[d] != 1 || !d.Activation.Linear() {
		return nil
	}
	return d
}

// foldIntoWeights puts factors and offsets behind a dense layer or a convolution into its weights. The statistics of a
// convolution's batch_norm stay, for those who train on; predictions fold them anyway.
func (n *Network) foldIntoWeights(l *Layer, readers map[*Layer]int) bool {
	if l.Kind != "scale" && l.Kind != "batch_norm" {
		return false
	}
	d := l.behind(readers)
	if d == nil || d.Kind != "dense" && l.Kind == "batch_norm" {
		return false
	}
	factor, offset, ok := l.perOutput(d)
	if !ok {
		return false
	}
	d.fold(factor, offset)
	d.Name = l.Name
	d.note(l.Nodes)
	if slices.Equal(l.Dims, d.Dims) {
		n.replace(l, d)
		return true
	}
	l.Kind, l.Attrs, l.Params, l.Nodes = "flatten", nil, nil, nil
	if len(l.Dims) > 1 {
		l.Kind, l.Attrs = "reshape", []Attr{{"shape", l.Dims}}
	}
	return true
}

// note adds nodes that the layer stands for.
func (l *Layer) note(nodes []string) {
	for _, n := range nodes {
		if !slices.Contains(l.Nodes, n) {
			l.Nodes = append(l.Nodes, n)
		}
	}
}

// perOutput is the factor and offset of each unit of a dense layer, the last axis of what it makes, or of each map of a
// convolution, the first axis.
func (l *Layer) perOutput(d *Layer) (factor, offset []float64, ok bool) {
	if l.Kind == "batch_norm" {
		factor, offset = l.factors()
		factor, offset = l.everywhere(factor, 1), l.everywhere(offset, 0)
	} else {
		factor, offset = l.everywhere(l.list("factor"), 1), l.everywhere(l.list("offset"), 0)
	}
	if d.Kind == "dense" {
		return factor[:d.Units], offset[:d.Units], repeats(factor, d.Units) && repeats(offset, d.Units)
	}
	inner := size(d.Dims[1:])
	return firsts(factor, inner), firsts(offset, inner), perChannel(factor, inner) && perChannel(offset, inner)
}

// list is an attribute that is a list of numbers.
func (l *Layer) list(key string) []float64 {
	for _, a := range l.Attrs {
		if a.Key == key {
			return a.Value.([]float64)
		}
	}
	return nil
}

// everywhere has for each entry of the layer the number of its channel.
func (l *Layer) everywhere(list []float64, def float64) []float64 {
	if list == nil {
		return slices.Repeat([]float64{def}, size(l.Dims))
	}
	return repeated(list, size(l.Dims)/len(list))
}

// fold multiplies the units of a dense layer or the maps of a convolution and adds to them.
func (l *Layer) fold(factor, offset []float64) {
	w, b := slices.Clone(l.Params[0].Data), slices.Clone(l.Params[1].Data)
	for i := range w {
		w[i] *= factor[l.output(i)]
	}
	for u := range b {
		b[u] = b[u]*factor[u] + offset[u]
	}
	l.Params[0].Data, l.Params[1].Data = w, b
	l.unbiased = l.unbiased && all(offset, 0)
}

// takers are the kinds of layers that take an activation.
var takers = []string{"dense", "add", "mul", "scale", "formula", "reduce", "layer_norm", "batch_norm", "group_norm", "conv1d", "conv2d",
	"conv_transpose1d", "conv_transpose2d", "max_pool1d", "max_pool2d", "avg_pool1d", "avg_pool2d", "global_avg_pool", "global_max_pool", "upsample", "pad"}

// takeActivation gives an activation to the layer before it, where nothing else reads that.
func (n *Network) takeActivation(l *Layer, readers map[*Layer]int) bool {
	if len(l.From) != 1 {
		return false
	}
	before := l.From[0]
	for l.Activation.Word != "softmax" && before.view() && readers[before] == 1 {
		before = before.From[0]
	}
	if !slices.Contains(takers, before.Kind) || !before.Activation.Linear() || readers[before] != 1 {
		return false
	}
	if _, alone := op.Lookup(op.LayerKinds, "activation"); alone && before.Kind == "dense" && l.Activation.Word != "softmax" && n.headOf(l) != nil {
		return false // a regression whose units bend is warned of; a binary task takes the activation, see SetTask
	}
	a, ok := l.activation()
	if !ok || a.Word == "softmax" && (before.Kind != "dense" || len(before.Dims) != 1 || n.headOf(l) == nil) {
		return false
	}
	before.Activation = a
	before.note(l.Nodes)
	before.Name = l.Name
	n.replace(l, l.From[0])
	return true
}

// activation is what a layer of one operand does, where an activation can say it.
func (l *Layer) activation() (Activation, bool) {
	switch {
	case l.Kind == "activation":
		return l.Activation, true
	case l.Kind == "formula" && l.Activation.Linear():
		text := l.Attrs[0].Value.(string)
		a, err := op.NewFormula(text)
		if err != nil {
			return Activation{}, false
		}
		_, _, _, odd := a.NotFinite() // the root of what is never negative here, which check would warn of
		return Activation{Formula: text}, !odd
	}
	return Activation{}, false
}

// headOf is the head that reads a layer, where nothing else does.
func (n *Network) headOf(l *Layer) *Head {
	i := slices.IndexFunc(n.Heads, func(h *Head) bool { return h.From == l })
	if i < 0 || n.readers()[l] != 1 {
		return nil
	}
	return n.Heads[i]
}

// joinScales makes one layer of a factor and the offset after it.
func (n *Network) joinScales(l *Layer, readers map[*Layer]int) bool {
	if l.Kind != "scale" || l.list("factor") != nil {
		return false
	}
	before := l.From[0]
	if before.Kind != "scale" || readers[before] != 1 || before.list("offset") != nil || !before.Activation.Linear() {
		return false
	}
	l.Attrs = append(slices.Clone(before.Attrs), l.Attrs...)
	l.From = before.From
	l.Nodes = append(slices.Clone(before.Nodes), l.Nodes...)
	n.prune()
	return true
}

// setTask says what a head means: probabilities of classes where it reads a softmax, else numbers.
func (h *Head) setTask() {
	if h.From.Kind == "dense" && h.From.Activation.Word == "softmax" {
		h.Task = "multiclass"
	}
}
