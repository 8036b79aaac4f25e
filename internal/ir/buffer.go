package ir

import (
	"fmt"
	"slices"
	"strings"
)

// Role says where the contents of a buffer come from and how long they live.
type Role int

// The roles of buffers.
const (
	Temp     Role = iota // computed and used inside one function
	Example              // the examples or the targets, given by the caller
	Param                // learned by the optimizer
	Grad                 // the gradient of the loss by a Param
	State                // what the optimizer remembers of a Param
	Constant             // set from the training data: offsets and scales
	Running              // moved by the optimizer's steps, but no parameter: the statistics of batch_norm
	Fixed                // constants of the spec: Values
	Kept                 // computed by the backward pass and kept for the update
)

// Layout is how a weight matrix lies in memory. Files and the public API always show it row by row.
type Layout int

// The layouts of weights.
const (
	RowMajor   Layout = iota // W[o*n[l-1]+i]: one row per unit
	InputMajor               // W[i*stride+o]: one row per input, so that all units of an input lie side by side
)

// Buffer is a named array of any shape.
type Buffer struct {
	Name    string
	Symbol  string // of a layer's own: what formulas call it, z of z1
	Role    Role
	Layer   int   // l, or 0 where it belongs to none
	Dims    []int // the shape, of one example where Batched
	Batched bool  // there is one such array for every example
	// GradOf is the buffer by whose entries this is the gradient of the loss, or nil.
	GradOf *Buffer
	Saved  *Saved    // of what stands in weights files
	Values []float64 // of a Fixed buffer
	// Base is the buffer whose memory this is, seen in another shape, or nil.
	Base *Buffer

	Layout  Layout
	Pad     int     // entries after each row in memory, which stay 0: rows then begin where vectors do
	Tail    int     // of InputMajor: so many of the last units stand after all others, W[o*n[l-1]+i]
	Panel   int     // of InputMajor: so many units at a time are a matrix of their own, the last of which is filled up by 0; or 0
	Storage Storage // of a Param, in a model
}

// Saved says how weights files call a buffer, and what a new model has in it.
type Saved struct {
	Tensor  string // layer1.weight
	Fill    Fill
	Divides bool   // something is divided by its numbers: none is 0
	Above   string // a tensor whose numbers are no larger, if any
	// Threshold says that its numbers are probabilities by which answers are told, and that a file may lack them.
	Threshold bool
	// Parts are, where a buffer stands in several tensors of a file, these; entries that are in none stand in no file.
	Parts []SavedPart
}

// SavedPart is a tensor that holds the entries of a buffer from a place on.
type SavedPart struct {
	Tensor string
	From   int
	Dims   []int
}

// Fill is what a new model has in a buffer: random numbers around 0, or the same number everywhere.
type Fill struct {
	Dist   string  // Normal or Uniform, as the runtime's kernels are named; empty for a Value
	Spread float64 // the standard deviation of Normal, half the width of Uniform
	Value  float64
	Values []float64 // of each entry, where they differ; NaN among them
	Note   string    // the initializer and its formula with the sizes of the layer
}

// View is the same memory in another shape.
func (b *Buffer) View(dims ...int) *Buffer {
	if slices.Equal(dims, b.Dims) {
		return b
	}
	v := *b.Memory()
	v.Dims, v.Base = dims, b.Memory()
	return &v
}

// Memory is the buffer whose memory b is: itself, or what it is a view of.
func (b *Buffer) Memory() *Buffer {
	if b.Base != nil {
		return b.Base
	}
	return b
}

// Rows is the first dimension: n[l] of W[l] and of b[l].
func (b *Buffer) Rows() int { return b.Dims[0] }

// Cols is the product of the other dimensions: n[l-1] of W[l], 1 of a vector.
func (b *Buffer) Cols() int { return product(b.Dims[1:]) }

// Last is the last dimension.
func (b *Buffer) Last() int { return b.Dims[len(b.Dims)-1] }

// Size is the number of entries, of one example where Batched.
func (b *Buffer) Size() int { return product(b.Dims) }

func product(dims []int) int {
	n := 1
	for _, d := range dims {
		n *= d
	}
	return n
}

// IsVector reports whether there is one dimension.
func (b *Buffer) IsVector() bool { return len(b.Dims) == 1 }

// Alike reports whether both have the same shape, and a column for every example or not.
func (b *Buffer) Alike(c *Buffer) bool { return b.Batched == c.Batched && slices.Equal(b.Dims, c.Dims) }

// Stride is the distance in memory from one row of a matrix to the next, in the order of its layout.
func (b *Buffer) Stride() int {
	switch {
	case b.Panel > 0:
		return b.Panel
	case b.Layout == InputMajor:
		return b.Rows() - b.Tail + b.Pad
	}
	return b.Cols() + b.Pad
}

// Offset is the place in memory of entry (row, col) of a matrix.
func (b *Buffer) Offset(row, col int) int {
	switch {
	case b.Layout == RowMajor:
		return row*b.Stride() + col
	case b.Panel > 0:
		return (row/b.Panel*b.Cols()+col)*b.Panel + row%b.Panel
	case row < b.Rows()-b.Tail:
		return col*b.Stride() + row
	}
	return row*b.Cols() + col
}

// Panels is in how many matrices the units lie.
func (b *Buffer) Panels() int {
	if b.Panel == 0 {
		return 1
	}
	return (b.Rows() + b.Panel - 1) / b.Panel
}

// Stored is the number of entries that a matrix takes in memory.
func (b *Buffer) Stored() int {
	switch {
	case b.Layout == RowMajor:
		return b.Rows() * b.Stride()
	case b.Tail > 0:
		return b.Size()
	case b.Panel > 0:
		return b.Panels() * b.Panel * b.Cols()
	}
	return b.Cols() * b.Stride()
}

// Shape prints the shape in the notation of the field: (8, 4), (8, 1) for a vector, and with m last for a batch.
func (b *Buffer) Shape() string {
	var dims []string
	for _, d := range b.Dims {
		dims = append(dims, fmt.Sprint(d))
	}
	switch {
	case b.Batched:
		dims = append(dims, "m")
	case b.IsVector():
		dims = append(dims, "1")
	}
	return "(" + strings.Join(dims, ", ") + ")"
}

// Dims prints dimensions: (1, 28, 28).
func Dims(dims []int) string {
	var list []string
	for _, d := range dims {
		list = append(list, fmt.Sprint(d))
	}
	return "(" + strings.Join(list, ", ") + ")"
}
