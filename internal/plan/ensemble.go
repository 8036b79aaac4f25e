package plan

import (
	"fmt"
	"slices"

	"github.com/nngen/nngen/internal/expr"
	"github.com/nngen/nngen/internal/ir"
	"github.com/nngen/nngen/spec"
)

// taken is what the loss of head i is taken of, outputs or logits: a row of each member of an ensemble, below each other.
func (l *lowering) taken(net *network, i int, out *spec.Output) *ir.Buffer {
	of, name := net.of, "ys"
	if out.Loss.Entry.Logits {
		of, name = net.logits, "zs"
	}
	first := of(out.From)
	n := first.Size()
	if out.Alone() {
		return first.View(n)
	}
	var args []*ir.Buffer
	var blocks []ir.Block
	for k, from := range out.Reads() {
		args = append(args, of(from))
		blocks = append(blocks, ir.NewBlock(k, k*n, 0, []int{n}, []int{1}, []int{1}))
	}
	l.Outside(ir.AtOutput)
	rows := l.Temp(l.headName(name, i), len(args), n)
	rows.Symbol = first.Symbol
	l.Emit(&ir.Place{Word: "concat", Blocks: blocks}, rows, args...)
	net.params[rows] = slices.ContainsFunc(args, net.learns)
	return rows
}

// target is what head i is to answer, for the rows that its loss is taken of: in the units of the network, unless a class.
func (l *lowering) target(i int, out *spec.Output) *ir.Buffer {
	l.Outside(ir.AtTarget)
	n, t := l.headNorm(i), l.prog.Heads[i].Target
	if n.Log1p {
		t = l.mapped(t, l.headName("tl", i), "log1p", "log1p(t)", "t")
	}
	if n.How != "none" {
		t = l.normalized(t, n, "(t - offset)/scale", "t", l.headName("tn", i), normalizes)
	}
	if out.Alone() || out.Task.Classes {
		return t
	}
	members := len(out.Reads())
	rows := l.Temp(l.headName("tr", i), members, t.Size())
	l.Emit(&ir.Place{Word: "repeat", Blocks: []ir.Block{ir.NewBlock(0, 0, 0, rows.Dims, []int{t.Size(), 1}, []int{0, 1})}}, rows, t)
	return rows
}

// mean is what head i reads of the layers: of an ensemble the mean.
func (l *lowering) mean(net *network, i int, out *spec.Output) *ir.Buffer {
	if out.Alone() {
		return net.of(out.From)
	}
	var sum expr.Expr
	var bound []ir.Bound
	for k, from := range out.Reads() {
		v := expr.Var(fmt.Sprintf("m%d", k+1))
		if sum == nil {
			sum = v
		} else {
			sum = &expr.Binary{Op: "+", X: sum, Y: v}
		}
		bound = append(bound, ir.Bound{Var: string(v), Buf: net.of(from).View(out.Units)})
	}
	l.Outside(ir.AtOutput)
	y := l.meanBuffer(i, out)
	l.EmitMap(y, ir.Map{F: &expr.Binary{Op: "/", X: sum, Y: expr.Num(len(bound))}, Word: "mean"}, bound...)
	return y
}

// meanOfRows is mean, of what the loss of an ensemble is taken of.
func (l *lowering) meanOfRows(rows *ir.Buffer, i int, out *spec.Output) *ir.Buffer {
	if out.Loss.Entry.Logits {
		layer := &l.spec.Layers[out.From.Layer]
		l.Enter(layer.Index)
		a := l.Like(rows, l.headName("as", i), ir.Temp)
		layer.ActivateInto(l.Builder, a, rows)
		rows = a
	}
	l.Outside(ir.AtOutput)
	sum := l.Temp(l.headName("sum", i), out.Units)
	l.Emit(&ir.Place{Word: "sum", Blocks: []ir.Block{ir.NewBlock(0, 0, 0, rows.Dims, []int{0, 1}, []int{out.Units, 1})}}, sum, rows)
	y := l.meanBuffer(i, out)
	l.EmitMap(y, ir.Map{F: &expr.Binary{Op: "/", X: expr.Var("s"), Y: expr.Num(rows.Rows())}}, ir.Bound{Var: "s", Buf: sum})
	return y
}

// meanBuffer is where the mean of an ensemble stands: in the output, where nothing is done to it.
func (l *lowering) meanBuffer(i int, out *spec.Output) *ir.Buffer {
	name := "y"
	if n := l.headNorm(i); n.How != "none" || n.Log1p || n.Clip {
		name = "ym"
	}
	return l.Temp(l.headName(name, i), out.Units)
}
