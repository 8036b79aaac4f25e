package ir

import (
	"fmt"
	"strings"

	"github.com/nngen/nngen/internal/expr"
)

// Op is the operation of an instruction.
type Op int

// The operations, with their operands in order. Matrices with a column per example are written Z, A, X, T.
const (
	Affine           Op = iota // Z = W·A + b           W, A, b
	Map                        // D = F(args), entry by entry; a vector applies to every column
	Softmax                    // A = softmax(Z), column by column
	Loss                       // loss = scale · Σ F(args) over all entries
	CrossEntropy               // loss = scale · Σ logsumexp(z) − z[t]     Z, T
	CrossEntropyGrad           // dZ = scale · (softmax(Z) − onehot(T))     Z, T
	WeightGrad                 // dW = dZ·Aᵀ             dZ, A
	BiasGrad                   // db = dZ·1              dZ
	InputGrad                  // dA = Wᵀ·dZ             W, dZ
	Dropout                    // D = A ∘ mask / (1 − rate); without masks D = A     A
	Step                       // one optimizer step of a parameter: gradient, then its states
)

// Scale is the factor of a loss and of its gradient.
type Scale int

// The factors.
const (
	One        Scale = iota // the plain sum
	PerExample              // the mean over examples: 1/m
	PerValue                // the mean over examples and outputs: 1/(m·n[L])
)

// Instr is one instruction.
type Instr struct {
	Op    Op
	Layer int // l, or 0 for what happens before the first and after the last layer
	Dst   *Buffer
	Args  []*Buffer
	F     expr.Expr // Map and Loss: a formula over Vars
	Vars  []string  // the variable that stands for each of Args in F
	Scale Scale
	// Kernel is chosen by the plan and tells the code generator how to print the instruction.
	Kernel Kernel
	Mask   Mask // of Dropout
	// Beside says of the gradient of a layer's weights and biases that it is computed at the same time as the next one.
	Beside bool
	Fast   *Fast
}

// Fast is a kernel of the runtime that computes a Map quicker than its formula written as a loop.
type Fast struct {
	Kernel string    // without the letter of the precision: sigmoid
	Vars   []string  // the variables of F that it takes, after the result
	Consts []float64 // taken last
	// InPlace kernels change the operand d, where a Map makes its result of it.
	InPlace bool
}

// Kernel is a way to compute an instruction for a single example.
type Kernel int

// The ways.
const (
	Call         Kernel = iota // through a kernel of the runtime
	WrittenOut                 // scalar by scalar
	WithNext                   // in one call with the next layer
	WithPrevious               // in that call
	Sparse                     // through a kernel that skips inputs of 0
)

var opNames = map[Op]string{Affine: "affine", Map: "map", Softmax: "softmax", Loss: "loss", CrossEntropy: "cross_entropy",
	CrossEntropyGrad: "cross_entropy_grad", WeightGrad: "weight_grad", BiasGrad: "bias_grad", InputGrad: "input_grad", Dropout: "dropout", Step: "step"}

// String names the operation as the text form does.
func (o Op) String() string { return opNames[o] }

// String prints the instruction, for example "a1 (8, m) = map max(x, 0.0) x=z1".
func (in *Instr) String() string {
	var s strings.Builder
	fmt.Fprintf(&s, "%s %s = %s", in.Dst.Name, in.Dst.Shape(), in.Op)
	if in.F != nil {
		fmt.Fprintf(&s, " %s", in.F)
	}
	for i, a := range in.Args {
		s.WriteByte(' ')
		if i < len(in.Vars) {
			s.WriteString(in.Vars[i] + "=")
		}
		s.WriteString(a.Name)
	}
	s.WriteString([]string{"", " / m", " / (m n)"}[in.Scale])
	if in.Beside {
		s.WriteString(", beside the next")
	}
	return s.String()
}

// Arg returns the operand that stands for the variable v of F.
func (in *Instr) Arg(v string) *Buffer {
	for i, name := range in.Vars {
		if name == v {
			return in.Args[i]
		}
	}
	return nil
}

// IsRelu reports whether the instruction is a relu in the place of b, which the kernels of products do on the way.
func (in *Instr) IsRelu(b *Buffer) bool {
	return in.Op == Map && in.Dst == b && in.Args[0] == b && in.Fast != nil && in.Fast.Kernel == "relu"
}
