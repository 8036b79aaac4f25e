package lower

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/nngen/nngen/internal/onnx"
)

// wanted lists the outputs of the graph that become heads. The label of a classifier is none: it follows from the
// probabilities, which Classify shows.
func wanted(g *onnx.Graph) []*onnx.Value {
	if _, ok := classesOf(g); ok {
		return g.Outputs[1:]
	}
	return g.Outputs
}

// classesOf finds the classes of a classifier: a graph of two outputs, the label of the most probable class, and the
// probabilities.
func classesOf(g *onnx.Graph) (classes []string, ok bool) {
	if len(g.Outputs) != 2 || g.Outputs[0].Type != onnx.TensorType || g.Outputs[0].Elem != onnx.Int64 && g.Outputs[0].Elem != onnx.String {
		return nil, false
	}
	p := producers(g)
	n := p[g.Outputs[0].Name]
	for n != nil && slices.Contains([]string{"Cast", "Reshape", "Identity", "Squeeze", "Flatten"}, n.Op) {
		n = p[n.Inputs[0]]
	}
	switch {
	case n == nil:
		return nil, false
	case n.Operator() == "ai.onnx.ml.LinearClassifier" && n.Outputs[0] != "":
		return texts(n.Args().Texts("classlabels_strings"), n.Args().Ints("classlabels_ints")), true
	case n.Operator() == "ai.onnx.ml.ArrayFeatureExtractor":
		for _, t := range g.Initializers {
			if t.Name == n.Inputs[0] {
				return texts(t.Strings, t.Ints), len(t.Strings)+len(t.Ints) > 0
			}
		}
	}
	return nil, false
}

func producers(g *onnx.Graph) map[string]*onnx.Node {
	p := map[string]*onnx.Node{}
	for _, n := range g.Nodes {
		for _, out := range n.Outputs {
			p[out] = n
		}
	}
	return p
}

func texts(list []string, numbers []int64) []string {
	if list != nil {
		return list
	}
	for _, n := range numbers {
		list = append(list, strconv.FormatInt(n, 10))
	}
	return list
}

// classify lets the head of a classifier be that of its task: several classes by softmax, two by the probability of the
// second.
func (n *Network) classify(h *Head, classes []string) error {
	if h.Size() != len(classes) {
		return fmt.Errorf("the output %q has %d numbers for %d classes", h.Name, h.Size(), len(classes))
	}
	h.Labels = classes
	if len(classes) == 2 {
		h.Second, h.Dims = true, []int{1}
		return n.second(h)
	}
	if h.Task != "multiclass" {
		return fmt.Errorf("the probabilities %q of %d classes are no softmax", h.Name, len(classes))
	}
	return nil
}

// second lets a head of two probabilities be that of the second alone.
func (n *Network) second(h *Head) error {
	l := h.From
	switch {
	case l.Kind == "concat" && len(l.From) == 2 && l.From[0].is("formula", "1.0 - x") && l.From[0].From[0] == l.From[1]:
		h.From = l.From[1]
	case l.Kind == "dense" && l.Activation.Word == "softmax":
		d := l.difference()
		n.Layers = append(n.Layers, d)
		h.From = d
	case l.Kind == "activation" && l.Activation.Word == "sigmoid" && l.From[0].opposite():
		d := l.From[0].unit(1)
		n.Layers = append(n.Layers, d)
		h.From = d
	default:
		return fmt.Errorf("the probabilities %q of two classes are neither a softmax nor p and 1 - p", h.Name)
	}
	n.prune()
	for n.once(n.takeSigmoid) {
	}
	h.Task = "binary"
	if h.From.Kind != "dense" || h.From.Activation.Word != "sigmoid" {
		return fmt.Errorf("the probability of the second class is no sigmoid of a dense layer")
	}
	return nil
}

// takeSigmoid merges the sigmoid of a head into the dense layer before it.
func (n *Network) takeSigmoid(l *Layer, readers map[*Layer]int) bool {
	if l.Kind != "activation" || l.Activation.Word != "sigmoid" || l.From[0].Kind != "dense" || readers[l.From[0]] != 1 || n.headOf(l) == nil {
		return false
	}
	l.From[0].Activation = l.Activation
	l.From[0].note(l.Nodes)
	n.replace(l, l.From[0])
	return true
}

// is reports whether the layer computes a formula.
func (l *Layer) is(kind, formula string) bool {
	return l.Kind == kind && len(l.Attrs) == 1 && l.Attrs[0].Value == formula
}

// unit is one unit of a dense layer, with sigmoid.
func (l *Layer) unit(u int) *Layer {
	k := len(l.Params[0].Data) / l.Units
	return &Layer{Kind: "dense", Name: l.Name, From: l.From, Dims: []int{1}, Units: 1, Activation: Activation{Word: "sigmoid"}, Nodes: l.Nodes,
		Params: []Param{{"weight", []int{1, k}, l.Params[0].Data[u*k : u*k+k]}, {"bias", []int{1}, l.Params[1].Data[u : u+1]}}}
}

// difference is the second less the first of two units: what a softmax over both makes of it is its sigmoid.
func (l *Layer) difference() *Layer {
	d := l.unit(1)
	first := l.unit(0)
	for i := range d.Params {
		data := slices.Clone(d.Params[i].Data)
		for j, x := range first.Params[i].Data {
			data[j] -= x
		}
		d.Params[i].Data = data
	}
	return d
}

// opposite reports whether the layer has two units, one the negative of the other.
func (l *Layer) opposite() bool {
	if l.Kind != "dense" || l.Units != 2 || !l.Activation.Linear() {
		return false
	}
	a, b := l.unit(0), l.unit(1)
	for i := range a.Params {
		for j, x := range a.Params[i].Data {
			if x != -b.Params[i].Data[j] {
				return false
			}
		}
	}
	return true
}
