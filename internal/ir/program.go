package ir

import (
	"fmt"
	"strings"

	"github.com/nngen/nngen/internal/expr"
)

// BlockRows is how many rows of a batch a generated package takes at a time at most, so that its memory is bounded and
// stays in a cache.
const BlockRows = 256

// Program is a compiled network: what to compute, in which order, into which buffers.
type Program struct {
	Buffers []*Buffer
	// Forward computes Output from Input.
	Forward []*Instr
	// Train computes what the loss is taken of, Loss then LossValue, and Backward after both the gradient of every
	// parameter; each relies on the buffers of the ones before.
	Train, Loss, Backward []*Instr
	// From stands in the place of Loss and the Grads of Heads: it makes these of OutputGrad, the gradient by Output of a loss
	// that the program does not know. Inputs computes InputGrad after Backward; nil where that is not all of the gradient.
	From, Inputs []*Instr
	// Update changes every parameter by its gradient.
	Update []*Instr

	// Calls are these lists as generated packages compute them, but for Update, whose rule is one for all parameters.
	Calls Calls

	Input, Target, Output, LossValue *Buffer
	OutputGrad, InputGrad            *Buffer
	// Heads are what Output is made of, and what each is trained with. Target is that of the first.
	Heads []*Head

	// The memory that ForwardBatch and the training lists need for a batch. The buffers of a group have disjoint lives,
	// so that they share memory, which the first of them fills.
	ForwardScratch, TrainScratch [][]*Buffer

	// FewExamples is up to how many examples are computed one by one: products of matrices have more to prepare. FewTogether is up to how many
	// Calls.Few is tried before.
	FewExamples Few
	FewTogether int
	// RowByRow says that where there is no assembly all are, however many; AloneToo that the training lists of a batch of one
	// example are computed everywhere as they are there.
	RowByRow, AloneToo bool

	ElementSize int     // of a number in memory, in bytes
	BatchRows   int     // examples of a training step
	Weights     Storage // of the weights of products
	Unroll      *int    // multiply-adds up to which layers are written out; nil where the spec does not say
	ClassTarget bool    // Target has one row, the number of the class

	Optimizer Optimizer
	ClipNorm  float64 // the largest norm of the whole gradient, or 0; the factor is the variable clip of the optimizer
	// Rate is the learning rate of an epoch, a formula over the 0-based epoch e.
	Rate expr.Expr
}

// Head is a part of the outputs with a meaning, a target and a loss of its own.
type Head struct {
	Units       int // entries of Output
	Members     int // networks whose mean it is; the loss is the mean of theirs
	Target      *Buffer
	ClassTarget bool // the target is the number of a class
	Weight      float64
	Loss, Grad  *Instr // in the lists of the program; no gradient where nothing that it reads is learned
}

// TargetSize is how many numbers say what is right for an example: a class, or a value, for each head.
func (p *Program) TargetSize() int {
	n := 0
	for _, h := range p.Heads {
		n += h.Target.Size()
	}
	return n
}

// Optimizer is the rule by which Step changes a parameter entry w with gradient g. Its constants are already bound:
// what is left are w, g, the states, lr (the learning rate), t (the number of this update, from 1), clip (the factor that
// brings the gradient to ClipNorm) and the names assigned before.
type Optimizer struct {
	Name    string
	States  []string
	Squares []string // the States that are never negative
	Scalars []Assign // once per update, over lr and t
	Steps   []Assign // for every entry; the last assignment to w is the new parameter
	// Fast is a kernel of the runtime that does all Steps in one pass, or nil.
	Fast *FastUpdate
}

// FastUpdate is a kernel for the rule of an optimizer. It takes w, g and the states, and a struct of scalars.
type FastUpdate struct {
	Kernel, Struct string   // without the letter of the precision: adam, AdamStep
	Fields         []Assign // of the struct, over lr, clip and the Scalars; those that are 0 are left out
}

// Assign gives a variable the value of a formula.
type Assign struct {
	Var string
	F   expr.Expr
}

// Params returns the parameters in canonical order: W1, b1, W2, b2, …
func (p *Program) Params() []*Buffer { return p.WithRole(Param) }

// NumParams is the number of parameter entries.
func (p *Program) NumParams() int {
	n := 0
	for _, b := range p.Params() {
		n += b.Size()
	}
	return n
}

// WithRole returns the buffers of a role in the order in which they were declared.
func (p *Program) WithRole(r Role) []*Buffer {
	var bs []*Buffer
	for _, b := range p.Buffers {
		if b.Role == r {
			bs = append(bs, b)
		}
	}
	return bs
}

// List is one of the lists of a program, which a pass may replace.
type List struct {
	Name string
	Body *[]*Instr
}

// Lists returns the lists in order.
func (p *Program) Lists() []List {
	return []List{{"forward", &p.Forward}, {"train", &p.Train}, {"loss", &p.Loss}, {"from", &p.From}, {"backward", &p.Backward},
		{"inputs", &p.Inputs}, {"update", &p.Update}}
}

// Runs returns the lists that are executed one after the other on the same buffers.
func (p *Program) Runs() [][]List {
	l := p.Lists()
	return [][]List{l[:1], l[1:6], l[6:]}
}

// Buffer returns the buffer with the name, or nil.
func (p *Program) Buffer(name string) *Buffer {
	for _, b := range p.Buffers {
		if b.Name == name {
			return b
		}
	}
	return nil
}

// String is the text form of the program, one instruction a line.
func (p *Program) String() string {
	var s strings.Builder
	for _, f := range p.Lists() {
		fmt.Fprintf(&s, "%s:\n", f.Name)
		for _, in := range *f.Body {
			fmt.Fprintf(&s, "\t%s\n", in)
		}
	}
	if p.Calls.One != nil {
		p.writeCalls(&s)
	}
	for _, a := range p.Optimizer.Scalars {
		fmt.Fprintf(&s, "%s once: %s = %s\n", p.Optimizer.Name, a.Var, a.F)
	}
	for _, a := range p.Optimizer.Steps {
		fmt.Fprintf(&s, "%s: %s = %s\n", p.Optimizer.Name, a.Var, a.F)
	}
	fmt.Fprintf(&s, "rate: %s\n", p.Rate)
	return s.String()
}

func (p *Program) writeCalls(s *strings.Builder) {
	for _, list := range p.CallLists() {
		fmt.Fprintf(s, "calls of %s:\n", list.Name)
		for _, c := range list.Calls {
			fmt.Fprintf(s, "\t%s\n", c)
		}
	}
}
