package lower

import (
	"slices"
	"strings"
)

// weighs reports whether a layer multiplies by weights, so that factors and offsets behind it go into them.
func (l *Layer) weighs() bool {
	return l.Kind == "dense" || strings.HasPrefix(l.Kind, "conv") && l.Kind != "concat"
}

// output is the unit or map that weight i of a layer belongs to.
func (l *Layer) output(i int) int {
	dims := l.Params[0].Dims
	if !strings.HasPrefix(l.Kind, "conv_transpose") {
		return i / size(dims[1:])
	}
	each, taps := dims[1], size(dims[2:])
	groups := l.Dims[0] / each
	return i/(each*taps)/(dims[0]/groups)*each + i/taps%each
}

// dropBias lets a convolution have no bias where the file gives it none and nothing has been added since.
func (l *Layer) dropBias() {
	if l.unbiased {
		l.Attrs, l.Params = append(l.Attrs, Attr{"bias", false}), l.Params[:1]
		l.unbiased = false
	}
}

// takePad makes zeros around a map the padding of the convolution behind them.
func (n *Network) takePad(l *Layer, readers map[*Layer]int) bool {
	if l.slide == nil || l.Kind != "conv1d" && l.Kind != "conv2d" {
		return false
	}
	pad := l.From[0]
	if pad.Kind != "pad" || readers[pad] != 1 || !pad.Activation.Linear() {
		return false
	}
	for i := range l.slide.before {
		l.slide.before[i] += pad.slide.before[i]
		l.slide.after[i] += pad.slide.after[i]
	}
	l.Attrs = slices.DeleteFunc(l.Attrs, func(a Attr) bool { return a.Key == "padding" })
	l.Attrs = append(l.Attrs, Attr{"padding", l.slide.padding()})
	l.From, l.Nodes = pad.From, slices.Concat(pad.Nodes, l.Nodes)
	n.prune()
	return true
}

// takeGlobalPool finds the mean or maximum over all axes behind the channels of a map, also of one whose channels come last.
func (n *Network) takeGlobalPool(l *Layer, _ map[*Layer]int) bool {
	from := l.From[0]
	if l.Kind != "reduce" || len(from.Dims) != 3 {
		return false
	}
	kind := map[string]string{"mean": "global_avg_pool", "max": "global_max_pool"}[l.word("op")]
	axes, _ := l.attr("axes").([]int)
	last := slices.Equal(axes, []int{0, 1}) && from.Kind == "permute"
	if last {
		order := from.attr("axes").([]int)
		last = order[2] == 0
	}
	if kind == "" || !last && !slices.Equal(axes, []int{1, 2}) {
		return false
	}
	l.Kind, l.Attrs = kind, nil
	if last {
		l.From, l.Nodes = from.From, slices.Concat(from.Nodes, l.Nodes)
		n.prune()
	}
	return true
}

// view reports whether a layer shows the numbers of another in another shape.
func (l *Layer) view() bool { return l.Kind == "flatten" || l.Kind == "reshape" }

// joinViews makes one view of two, and none of what has its shape already.
func (n *Network) joinViews(l *Layer, _ map[*Layer]int) bool {
	if !l.view() || !l.From[0].view() && !slices.Equal(l.Dims, l.From[0].Dims) {
		return false
	}
	l.From[0] = plain(l.From[0])
	if slices.Equal(l.Dims, l.From[0].Dims) {
		n.replace(l, l.From[0])
	}
	n.prune()
	return true
}

// takePermute lets a dense layer read a map as it lies, channels first, where the file lays the channels last before it: the
// columns of the weights go into that order.
func (n *Network) takePermute(l *Layer, readers map[*Layer]int) bool {
	if l.Kind != "dense" || len(l.From[0].Dims) != 1 || l.From[0].Kind != "flatten" || readers[l.From[0]] != 1 {
		return false
	}
	flat := l.From[0]
	permute := flat.From[0]
	if permute.Kind != "permute" || readers[permute] != 1 {
		return false
	}
	from := permute.From[0].Dims
	steps := make([]int, len(from))
	for i, a := range permute.attr("axes").([]int) {
		steps[a] = size(permute.Dims[i+1:])
	}
	k := size(from)
	data := make([]float64, len(l.Params[0].Data))
	for i := range data {
		at, rest := 0, i%k
		for a, d := range slices.Backward(from) {
			at += rest % d * steps[a]
			rest /= d
		}
		data[i] = l.Params[0].Data[i/k*k+at]
	}
	l.Params[0].Data = data
	flat.From, flat.Nodes = permute.From, slices.Concat(permute.Nodes, flat.Nodes)
	n.prune()
	return true
}

// takeGroups brings a group_norm of groups alone, as it is where channels are laid together before, to the channels behind it:
// PyTorch writes its GroupNorm so.
func (n *Network) takeGroups(l *Layer, readers map[*Layer]int) bool {
	norm := l.From[0]
	if l.Kind != "reshape" || norm.Kind != "group_norm" || readers[norm] != 1 || !norm.From[0].view() {
		return false
	}
	groups, channels := len(norm.Params[0].Data), l.Dims[0]
	if norm.attr("groups") != groups || channels%groups != 0 || !slices.Equal(plain(norm.From[0]).Dims, l.Dims) {
		return false
	}
	for i := range norm.Params {
		norm.Params[i] = Param{norm.Params[i].Name, []int{channels}, repeated(norm.Params[i].Data, channels/groups)}
	}
	norm.From, norm.Dims = []*Layer{plain(norm.From[0])}, l.Dims
	norm.note(l.Nodes)
	n.replace(l, norm)
	n.prune()
	return true
}

// attr is the value of an attribute, nil where there is none.
func (l *Layer) attr(key string) any {
	for _, a := range l.Attrs {
		if a.Key == key {
			return a.Value
		}
	}
	return nil
}
