package lower

import (
	"fmt"
	"slices"

	"github.com/nngen/nngen/internal/onnx"
	"github.com/nngen/nngen/internal/onnx/eval"
	"github.com/nngen/nngen/internal/op"
)

// heads makes a head of each output.
func (b *builder) heads(g *onnx.Graph) {
	for _, o := range wanted(g) {
		v := b.values[o.Name]
		need(v.row(), "the output %q does not depend on the inputs", o.Name)
		need(v.batched == b.batched, "the output %q has no axis for the batch", o.Name)
		v.numeric()
		b.net.Heads = append(b.net.Heads, &Head{Name: o.Name, From: b.layer(v), Dims: v.dims, Task: "regression"})
	}
}

// readers counts what reads each layer.
func (n *Network) readers() map[*Layer]int {
	count := map[*Layer]int{}
	for _, l := range n.Layers {
		for _, f := range l.From {
			count[f]++
		}
	}
	for _, h := range n.Heads {
		count[h.From]++
	}
	return count
}

// replace lets everything that reads a layer read another.
func (n *Network) replace(old, by *Layer) {
	for _, l := range n.Layers {
		for i, f := range l.From {
			if f == old {
				l.From[i] = by
			}
		}
	}
	for _, h := range n.Heads {
		if h.From == old {
			h.From = by
		}
	}
	n.Layers = slices.DeleteFunc(n.Layers, func(l *Layer) bool { return l == old })
}

// prune drops layers that nothing reads.
func (n *Network) prune() {
	read := map[*Layer]bool{}
	for _, h := range n.Heads {
		read[h.From] = true
	}
	var kept []*Layer
	for _, l := range slices.Backward(n.Layers) {
		if !read[l] {
			continue
		}
		kept = append(kept, l)
		for _, f := range l.From {
			read[f] = true
		}
	}
	slices.Reverse(kept)
	n.Layers = kept
}

// Size is how many numbers the head has.
func (h *Head) Size() int { return size(h.Dims) }

// Of finds the numbers of the head among the outputs of the graph.
func (h *Head) Of(g *onnx.Graph, outputs []*eval.Tensor) ([]float64, error) {
	i := slices.IndexFunc(g.Outputs, func(v *onnx.Value) bool { return v.Name == h.Name })
	if i < 0 || outputs[i].Elem == onnx.String {
		return nil, fmt.Errorf("the output %q holds no numbers", h.Name)
	}
	all := eval.Cast(outputs[i], onnx.Double).Floats
	if !h.Second {
		return all, nil
	}
	var second []float64
	for k := 1; k < len(all); k += 2 {
		second = append(second, all[k])
	}
	return second, nil
}

// SetTask lets a head mean what the user says. The network computes the same, so its last activation must be the task's.
func (n *Network) SetTask(h *Head, task string) error {
	t, ok := op.Lookup(op.Tasks, task)
	if !ok {
		return fmt.Errorf("there is no task %q", task)
	}
	l := h.From
	if t.Only && l.Kind == "activation" && l.Activation.Word == t.Activation && n.headOf(l) != nil && n.readers()[l.From[0]] == 1 && l.From[0].Activation.Linear() {
		l.From[0].Activation = l.Activation
		l.From[0].note(l.Nodes)
		n.replace(l, l.From[0])
		l = h.From
	}
	switch {
	case t.Only && (l.Kind != "dense" || l.Activation.Word != t.Activation || len(l.Dims) != 1):
		return fmt.Errorf("the task %s needs a layer with %s at the end, and the output %q has none: it would change what the model computes", task, t.Activation, h.Name)
	case t.Units > 0 && h.Size() != t.Units:
		return fmt.Errorf("the task %s has one output, but %q has %d numbers", task, h.Name, h.Size())
	case !t.Only && l.Kind == "dense" && l.Activation.Word == "softmax":
		n.Layers = append(n.Layers, &Layer{Kind: "activation", From: []*Layer{l}, Dims: l.Dims, Activation: l.Activation})
		l.Activation = Activation{}
		h.From = n.Layers[len(n.Layers)-1]
	}
	h.Task = task
	return nil
}
