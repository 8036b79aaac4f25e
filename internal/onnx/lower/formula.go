package lower

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/nngen/nngen/internal/expr"
	"github.com/nngen/nngen/internal/numbers"
	"github.com/nngen/nngen/internal/onnx"
	"github.com/nngen/nngen/internal/onnx/eval"
)

// Bounds of one formula of a spec.
const (
	maxOperands = 6
	maxText     = 190
)

// variables are what formulas of specs call what they take.
var variables = []string{"x", "y", "z", "u", "v", "w"}

// formula is computed entry by entry from values that are layers. Its variables are named after their layers.
type formula struct {
	e     expr.Expr
	of    []operand
	nodes []string // that it stands for
}

// operand is a variable of a formula.
type operand struct {
	name string
	v    *value
}

// entrywise computes a formula of the arguments, entry by entry, each broadcast to the shape of the result. The formula
// calls the arguments x, y, z.
func (b *builder) entrywise(src string, elem elem, args ...*value) *value {
	return b.formula(expr.MustParse(src, variables[:len(args)]...), elem, args...)
}

func (b *builder) formula(e expr.Expr, elem elem, args ...*value) *value {
	dims, batched := b.broadcast(args)
	out := &value{elem: elem, dims: dims, batched: batched, f: b.combine(e, args, false)}
	f := out.f
	if len(f.of) > maxOperands || len(f.e.String()) > maxText || len(f.of) > 1 && b.layersOfWords(args) {
		out.f = b.combine(e, args, len(f.of) > maxOperands || len(f.e.String()) > maxText)
	}
	return out
}

// combine puts the formulas of arguments into that of the result, or where apart is set their layers.
func (b *builder) combine(e expr.Expr, args []*value, apart bool) *formula {
	dims, batched := b.broadcast(args)
	out := &value{dims: dims, batched: batched, f: &formula{}}
	by := map[string]expr.Expr{}
	for i, a := range args {
		times := expr.Count(e, variables[i])
		if apart {
			times = 2
		}
		by[variables[i]] = b.argument(out, a, times)
	}
	out.f.e = expr.Subst(e, by)
	out.f.nodes = b.noted(out.f.nodes)
	return out.f
}

// layersOfWords makes layers of the arguments that are a word of the vocabulary in one variable: relu(x) + y reads best as a
// layer with relu and a sum.
func (b *builder) layersOfWords(args []*value) (any bool) {
	for _, a := range args {
		if a.f == nil || a.layer != nil || len(a.f.of) != 1 {
			continue
		}
		e := expr.Subst(a.f.e, map[string]expr.Expr{a.f.of[0].name: expr.Var("x")})
		if w, ok := wordOf(e); ok && !w.Linear() {
			b.layer(a)
			any = true
		}
	}
	return any
}

// noted adds the node that is lowered.
func (b *builder) noted(list []string) []string {
	if b.node == nil {
		return list
	}
	title := b.node.Name
	if title == "" {
		title = b.node.Outputs[0]
	}
	if !strings.Contains(title, b.node.Op) {
		title = fmt.Sprintf("%s (%s)", title, b.node.Operator())
	}
	if slices.Contains(list, title) {
		return list
	}
	return append(list, title)
}

// argument is what stands for an argument in the formula of out: a number, a variable, or its own formula where nothing
// else needs that.
func (b *builder) argument(out, a *value, times int) expr.Expr {
	if x, ok := a.number(); ok {
		return expr.Num(x)
	}
	need(a.sizes == nil, "it computes with the size of the batch")
	if a.known != nil {
		a = b.constantRow(a, out)
	}
	if a.f != nil && a.layer == nil && a.uses <= 1 && times <= 1 {
		for _, o := range a.f.of {
			out.f.add(o)
		}
		out.f.nodes = append(out.f.nodes, a.f.nodes...)
		return a.f.e
	}
	l := b.layer(a)
	name := fmt.Sprintf("v%d", b.ids[l])
	out.f.add(operand{name, &value{elem: a.elem, dims: a.dims, batched: a.batched, layer: l}})
	return expr.Var(name)
}

func (f *formula) add(o operand) {
	for _, have := range f.of {
		if have.name == o.name {
			need(slices.Equal(have.v.dims, o.v.dims), "one layer is read in two shapes, %v and %v", have.v.dims, o.v.dims)
			return
		}
	}
	f.of = append(f.of, o)
}

// number is the value of a constant whose entries are all equal.
func (v *value) number() (float64, bool) {
	if v.known == nil || size(v.known.Dims) == 0 || v.elem == onnx.String {
		return 0, false
	}
	data := eval.Cast(v.known, onnx.Double).Floats
	for _, x := range data {
		if x != data[0] {
			return 0, false
		}
	}
	need(numbers.Finite(data[0]), "it computes with the constant %g", data[0])
	if v.elem == onnx.Float {
		return shortest(data[0]), true
	}
	return data[0], true
}

// shortest is the number with the fewest digits that is the same in float32: 0.01 for what float32 makes of it.
func shortest(x float64) float64 {
	if float64(float32(x)) != x {
		return x
	}
	short, err := strconv.ParseFloat(strconv.FormatFloat(x, 'g', -1, 32), 64)
	if err != nil {
		return x
	}
	return short
}

// broadcast is the shape of a row that all arguments are broadcast to.
func (b *builder) broadcast(args []*value) (dims []int, batched bool) {
	rank := -1
	for _, a := range args {
		if a.batched && a.row() {
			need(rank < 0 || rank == len(a.dims), "it lays rows of rank %d along rows of rank %d", len(a.dims), rank)
			rank, batched = len(a.dims), true
		}
	}
	for _, a := range args {
		d := a.dims
		if batched && !a.batched {
			d = a.besideRows(rank)
		}
		need(len(d) <= rank || !batched, "it broadcasts rows")
		dims = broadcastDims(dims, d)
	}
	return dims, batched
}

// besideRows is the shape of a constant without the axis along which rows lie.
func (a *value) besideRows(rank int) []int {
	if len(a.dims) <= rank {
		return a.dims
	}
	need(len(a.dims) == rank+1 && (a.dims[0] == 1 || a.known != nil && alike(a.known)), "a constant of shape %v is not the same for all rows", a.dims)
	return a.dims[1:]
}

func broadcastDims(a, b []int) []int {
	if len(a) < len(b) {
		a, b = b, a
	}
	out := slices.Clone(a)
	off := len(a) - len(b)
	for i, d := range b {
		switch o := out[off+i]; {
		case o == 1:
			out[off+i] = d
		case d != 1 && d != o:
			fail("shapes %v and %v do not fit each other", a, b)
		}
	}
	return out
}

// layer is what computes a row value, in whatever shape its numbers lie.
func (b *builder) layer(v *value) *Layer {
	need(v.row(), "a constant is needed as a layer")
	switch {
	case v.layer != nil:
	case v.features != nil:
		v.layer = b.tableLayer(v)
	case v.steps != nil:
		v.layer = b.measure(v)
	default:
		v.layer = b.formulaLayer(v)
	}
	return v.layer
}

// formulaLayer makes a layer of a formula. What it takes are brought to one shape, or to one rank where a size is 1.
func (b *builder) formulaLayer(v *value) *Layer {
	f := v.f
	if len(f.of) == 0 {
		return b.layer(b.constantLike(v))
	}
	l := &Layer{Kind: "formula", Dims: v.dims}
	same := true
	for _, o := range f.of {
		same = same && size(o.v.dims) == size(v.dims)
	}
	names := map[string]expr.Expr{}
	for i, o := range f.of {
		from := o.v.layer
		switch {
		case !same:
			from = b.view(from, padded(o.v.dims, len(v.dims)))
		case i == 0:
			l.Dims = from.Dims
		default:
			from = b.view(from, l.Dims)
		}
		l.From = append(l.From, from)
		names[o.name] = expr.Var(variables[i])
	}
	l.Dims = atLeast1(l.Dims)
	l.Nodes = f.nodes
	return b.add(l.compute(expr.Simplify(expr.Subst(f.e, names))))
}

// padded is a shape with axes of size 1 before it.
func padded(dims []int, rank int) []int {
	dims = slices.Clone(dims)
	for len(dims) < rank {
		dims = slices.Insert(dims, 0, 1)
	}
	return dims
}

// compute makes the layer compute a formula of what it takes: by a kind or a word of the vocabulary where there is one.
func (l *Layer) compute(e expr.Expr) *Layer {
	for i := range l.From {
		need(expr.Mentions(e, variables[i]), "a formula takes what it does not need")
	}
	if len(l.From) > 1 {
		e = l.outer(e)
	}
	text := e.String()
	switch {
	case len(l.From) == 1:
		if a, ok := wordOf(e); ok {
			l.Kind, l.Activation = "activation", a
			return l
		}
	case sameShapes(l.From) && text == sum(len(l.From)):
		l.Kind = "add"
		return l
	case sameShapes(l.From) && text == product(len(l.From)):
		l.Kind = "mul"
		return l
	}
	l.Kind, l.Attrs = "formula", []Attr{{"formula", text}}
	return l
}

// outer makes a word around the sum or the product of all that a layer takes its activation, and returns what is within.
func (l *Layer) outer(e expr.Expr) expr.Expr {
	for _, inner := range []string{sum(len(l.From)), product(len(l.From))} {
		var found expr.Expr
		around := expr.Rewrite(e, func(part expr.Expr) bool { return part.String() == inner }, func(part expr.Expr) expr.Expr {
			found = part
			return expr.Var(variables[0])
		})
		if found == nil || slices.ContainsFunc(variables[1:], func(v string) bool { return expr.Mentions(around, v) }) {
			continue
		}
		if a, ok := wordOf(around); ok {
			l.Activation = a
			return found
		}
	}
	return e
}

func sameShapes(from []*Layer) bool {
	return !slices.ContainsFunc(from, func(l *Layer) bool { return !slices.Equal(l.Dims, from[0].Dims) })
}

func sum(n int) string { return joined(n, "+") }

func product(n int) string { return joined(n, "*") }

func joined(n int, operator string) string {
	e := expr.Expr(expr.Var(variables[0]))
	for _, v := range variables[1:n] {
		e = &expr.Binary{Op: operator, X: e, Y: expr.Var(v)}
	}
	return e.String()
}
