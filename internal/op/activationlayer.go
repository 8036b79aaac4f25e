package op

import "github.com/nngen/nngen/internal/ir"

// activation is a layer that is nothing but an activation: where none belongs to a layer with weights.
var activation = &LayerKind{
	Name: "activation", Doc: "an activation alone; softmax works on the last dimension", Activation: "linear",
	Shape:   same,
	Forward: func(_ *ir.Builder, _ *Layer, x []*ir.Buffer) *ir.Buffer { return x[0] },
}
