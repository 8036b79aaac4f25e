package plan

import (
	"fmt"
	"slices"

	"github.com/nngen/nngen/internal/expr"
	"github.com/nngen/nngen/internal/ir"
	"github.com/nngen/nngen/internal/op"
	"github.com/nngen/nngen/spec"
)

// network is what the layers of a spec compute in one pass.
type network struct {
	inputs []*ir.Buffer
	pre    []*ir.Buffer // of each layer, before its activation
	out    []*ir.Buffer
	params map[*ir.Buffer]bool // what depends on parameters
}

func (n *network) of(s spec.Source) *ir.Buffer {
	if s.FromInput() {
		return n.inputs[s.Input]
	}
	return n.out[s.Layer]
}

// logits is what a layer computes before its activation.
func (n *network) logits(s spec.Source) *ir.Buffer { return n.pre[s.Layer] }

// learns reports whether what a head reads depends on parameters. An input that passes through does not.
func (n *network) learns(b *ir.Buffer) bool { return n.params[b.Memory()] }

// network lowers the inputs and all layers. Of layers that a head of a training pass takes the logits of, and nothing else
// reads, the activation is left out.
func (l *lowering) network(heads []*spec.Output) *network {
	before := len(l.Built())
	n := &network{inputs: l.inputs(), params: map[*ir.Buffer]bool{}}
	for i := range l.spec.Layers {
		layer := &l.spec.Layers[i]
		l.Enter(layer.Index)
		var xs []*ir.Buffer
		for _, from := range layer.From {
			xs = append(xs, n.of(from))
		}
		pre := layer.Kind.Forward(l.Builder, &layer.Layer, xs)
		out := pre
		if !l.logitsOnly(i, heads) {
			out = layer.Activate(l.Builder, pre)
		}
		n.pre, n.out = append(n.pre, pre), append(n.out, out)
	}
	for _, in := range l.Built()[before:] {
		if slices.ContainsFunc(in.Args, func(a *ir.Buffer) bool { return a.Role == ir.Param || n.params[a.Memory()] }) {
			n.params[in.Dst.Memory()] = true
		}
	}
	return n
}

// logitsOnly reports whether layer i is read by heads alone, all of which take its logits.
func (l *lowering) logitsOnly(i int, heads []*spec.Output) bool {
	taken := false
	for _, h := range heads {
		if slices.Contains(h.Reads(), spec.Source{Layer: i}) {
			if !h.Loss.Entry.Logits {
				return false
			}
			taken = true
		}
	}
	return taken && !slices.ContainsFunc(l.spec.Layers, func(other spec.Layer) bool {
		return slices.Contains(other.From, spec.Source{Layer: i})
	})
}

// inputs are what the first layers take: the row, or each input of a mapping, normalized.
func (l *lowering) inputs() []*ir.Buffer {
	x := l.prog.Input
	l.Outside(ir.AtInput)
	if len(l.spec.Inputs) > 0 {
		return []*ir.Buffer{l.table(x)}
	}
	if len(l.spec.Ports) == 0 {
		return []*ir.Buffer{l.normalizedInput(x, l.norms[0], "a0")}
	}
	var list []*ir.Buffer
	from := 0
	for i := range l.spec.Ports {
		p := &l.spec.Ports[i]
		part := x.View(p.Dims...)
		if len(l.spec.Ports) > 1 {
			part = l.Temp(fmt.Sprintf("x%d", i+1), p.Dims...)
			l.Emit(&ir.Place{Word: p.Text, Blocks: []ir.Block{ir.NewBlock(0, 0, from, []int{p.Size()}, []int{1}, []int{1})}}, part, x)
		}
		from += op.Size(p.Dims)
		name := "a0"
		if len(l.spec.Ports) > 1 {
			name = fmt.Sprintf("a0_%d", i+1)
		}
		list = append(list, l.normalizedInput(part, l.norms[i], name))
	}
	return list
}

// table encodes the row of a table.
func (l *lowering) table(x *ir.Buffer) *ir.Buffer {
	if !l.spec.Typed() {
		return l.normalizedInput(x, l.norms[0], "a0")
	}
	var norm op.Norm
	if n := l.norms[0]; n.How != "none" {
		norm = func(src *ir.Buffer, name string) *ir.Buffer {
			return l.normalized(src, n, "(x - offset)/scale", "x", name, normalizes)
		}
	}
	inputs := l.spec.Encodings()
	return op.Encode(l.Builder, x, inputs, op.Tables(l.Builder, inputs), norm)
}

func (l *lowering) normalizedInput(x *ir.Buffer, n spec.Norm, name string) *ir.Buffer {
	switch n.How {
	case "none":
		return x
	case "robust":
		z := l.normalized(x, n, "(x - offset)/scale", "x", "xn"+name[1:], normalizes)
		a := l.Temp(name, x.Dims...)
		l.EmitMap(a, ir.Map{F: expr.MustParse(op.Squash, "x"), Slope: expr.MustParse(op.SquashSlope, "x"), Word: "squash"}, ir.Bound{Var: "x", Buf: z})
		return a
	}
	return l.normalized(x, n, "(x - offset)/scale", "x", name, normalizes)
}
