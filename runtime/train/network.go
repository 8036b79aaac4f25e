package train

import "io"

// Float is the element type of a network.
type Float interface{ float32 | float64 }

// Model is what training needs of a generated Model. In and Out are its Input
// and Output arrays.
//
// A model that is normalized also has SetInputNorm(offset, scale *In) or
// SetOutputNorm(offset, scale *Out); Main finds these methods by itself.
type Model[E Float, In, Out any] interface {
	ForwardBatch(ys []Out, xs []In)
	Params(dst []E)
	SetParams(src []E)
	Write(w io.Writer) error
}

// Trainer is what training needs of a generated Trainer. T is the Target of
// one row.
type Trainer[E Float, In, T any] interface {
	SetEpoch(e int)
	Loss(xs []In, ts []T) E
	Step(xs []In, ts []T) E
	BackwardWeighted(xs []In, ts []T, ws []E) E
	Update() bool
}

// Network describes a generated package to Main. Every field is required unless it says so.
type Network[E Float, In, T, Out any] struct {
	NumParams int

	New        func(seed uint64) Model[E, In, Out]
	Load       func(path string) (Model[E, In, Out], error)
	NewTrainer func(m Model[E, In, Out]) Trainer[E, In, T]

	// Input and Output view an array as a slice of its elements.
	Input  func(x *In) []E
	Output func(y *Out) []E

	// SetTarget fills the target of one row from raw values: the class index
	// as values[0] for multiclass, else one value per output.
	SetTarget func(t *T, values []E)

	// SetInputNorm and SetOutputNorm set the normalization where there is one; they are nil elsewhere. Of inputs and heads
	// that are normalized the offsets and scales stand one after the other.
	SetInputNorm, SetOutputNorm func(m Model[E, In, Out], offset, scale []E)

	// SetOutputRange sets what outputs are kept within where they are; it is nil elsewhere.
	SetOutputRange func(m Model[E, In, Out], low, high []E)

	// Threshold and SetThreshold get and set the probabilities from which on outputs say yes, where training finds them; they are
	// nil elsewhere.
	Threshold    func(m Model[E, In, Out]) []E
	SetThreshold func(m Model[E, In, Out], values []E)

	// SetInputFill sets what stands for missing entries of a row, and SetInputEdges the edges of the bins of its numbers,
	// one input after the other, where training finds any; they are nil elsewhere.
	SetInputFill, SetInputEdges func(m Model[E, In, Out], values []E)
}
