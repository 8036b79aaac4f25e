package lower

import (
	"slices"

	"github.com/nngen/nngen/internal/onnx/eval"
)

// Network is what a graph computes, as layers of the spec language. Layers come after those that they take.
type Network struct {
	Inputs []*Layer // in the order of the graph, of kind input
	Layers []*Layer
	Heads  []*Head // in the order of the graph's outputs
	Batch  int     // the number of rows in the file: 0 where it is free, else fixed in the file and free here
	Single bool    // the shapes of the file are those of one row: nothing in it is a batch

	Columns       []*Column // of a table that has texts: then the only input is the encoded row
	Codes         int       // the rows of the smallest table that an input points into, 0 where none does
	Offset, Scale []float64 // of the normalization, once a spec has been written that has one
}

// Largest is the most numbers that an input or a layer has for a row.
func (n *Network) Largest() int {
	most := 1
	for _, l := range slices.Concat(n.Inputs, n.Layers) {
		most = max(most, size(l.Dims))
	}
	return most
}

// Work is about how many numbers are multiplied and added for a row.
func (n *Network) Work() int64 {
	total := int64(1)
	for _, l := range n.Layers {
		each := 1
		for _, f := range l.From {
			each = max(each, size(f.Dims)/size(l.Dims))
		}
		if len(l.Params) > 0 {
			each = max(each, size(l.Params[0].Dims[1:]))
		}
		total += int64(size(l.Dims)) * int64(each)
	}
	return total
}

// Head is an output.
type Head struct {
	Name   string // in the graph
	From   *Layer
	Dims   []int // of a row in the graph
	Task   string
	Labels []string
	// Second says that the graph's output are the probabilities of two classes, and the head that of the second.
	Second bool
}

// Layer is one layer, or an input.
type Layer struct {
	Kind       string
	Name       string // in the graph
	From       []*Layer
	Dims       []int
	Units      int
	Activation Activation
	Attrs      []Attr
	Params     []Param
	Nodes      []string // the nodes that it stands for

	slide    *slide    // of a convolution or a pad
	biased   bool      // a dense layer of steps that has got its bias
	whole    bool      // whose weights are whole numbers, which factors are kept out of
	unbiased bool      // a convolution whose bias is 0 in the file, because it has none
	features []feature // of a table
}

// Activation is a word of the vocabulary with its numbers, or a formula in x. The zero value is linear.
type Activation struct {
	Word    string
	Args    []Attr
	Formula string
}

// Linear reports whether it changes nothing.
func (a Activation) Linear() bool { return a.Word == "" && a.Formula == "" }

// Attr is a key of a layer, with a number, a list of them or a text.
type Attr struct {
	Key   string
	Value any
}

// Param is a tensor of the weights file, named after the layer.
type Param struct {
	Name string
	Dims []int
	Data []float64
}

// value is what a name of the graph stands for: a known tensor, integers that depend on the size of the batch, or
// something that is computed for each row.
type value struct {
	elem    elem
	dims    []int // of a row; where batched, the batch comes before them
	batched bool
	uses    int

	known    *eval.Tensor   // where it does not depend on inputs; where batched, its first axis has size 1
	sizes    []*eval.Tensor // where it depends on the size of the batch alone: its value for each of the samples
	layer    *Layer         // else what computes its numbers, row-major, in whatever shape
	features []feature      // else entries of a table
	steps    *steps         // else, or of a constant besides, whole numbers of steps
	f        *formula       // else a formula that is not yet a layer
}

// row reports whether the value depends on the inputs.
func (v *value) row() bool { return v.known == nil && v.sizes == nil }

// rank is the number of its axes in the graph.
func (v *value) rank() int {
	if v.batched {
		return len(v.dims) + 1
	}
	return len(v.dims)
}
