package lower

import (
	"slices"
	"strconv"
	"strings"
)

// takeLayerNorm finds a layer normalization that is written out: d/√(mean d² + ε) for d = x − mean x, over the last axes.
func (n *Network) takeLayerNorm(l *Layer, readers map[*Layer]int) bool {
	epsilon, ok := l.quotient()
	if !ok {
		return false
	}
	d, variance := l.From[0], plain(l.From[1])
	if !d.is("formula", "x - y") || !d.Activation.Linear() || readers[d] != 2 || variance.Kind != "reduce" {
		return false
	}
	x, mean, square := d.From[0], plain(d.From[1]), variance.From[0]
	over, ok := variance.lastAxes()
	switch {
	case !ok || variance.word("op") != "mean" || !square.is("formula", "x * x") || square.From[0] != d || readers[square] != 1,
		mean.Kind != "reduce" || mean.word("op") != "mean" || mean.From[0] != x,
		!slices.Equal(x.Dims, d.Dims) || !slices.Equal(x.Dims, l.Dims):
		return false
	}
	if m, ok := mean.lastAxes(); !ok || m != over {
		return false
	}
	dims := x.Dims[len(x.Dims)-over:]
	l.Kind, l.From = "layer_norm", []*Layer{x}
	l.Attrs = []Attr{{"epsilon", epsilon}}
	if over > 1 {
		l.Attrs = append(l.Attrs, Attr{"dims", over})
	}
	l.Params = []Param{{"weight", dims, slices.Repeat([]float64{1}, size(dims))}, {"bias", dims, make([]float64, size(dims))}}
	l.Nodes = slices.Concat(mean.Nodes, d.Nodes, square.Nodes, variance.Nodes, l.Nodes)
	n.prune()
	return true
}

// quotient reads the ε of x/√(y + ε).
func (l *Layer) quotient() (epsilon float64, ok bool) {
	if l.Kind != "formula" || len(l.From) != 2 || !l.Activation.Linear() {
		return 0, false
	}
	text, before := strings.CutPrefix(l.Attrs[0].Value.(string), "x / sqrt(y + ")
	text, after := strings.CutSuffix(text, ")")
	epsilon, err := strconv.ParseFloat(text, 64)
	return epsilon, before && after && err == nil && epsilon > 0
}

// plain is what a layer shows in another shape.
func plain(l *Layer) *Layer {
	for l.Kind == "reshape" || l.Kind == "flatten" {
		l = l.From[0]
	}
	return l
}

// word is an attribute that is a text.
func (l *Layer) word(key string) string {
	text, _ := l.attr(key).(string)
	return text
}

// lastAxes is how many of the last axes a reduction is over.
func (l *Layer) lastAxes() (int, bool) {
	rank := len(l.From[0].Dims)
	for _, a := range l.Attrs {
		if a.Key == "axes" {
			axes := a.Value.([]int)
			return len(axes), slices.Equal(axes, identityOrder(rank)[rank-len(axes):])
		}
	}
	return rank, true
}

// foldIntoNorm puts the factors and offsets behind a normalization into its weights.
func (n *Network) foldIntoNorm(l *Layer, readers map[*Layer]int) bool {
	if l.Kind != "scale" {
		return false
	}
	norm := l.From[0]
	if norm.Kind != "layer_norm" && norm.Kind != "group_norm" || readers[norm] != 1 || !norm.Activation.Linear() {
		return false
	}
	k := len(norm.Params[0].Data)
	factor, offset := l.everywhere(l.list("factor"), 1), l.everywhere(l.list("offset"), 0)
	if norm.Kind == "group_norm" {
		inner := size(norm.Dims) / k
		if !perChannel(factor, inner) || !perChannel(offset, inner) {
			return false
		}
		factor, offset = firsts(factor, inner), firsts(offset, inner)
	} else if !repeats(factor, k) || !repeats(offset, k) {
		return false
	}
	weight, bias := slices.Clone(norm.Params[0].Data), slices.Clone(norm.Params[1].Data)
	for i := range k {
		weight[i] *= factor[i]
		bias[i] = bias[i]*factor[i] + offset[i]
	}
	norm.Params[0].Data, norm.Params[1].Data = weight, bias
	norm.note(l.Nodes)
	norm.Name = l.Name
	n.replace(l, norm)
	return true
}
