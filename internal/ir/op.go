package ir

import (
	"fmt"

	"github.com/nngen/nngen/internal/expr"
)

// Op is what an instruction does: a type with attributes of its own. Matrices of a batch are written Z, A, X, T, with a
// column per example.
//
// An operation is complete with a shape rule (here), a gradient and the kernels for one example and for a batch (package
// plan), an evaluation (package interp), and a notation (package codegen; and a printer, where it has no kernel). Each is an
// entry of a table there, and tests hold that no entry is missing.
type Op interface {
	// Name is that of the text form.
	Name() string
	// fits reports whether the shapes of the result and the operands fit.
	fits(d *Buffer, a []*Buffer) bool
}

// formula is an operation with a formula over variables that stand for its operands.
type formula interface {
	formula() expr.Expr
	variables() []string
}

// attributes is an operation whose attributes the text form shows behind the operands.
type attributes interface{ attributes() string }

// Ops has one of each operation.
var Ops = []Op{Affine{}, &Map{}, Softmax{}, &Loss{}, &CrossEntropy{}, &CrossEntropyGrad{}, WeightGrad{}, BiasGrad{},
	InputGrad{}, &Dropout{}, &Place{}, &Largest{}, &LargestGrad{}, SoftmaxGrad{}, &Standardize{}, &StandardizeGrad{},
	&BatchMoments{}, &BatchStandardize{}, &BatchStandardizeGrad{}, &ChannelStandardize{}, &Moving{},
	Filled{}, &OneHot{}, &Embed{}, &EmbedGrad{}, &Ordinal{}, &Cycle{}, &IsMissing{}, &Piecewise{}, &PiecewiseGrad{},
	&Conv{}, &ConvInputGrad{}, &ConvWeightGrad{}, &MaxPool{}, &MaxPoolGrad{}, &AvgPool{}, &AvgPoolGrad{},
	&Resample{}, &ResampleGrad{}, Step{}}

// Scale is the factor of a loss and of its gradient.
type Scale int

// The factors.
const (
	One        Scale = iota // the plain sum
	PerExample              // the mean over examples: 1/m
	PerValue                // the mean over examples and outputs: 1/(m·n[L])
)

func (s Scale) attributes() string { return []string{"", " / m", " / (m n)"}[s] }

// Affine is Z = W·A + b, of W, A and b. Where A has several dimensions W works on the last one.
type Affine struct{}

// Map is D = F(operands), entry by entry; an operand without batch is the same for every example.
type Map struct {
	F    expr.Expr
	Vars []string // the variable that stands for each operand in F
	// Inner is, of an operand without batch that has an entry for a channel, how many entries of the result stand next to
	// each other for one: entry k reads (k/Inner) % size. 0, or nothing, where it has as many entries as the result.
	Inner []int
	// Scale and Weight, where that is not 0, are the factors of the gradient of a loss.
	Scale  Scale
	Weight float64
	// Word is what comments call F, such as relu; empty where it is spelled out.
	Word string
	// Slope is dF/dx of a formula in x alone, where something better is known than the derivative: it may read the result y.
	Slope expr.Expr
	// SlopeOf is the instruction whose slope, multiplied with the gradient d, this is, or nil.
	SlopeOf *Instr
	// Fast and FastSlope compute F, and d·Slope.
	Fast, FastSlope *Fast
}

// InnerOf is Inner of operand i.
func (m *Map) InnerOf(i int) int {
	if i < len(m.Inner) {
		return m.Inner[i]
	}
	return 0
}

// Fast is a kernel of the runtime that computes a Map quicker than its formula written as a loop.
type Fast struct {
	Kernel string    // without the letter of the precision: sigmoid
	Vars   []string  // the variables of F that it takes, after the result
	Consts []float64 // taken last
	// InPlace kernels change the operand d, where a Map makes its result of it.
	InPlace bool
}

// Softmax is A = softmax(Z), column by column.
type Softmax struct{}

// SoftmaxGrad is dZ = A∘(dA − Σ dA∘A), column by column, of dA and A.
type SoftmaxGrad struct{}

// Name is softmax_grad.
func (SoftmaxGrad) Name() string { return "softmax_grad" }

// Loss is loss = scale · Σ F(operands) over all entries.
type Loss struct {
	F     expr.Expr
	Vars  []string
	Scale Scale
}

// CrossEntropy is loss = scale · Σ logsumexp(z) − q·z, of Z and T: q is onehot(T), smoothed. Z may have several rows for
// an example, which are of its class; the mean over examples is one over these, too.
type CrossEntropy struct {
	Scale
	Smoothing float64 // ε of q = (1−ε)·onehot(T) + ε/K for K classes
}

// CrossEntropyGrad is dZ = scale · (softmax(Z) − q), of Z and T, with the q of CrossEntropy.
type CrossEntropyGrad struct {
	Scale
	Weight    float64 // of the loss among several; 1 or 0 for one alone
	Smoothing float64
}

// WeightGrad is dW = dZ·Aᵀ, of dZ and A.
type WeightGrad struct{}

// BiasGrad is db = dZ·1, of dZ: the sum over the examples, and over all but the last entries where db has fewer. Inner entries
// next to each other, where it is not 0, belong to one of db.
type BiasGrad struct{ Inner int }

// InputGrad is dA = Wᵀ·dZ, of W and dZ.
type InputGrad struct{}

// Dropout is D = A ∘ mask / (1 − rate), of A; without masks D = A. Inner entries next to each other are one unit of the mask.
type Dropout struct {
	Mask  Mask
	Inner int
}

// Step is one optimizer step of a parameter, of its gradient and then its states.
type Step struct{}

// Name is affine.
func (Affine) Name() string { return "affine" }

// Name is map.
func (*Map) Name() string { return "map" }

// Name is softmax.
func (Softmax) Name() string { return "softmax" }

// Name is loss.
func (*Loss) Name() string { return "loss" }

// Name is cross_entropy.
func (*CrossEntropy) Name() string { return "cross_entropy" }

// Name is cross_entropy_grad.
func (*CrossEntropyGrad) Name() string { return "cross_entropy_grad" }

// Name is weight_grad.
func (WeightGrad) Name() string { return "weight_grad" }

// Name is bias_grad.
func (BiasGrad) Name() string { return "bias_grad" }

// Name is input_grad.
func (InputGrad) Name() string { return "input_grad" }

// Name is dropout.
func (*Dropout) Name() string { return "dropout" }

// Name is step.
func (Step) Name() string { return "step" }

func (c *CrossEntropy) attributes() string     { return smoothed(c.Smoothing) + c.Scale.attributes() }
func (c *CrossEntropyGrad) attributes() string { return smoothed(c.Smoothing) + c.Scale.attributes() }

func smoothed(by float64) string {
	if by == 0 {
		return ""
	}
	return fmt.Sprintf(" smoothing %g", by)
}

func (m *Map) formula() expr.Expr   { return m.F }
func (m *Map) variables() []string  { return m.Vars }
func (m *Map) attributes() string   { return m.Scale.attributes() }
func (l *Loss) formula() expr.Expr  { return l.F }
func (l *Loss) variables() []string { return l.Vars }
func (l *Loss) attributes() string  { return l.Scale.attributes() }
