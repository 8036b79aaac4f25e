package inspect

import (
	"strings"

	"github.com/nngen/nngen/internal/ir"
	"github.com/nngen/nngen/internal/op"
	"github.com/nngen/nngen/spec"
)

// Layer describes one layer, and how a single example passes through it.
type Layer struct {
	Index  int    `json:"index"` // l, from 1
	Kind   string `json:"kind"`
	Inputs int    `json:"inputs"` // n[l-1]
	Units  int    `json:"units"`  // n[l]

	Activation            string     `json:"activation"`
	ActivationAttributes  Attributes `json:"activation_attributes,omitempty"`
	Then                  []string   `json:"then,omitempty"` // layers without weights that follow: dropout(rate=0.2)
	Initializer           string     `json:"initializer"`
	InitializerAttributes Attributes `json:"initializer_attributes,omitempty"`

	W            Shape `json:"w_shape"`
	B            Shape `json:"b_shape"`
	Z            Shape `json:"z_shape"`
	Parameters   int   `json:"parameters"`
	MultiplyAdds int   `json:"multiply_adds"` // per example, forward
	Bytes        int   `json:"bytes"`         // of the parameters

	Kernel string `json:"kernel"` // "written out", or the kernel of the runtime
	Layout string `json:"layout"` // of W in memory: "row-major" or "input-major"
	Reason string `json:"reason"`
}

// Shape is a shape in the notation of the field: (8, 4), or (8, m) for a batch.
type Shape string

func shapeOf(b *ir.Buffer) Shape { return Shape(b.Shape()) }

// MarshalJSON writes [8, 4], or [8, "m"] for a batch.
func (s Shape) MarshalJSON() ([]byte, error) {
	inner := strings.Trim(string(s), "()")
	return []byte("[" + strings.Replace(inner, "m", `"m"`, 1) + "]"), nil
}

// String prints the shape.
func (s Shape) String() string { return string(s) }

// newLayer reads shapes and layout from the instruction that computes Z = W·A + b, and the kernel from its call.
func newLayer(l *spec.Layer, p *ir.Program, c *ir.Call, in *ir.Instr, precision spec.Precision) Layer {
	W, b := in.Args[0], in.Args[2]
	parameters := W.Size() + b.Size()
	return Layer{
		Index: l.Index, Kind: l.Kind.Name, Inputs: l.In, Units: l.Units,
		Activation: l.Activation.Entry.Title(), ActivationAttributes: attributes(l.Activation),
		Initializer: l.Init.Name(), InitializerAttributes: attributes(l.Init),
		W: shapeOf(W), B: shapeOf(b), Z: shapeOf(in.Dst),
		Parameters: parameters, MultiplyAdds: W.Size(), Bytes: parameters * elementBytes(precision),
		Kernel: kernel(p, c), Layout: layoutNames[W.Layout], Reason: c.Why,
	}
}

// activation is the activation with its attributes, and what follows it.
func (l *Layer) activation() string {
	return strings.Join(append([]string{call(l.Activation, l.ActivationAttributes)}, l.Then...), ", ")
}

// then describes a layer without weights.
func then(l *spec.Layer) string {
	return call(l.Kind.Name, attributes(op.Use[*op.LayerKind]{Entry: l.Kind, Args: l.Args}))
}

func elementBytes(p spec.Precision) int {
	if p == spec.Float64 {
		return 8
	}
	return 4
}

var layoutNames = map[ir.Layout]string{ir.RowMajor: "row-major", ir.InputMajor: "input-major"}

// kernel names how a call is computed; the runtime's kernels are named as in BLAS.
func kernel(p *ir.Program, c *ir.Call) string {
	if c.Args == nil {
		return c.Kernel
	}
	return c.Fn(p)
}
