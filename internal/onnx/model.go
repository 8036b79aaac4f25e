package onnx

// The versions of the format and of the standard operators that are understood.
const (
	MinIR, MaxIR       = 3, 13
	MinOpset, MaxOpset = 6, 26
)

// Domains of operators. That of the standard operators may also be written "ai.onnx".
const (
	Standard = ""
	ML       = "ai.onnx.ml"
	// Microsoft has what ONNX Runtime writes when it quantizes or optimizes.
	Microsoft = "com.microsoft"
)

// Model is a file: a graph and what it is written with.
type Model struct {
	IR                        int64
	Producer, ProducerVersion string
	Domain, Doc               string
	Version                   int64
	Opsets                    []Opset
	Metadata                  []Pair
	Graph                     *Graph
	Functions                 []*Function
}

// Opset is the version of the operators of a domain.
type Opset struct {
	Domain  string
	Version int64
}

// Pair is an entry of the metadata.
type Pair struct{ Key, Value string }

// Graph computes outputs from inputs and initializers, node by node.
type Graph struct {
	Name, Doc    string
	Nodes        []*Node
	Initializers []*Tensor
	Inputs       []*Value
	Outputs      []*Value
	Values       []*Value // what is known of values between
}

// Node applies an operator. An empty name among the inputs is one that is left out, at the outputs one nobody wants.
type Node struct {
	Name, Op, Domain, Overload, Doc string
	Version                         int64 // of the operators of its domain; set by Flatten
	Inputs, Outputs                 []string
	Attrs                           []*Attr
}

// Kind is what an attribute holds, numbered as in onnx.proto.
type Kind int64

// The kinds of attributes that are read. Others have a kind and no value.
const (
	KindFloat Kind = iota + 1
	KindInt
	KindString
	KindTensor
	KindGraph
	KindFloats
	KindInts
	KindStrings
)

// Attr is an attribute of a node; Kind says which of its fields counts.
type Attr struct {
	Name    string
	Kind    Kind
	Ref     string // in a function: the attribute of the calling node that is meant
	F       float64
	I       int64
	S       string
	T       *Tensor
	G       *Graph
	Floats  []float64
	Ints    []int64
	Strings []string
}

// Value describes an input or output.
type Value struct {
	Name   string
	Type   Type
	Elem   Elem  // of a tensor
	Dims   []Dim // of a tensor whose shape is said
	Shaped bool
}

// Type is what kind of thing a value is.
type Type int

// The types of values.
const (
	NoType Type = iota
	TensorType
	SequenceType
	MapType
	OtherType
)

// Dim is a dimension: a size, or a name for one that is not fixed. Size is -1 where it is not said.
type Dim struct {
	Size int64
	Name string
}

// Function is an operator written as a graph, whose attributes and versions are its own.
type Function struct {
	Name, Domain, Overload string
	Inputs, Outputs, Attrs []string
	Defaults               []*Attr
	Nodes                  []*Node
	Opsets                 []Opset
}

// Tensor is a constant, row-major. Floats holds numbers of floating point, Ints integers and truth values (0 and 1),
// Strings texts; the others are nil. A number of the unsigned 64 bits that is too large for an int64 is refused.
type Tensor struct {
	Name    string
	Elem    Elem
	Dims    []int
	Floats  []float64
	Ints    []int64
	Strings []string
}

// Attr returns the attribute, or nil.
func (n *Node) Attr(name string) *Attr {
	for _, a := range n.Attrs {
		if a.Name == name {
			return a
		}
	}
	return nil
}

// Input returns the name of input i, "" where it is left out.
func (n *Node) Input(i int) string {
	if i < len(n.Inputs) {
		return n.Inputs[i]
	}
	return ""
}
