package ir

import "fmt"

// Batch as a number of columns means one column for every example of the batch.
const Batch = -1

// Role says where the contents of a buffer come from and how long they live.
type Role int

// The roles of buffers.
const (
	Temp     Role = iota // computed and used inside one function
	Example              // the examples or the targets, given by the caller
	Param                // a weight matrix or a bias, learned
	Grad                 // the gradient of the loss by a Param
	State                // what the optimizer remembers of a Param
	Constant             // offsets and scales, set from the training data
)

// Layout is how a weight matrix lies in memory. Files and the public API always show it row by row.
type Layout int

// The layouts of weights.
const (
	RowMajor   Layout = iota // W[o*n[l-1]+i]: one row per unit
	InputMajor               // W[i*stride+o]: one row per input, so that all units of an input lie side by side
)

// Buffer is a named matrix.
type Buffer struct {
	Name       string
	Role       Role
	Layer      int // l, or 0 where it belongs to none
	Rows, Cols int // Cols is Batch where there is a column for every example
	Layout     Layout
	Pad        int  // entries after each row in memory, which stay 0: rows then begin where vectors do
	Tail       int  // of InputMajor: so many of the last units stand after all others, W[o*n[l-1]+i]
	Half       bool // of a Param: the model keeps it in bfloat16
}

// Stride is the distance in memory from one row of a matrix to the next, in the order of its layout.
func (b *Buffer) Stride() int {
	if b.Layout == InputMajor {
		return b.Rows - b.Tail + b.Pad
	}
	return b.Cols + b.Pad
}

// Offset is the place in memory of entry (row, col) of a matrix.
func (b *Buffer) Offset(row, col int) int {
	switch {
	case b.Layout == RowMajor:
		return row*b.Stride() + col
	case row < b.Rows-b.Tail:
		return col*b.Stride() + row
	}
	return row*b.Cols + col
}

// Stored is the number of entries that a matrix takes in memory.
func (b *Buffer) Stored() int {
	switch {
	case b.Layout == RowMajor:
		return b.Rows * b.Stride()
	case b.Tail > 0:
		return b.Rows * b.Cols
	}
	return b.Cols * b.Stride()
}

// Shape prints the shape in the notation of the field: (8, 4), or (8, m) for a batch.
func (b *Buffer) Shape() string {
	if b.Cols == Batch {
		return fmt.Sprintf("(%d, m)", b.Rows)
	}
	return fmt.Sprintf("(%d, %d)", b.Rows, b.Cols)
}

// Size is the number of entries, per example for a batch.
func (b *Buffer) Size() int {
	if b.Cols == Batch {
		return b.Rows
	}
	return b.Rows * b.Cols
}
