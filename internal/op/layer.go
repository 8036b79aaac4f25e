package op

import (
	"fmt"
	"math"
	"slices"

	"github.com/nngen/nngen/internal/expr"
	"github.com/nngen/nngen/internal/ir"
)

// LayerKind is a kind of layer: what it takes, how its shape follows from those it takes, its parameters, and how its
// forward pass is lowered. The backward pass follows from that.
type LayerKind struct {
	Name, Doc string
	Attrs     []Attr
	// Units says that the key units is needed: the last dimension of the output.
	Units bool
	// Weights says that there are weights, which an initializer draws, besides those of kinds with units.
	Weights bool
	// Activation is the activation unless a spec sets one; empty for kinds that only move numbers and take none.
	Activation string
	// Uncounted layers are none of the layers 1 … L.
	Uncounted bool
	// Most is how many layers it may take; 0 stands for one.
	Most int
	// Shape sets l.Out, given l.Ins and the attributes, or says what does not fit.
	Shape func(l *Layer) *Misfit
	// Params lists the parameters in canonical order, the weights first. It may be nil.
	Params func(l *Layer) []Param
	// Forward lowers the layer for its inputs and returns its output, before the activation.
	Forward func(b *ir.Builder, l *Layer, x []*ir.Buffer) *ir.Buffer
}

// LayerKinds is the table of layer kinds.
var LayerKinds = []*LayerKind{dense, dropout, add, mul, formulaKind, concat, flatten, reshape, permute, slice, reduce, scale, activation, layerNorm, rmsNorm, batchNorm,
	conv1d, conv2d, convTranspose1d, convTranspose2d, maxPool1d, maxPool2d, avgPool1d, avgPool2d, globalAvgPool, globalMaxPool, groupNorm, upsample, pad,
	dropout2d, quantize}

// Info describes the entry.
func (k *LayerKind) Info() Info { return Info{k.Name, k.Doc, k.Attrs} }

// Initialized reports whether the kind has weights that an initializer draws.
func (k *LayerKind) Initialized() bool { return k.Units || k.Weights }

// Layer is one checked layer of a network.
type Layer struct {
	Kind       *LayerKind
	Index      int     // l, from 1; of a layer that is not counted, that of the layer before it
	Name       string  // empty where it has none
	Ins        [][]int // the shapes that it takes, without batch
	Out        []int   // the shape that it makes
	In, Units  int     // the last dimension of the first of Ins, and that of Out: n[l-1], n[l]
	Activation Use[*Activation]
	Init       Use[*Initializer]
	Args       Args
	Lists      map[string][]float64
	Words      map[string]string
	Window     *ir.Window // of a kind that slides over a map
	Formula    expr.Expr  // of the kind formula, over the first of Variables
	Stream     int        // of a dropout: which one it is, from 1
	Seed       uint64     // of a dropout
}

// Variables are the names of what a layer takes, in the order of from, in formulas.
var Variables = []string{"x", "y", "z", "u", "v", "w"}

// Misfit says why shapes do not fit.
type Misfit struct {
	Message, Hint string
	Operands      []int  // of Ins, whose places explain it
	Attr          string // the attribute at whose value the fault lies, or empty
}

func misfit(format string, args ...any) *Misfit {
	return &Misfit{Message: fmt.Sprintf(format, args...)}
}

// at names the attribute at fault.
func (m *Misfit) at(attr string) *Misfit { m.Attr = attr; return m }

// of names the operands at fault.
func (m *Misfit) of(operands ...int) *Misfit { m.Operands = operands; return m }

// hint says what to do.
func (m *Misfit) hint(format string, args ...any) *Misfit {
	m.Hint = fmt.Sprintf(format, args...)
	return m
}

// same is the shape rule of layers that keep the shape.
func same(l *Layer) *Misfit {
	l.Out = l.Ins[0]
	return nil
}

// Fit applies the shape rule of the kind.
func (l *Layer) Fit() *Misfit {
	l.In = last(l.Ins[0])
	m := l.Kind.Shape(l)
	if m == nil {
		l.Units = last(l.Out)
	}
	return m
}

func last(dims []int) int { return dims[len(dims)-1] }

// Size is the number of entries of a shape.
func Size(dims []int) int { return int(size(dims)) }

// size is the product of sizes, or where that is more than an int holds the largest one.
func size(dims []int) int64 {
	n := int64(1)
	for _, d := range dims {
		if d > 0 && n > math.MaxInt/int64(d) {
			return math.MaxInt
		}
		n *= int64(d)
	}
	return n
}

// Dims writes a shape as messages do: (3, 28, 28).
func Dims(dims []int) string { return ir.Dims(dims) }

// axis is the number of a dimension, counted from the end where it is negative.
func axis(n, rank int) (int, bool) {
	if n < 0 {
		n += rank
	}
	return n, n >= 0 && n < rank
}

// ints is an attribute that is a list of whole numbers.
func (l *Layer) ints(name string) []int {
	var list []int
	for _, v := range l.Lists[name] {
		list = append(list, int(v))
	}
	return list
}

// Param is a parameter of a layer, or what it remembers.
type Param struct {
	Name   string // in weights files, after "layerN."
	Symbol string // in formulas and Go: W or b
	Dims   []int  // as in weights files
	Fill   ir.Fill
	// Running parameters are moved by updates, but not learned.
	Running bool
}

// Size is the number of entries, which may be more than the language allows.
func (p *Param) Size() int64 { return size(p.Dims) }

// Saved lists the parameters of the layer, and what it remembers.
func (l *Layer) Saved() []Param {
	if l.Kind.Params == nil {
		return nil
	}
	return l.Kind.Params(l)
}

// Params lists the parameters of the layer that are learned.
func (l *Layer) Params() []Param {
	return slices.DeleteFunc(slices.Clone(l.Saved()), func(p Param) bool { return p.Running })
}

// NumParams is the number of parameters of the layer, which may be more than the language allows.
func (l *Layer) NumParams() int64 {
	n := int64(0)
	for _, p := range l.Params() {
		n += p.Size()
	}
	return n
}

// Activate lowers a = g(z), where the kind has an activation.
func (l *Layer) Activate(b *ir.Builder, z *ir.Buffer) *ir.Buffer {
	g := l.Activation.Entry
	if l.Kind.Activation == "" || g.Identity() {
		return z
	}
	a := l.temp(b, "a", z.Dims...)
	l.ActivateInto(b, a, z)
	return a
}

// ActivateInto lowers a = g(z), where the kind has an activation that changes something.
func (l *Layer) ActivateInto(b *ir.Builder, a, z *ir.Buffer) {
	g, args := l.Activation.Entry, l.Activation.Args
	if g.Joint {
		b.Emit(ir.Softmax{}, a, z)
		return
	}
	slope := g.Slope(args)
	b.EmitMap(a, ir.Map{F: g.Forward(args), Word: g.word(), Slope: slope, Fast: g.Fast.forward(args), FastSlope: g.Fast.slope(args, slope)},
		ir.Bound{Var: "x", Buf: z})
}

// param declares parameter i of the layer.
func (l *Layer) param(b *ir.Builder, i int) *ir.Buffer {
	p := l.Kind.Params(l)[i]
	role := ir.Param
	if p.Running {
		role = ir.Running
	}
	buf := b.Buffer(l.name(p.Symbol), role, p.Dims...)
	buf.Saved = &ir.Saved{Tensor: l.Tensor(&p), Fill: p.Fill}
	return buf
}

// Tensor is how weights files call a parameter of the layer: layer1.weight.
func (l *Layer) Tensor(p *Param) string { return fmt.Sprintf("layer%d.%s", l.Index, p.Name) }

// temp declares what a layer computes: z2, a2.
func (l *Layer) temp(b *ir.Builder, symbol string, dims ...int) *ir.Buffer {
	buf := b.Temp(l.name(symbol), dims...)
	buf.Symbol = symbol
	return buf
}

// result declares what a layer computes before its activation: z where one follows, else a.
func (l *Layer) result(b *ir.Builder) *ir.Buffer {
	if l.Kind.Activation != "" && !l.Activation.Entry.Identity() {
		return l.temp(b, "z", l.Out...)
	}
	return l.temp(b, "a", l.Out...)
}

// name is the name of a buffer of the layer: W1, z2.
func (l *Layer) name(symbol string) string { return fmt.Sprintf("%s%d", symbol, l.Index) }
