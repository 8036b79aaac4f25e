package op

import (
	"fmt"

	"github.com/nngen/nngen/internal/ir"
)

// LayerKind is a kind of layer: what it takes, how sizes follow from sizes, and how it is lowered.
type LayerKind struct {
	Name, Doc string
	Attrs     []Attr
	// Weighted layers have units, an activation and parameters, and are counted.
	Weighted bool
	// Units returns n[l], given n[l-1] and the units asked for.
	Units func(in, units int) int
	// Params lists the shapes of the parameters in canonical order, the weights first.
	Params func(l *Layer) []Shape
	// Forward lowers the layer for input x; Backward lowers the gradient given that of the output. It returns the
	// gradient of x, which is only computed where needed.
	Forward  func(b *ir.Builder, l *Layer, x *ir.Buffer) Tape
	Backward func(b *ir.Builder, l *Layer, t Tape, dOut *ir.Buffer, needed bool) *ir.Buffer
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

// Shape is a named matrix shape.
type Shape struct {
	Name       string // in weights files, after "layerN."
	Symbol     string // in formulas and Go: W or b
	Rows, Cols int
	Vector     bool // one dimension in weights files
}

// Dims is the shape in weights files.
func (s Shape) Dims() []int {
	if s.Vector {
		return []int{s.Rows}
	}
	return []int{s.Rows, s.Cols}
}

// NumParams is the number of parameters of the layer, which may be more than the language allows.
func (l *Layer) NumParams() int64 {
	n := int64(0)
	for _, s := range l.Kind.Params(l) {
		n += int64(s.Rows) * int64(s.Cols)
	}
	return n
}

// Tape is what the forward pass leaves for the backward pass.
type Tape struct{ In, Pre, Out *ir.Buffer }

// name is the name of a buffer of the layer: W1, dz2.
func (l *Layer) name(symbol string) string { return fmt.Sprintf("%s%d", symbol, l.Index) }
