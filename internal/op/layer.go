package op

import (
	"fmt"

	"github.com/nngen/nngen/internal/ir"
)

// LayerKind is a kind of layer: what it takes, how sizes follow from sizes, its parameters, and how its forward pass is
// lowered. The backward pass follows from that.
type LayerKind struct {
	Name, Doc string
	Attrs     []Attr
	// Weighted layers have units, an activation and parameters, and are counted.
	Weighted bool
	// Units returns n[l], given n[l-1] and the units asked for.
	Units func(in, units int) int
	// Params lists the parameters in canonical order, the weights first.
	Params func(l *Layer) []Param
	// Forward lowers the layer for input x and returns its output.
	Forward func(b *ir.Builder, l *Layer, x *ir.Buffer) *ir.Buffer
}

// LayerKinds is the table of layer kinds.
var LayerKinds = []*LayerKind{dense, dropout}

// Info describes the entry.
func (k *LayerKind) Info() Info { return Info{k.Name, k.Doc, k.Attrs} }

// Layer is one checked layer of a network.
type Layer struct {
	Kind       *LayerKind
	Index      int // l, from 1; of a layer without weights, that of the layer before it
	In, Units  int // n[l-1], n[l]
	Activation Use[*Activation]
	Init       Use[*Initializer]
	Args       Args
	Stream     int    // of a dropout: which one it is, from 1
	Seed       uint64 // of a dropout
}

// Param is a parameter of a layer.
type Param struct {
	Name   string // in weights files, after "layerN."
	Symbol string // in formulas and Go: W or b
	Dims   []int  // as in weights files
	Fill   ir.Fill
}

// Size is the number of entries, which may be more than the language allows.
func (p *Param) Size() int64 {
	n := int64(1)
	for _, d := range p.Dims {
		n *= int64(d)
	}
	return n
}

// NumParams is the number of parameters of the layer, which may be more than the language allows.
func (l *Layer) NumParams() int64 {
	n := int64(0)
	for _, p := range l.Kind.Params(l) {
		n += p.Size()
	}
	return n
}

// param declares parameter i of the layer.
func (l *Layer) param(b *ir.Builder, i int) *ir.Buffer {
	p := l.Kind.Params(l)[i]
	buf := b.Buffer(l.name(p.Symbol), ir.Param, p.Dims...)
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

// name is the name of a buffer of the layer: W1, z2.
func (l *Layer) name(symbol string) string { return fmt.Sprintf("%s%d", symbol, l.Index) }
