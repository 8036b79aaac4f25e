package inspect

import (
	"fmt"
	"slices"
	"strings"

	"github.com/nngen/nngen/internal/ir"
	"github.com/nngen/nngen/internal/op"
	"github.com/nngen/nngen/spec"
)

// Layer describes one layer, and how a single example passes through it.
type Layer struct {
	Index  int      `json:"index"` // l, from 1
	Name   string   `json:"name,omitempty"`
	Kind   string   `json:"kind"`
	Takes  []string `json:"takes,omitempty"` // names of layers and inputs or numbers of layers, where the network is no chain
	Shape  Shape    `json:"shape,omitempty"` // that it makes, likewise
	Inputs int      `json:"inputs"`          // n[l-1]
	Units  int      `json:"units"`           // n[l]

	Activation            string     `json:"activation"`
	ActivationAttributes  Attributes `json:"activation_attributes,omitempty"`
	Then                  []string   `json:"then,omitempty"` // layers without weights that follow: dropout(rate=0.2)
	Initializer           string     `json:"initializer,omitempty"`
	InitializerAttributes Attributes `json:"initializer_attributes,omitempty"`

	W            Shape    `json:"w_shape,omitempty"`
	B            Shape    `json:"b_shape,omitempty"`
	Z            Shape    `json:"z_shape,omitempty"`
	Tensors      []Tensor `json:"tensors,omitempty"` // where the network is no chain
	Parameters   int      `json:"parameters"`
	MultiplyAdds int      `json:"multiply_adds"` // per example, forward
	Bytes        int      `json:"bytes"`         // of the parameters

	Kernel string `json:"kernel"`           // "written out", or the kernel of the runtime
	Layout string `json:"layout,omitempty"` // of W in memory: "row-major" or "input-major"
	Reason string `json:"reason,omitempty"`
	// The same where a build has no assembly, if it is another way.
	Portable       string `json:"portable_kernel,omitempty"`
	PortableReason string `json:"portable_reason,omitempty"`
}

// Tensor is a parameter, or what a layer remembers.
type Tensor struct {
	Name  string `json:"name"` // in weights files
	Shape Shape  `json:"shape"`
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

// newLayer describes a layer. Kernels are those of the calls that compute it for one example.
func newLayer(s *spec.Spec, l *spec.Layer, p *ir.Program, calls []*ir.Call) Layer {
	out := Layer{Index: l.Index, Name: l.Name, Kind: l.Kind.Name, Inputs: l.In, Units: l.Units, Parameters: int(l.NumParams())}
	if l.Kind.Activation != "" {
		out.Activation, out.ActivationAttributes = l.Activation.Entry.Title(), attributes(l.Activation)
	}
	if l.Kind.Initialized() {
		out.Initializer, out.InitializerAttributes = l.Init.Name(), attributes(l.Init)
	}
	out.Bytes = out.Parameters * elementBytes(s.Precision)
	var kernels []string
	for _, c := range calls {
		if !s.Chain() || slices.ContainsFunc(c.Instrs, ir.Is[ir.Affine]) {
			kernels = append(kernels, kernel(p, c))
			out.portable(p, c)
		}
		for _, in := range c.Instrs {
			if in.Layer != l.Index {
				continue
			}
			out.MultiplyAdds += in.MultiplyAdds()
			switch {
			case ir.Is[ir.Affine](in):
				out.product(in, c)
				out.Bytes -= saved(in.Args[0], p.ElementSize)
			case c.Why != "" && out.Reason != "" && in == c.First():
				out.Reason += "; " + c.Why
			case c.Why != "":
				out.Reason = c.Why
			}
		}
	}
	out.Kernel = strings.Join(slices.Compact(kernels), ", ")
	if !s.Chain() {
		out.graph(s, l)
	}
	return out
}

// product describes the product of a layer with weights.
func (l *Layer) product(in *ir.Instr, c *ir.Call) {
	W := in.Args[0]
	l.W, l.B, l.Z = shapeOf(W), shapeOf(in.Args[2]), shapeOf(in.Dst)
	l.Layout, l.Reason = layoutNames[W.Layout], c.Why
}

// saved is how many bytes less weights take than they would in full.
func saved(W *ir.Buffer, elementSize int) int {
	full := ir.Full.Bytes(W.Rows(), W.Cols(), elementSize)
	return full - W.Storage.Bytes(W.Rows(), W.Cols(), elementSize)
}

// graph tells what a chain need not tell.
func (l *Layer) graph(s *spec.Spec, from *spec.Layer) {
	l.Takes, l.Shape = s.Takes(from), Shape(ir.Dims(from.Out))
	for _, p := range from.Saved() {
		l.Tensors = append(l.Tensors, Tensor{from.Tensor(&p), Shape(ir.Dims(p.Dims))})
	}
}

// activation is the activation with its attributes, and what follows it.
func (l *Layer) activation() string {
	list := l.Then
	if l.Activation != "" {
		list = append([]string{call(l.Activation, l.ActivationAttributes)}, l.Then...)
	}
	return strings.Join(list, ", ")
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

// portable tells how the product of the layer is computed where there is no assembly.
func (l *Layer) portable(p *ir.Program, c *ir.Call) {
	for _, other := range c.Else {
		if in := other.First(); in.Layer == l.Index && ir.Is[ir.Affine](in) {
			l.Portable, l.PortableReason = kernel(p, other), other.Why
		}
	}
}

// because is why a layer is computed as it is, here and where there is no assembly.
func (l *Layer) because() string {
	if l.Portable == "" {
		return l.Reason
	}
	return fmt.Sprintf("%s; without assembly %s: %s", l.Reason, l.Portable, l.PortableReason)
}

// kernel names how a call is computed; the runtime's kernels are named as in BLAS.
func kernel(p *ir.Program, c *ir.Call) string {
	if c.Args == nil {
		return c.Kernel
	}
	return c.Fn(p)
}
