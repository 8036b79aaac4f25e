package op

import (
	"github.com/nngen/nngen/internal/expr"
	"github.com/nngen/nngen/internal/ir"
)

// Loss measures how far the outputs of a batch are from the targets.
type Loss struct {
	Name, Doc string
	Attrs     []Attr
	F         string // the loss of one output y (or logit, where Logits) with target t; empty where Joint
	DF        string // dF/dy
	Scale     ir.Scale
	Logits    bool // takes the pre-activations of the last layer, whose activation must then be Of
	Of        string
	Joint     bool // over all units of an example at once, with a class as target: cross_entropy
}

const labelSmoothing = "label_smoothing"

// Losses is the table of losses.
var Losses = []*Loss{
	{Name: "mse", Doc: "mean squared error, over examples and outputs", F: "(y - t)*(y - t)", DF: "2*(y - t)", Scale: ir.PerValue},
	{Name: "sse", Doc: "sum of squared errors, S = Σ(E−y)²", F: "(y - t)*(y - t)", DF: "2*(y - t)", Scale: ir.One},
	{Name: "mae", Doc: "mean absolute error, over examples and outputs", F: "abs(y - t)", DF: "sign(y - t)", Scale: ir.PerValue},
	{Name: "huber", Doc: "½·(y−t)² up to delta, then delta·(|y−t| − ½·delta); mean over examples and outputs",
		F:  "0.5*min(abs(y - t), delta)*min(abs(y - t), delta) + delta*max(abs(y - t) - delta, 0)",
		DF: "min(max(y - t, -delta), delta)", Scale: ir.PerValue,
		Attrs: []Attr{{Name: "delta", Doc: "where the square becomes a line", Default: 1, Range: Positive}}},
	{Name: "binary_cross_entropy", Doc: "−t·ln p − (1−t)·ln(1−p), mean over examples and outputs; computed from the logits",
		F: "max(y, 0)*(1 - t) + max(-y, 0)*t + log1p(exp(-abs(y)))", DF: "sigmoid(y) - t", Scale: ir.PerValue, Logits: true, Of: "sigmoid"},
	{Name: "cross_entropy", Doc: "−ln p of the right class, mean over examples; computed from the logits",
		Attrs: []Attr{{Name: labelSmoothing, Doc: "ε of the targets (1−ε)·onehot + ε/K for K classes", Default: 0, Range: UnitInterval}},
		Scale: ir.PerExample, Logits: true, Of: "softmax", Joint: true},
}

// Info describes the entry.
func (l *Loss) Info() Info { return Info{l.Name, l.Doc, l.Attrs} }

// Value is F with the attributes bound, a formula in y and t.
func (l *Loss) Value(args Args) expr.Expr { return expr.Bind(parse(l.F, l.Attrs, "y", "t"), args) }

// Slope is DF with the attributes bound, a formula in y and t.
func (l *Loss) Slope(args Args) expr.Expr { return expr.Bind(parse(l.DF, l.Attrs, "y", "t"), args) }

// Lower emits the instruction that computes the loss of the outputs (or logits) y with the targets t: the mean over members,
// of which each has a row of y.
func (l *Loss) Lower(b *ir.Builder, args Args, members int, loss, y, t *ir.Buffer) *ir.Instr {
	if l.Joint {
		return b.Emit(&ir.CrossEntropy{Scale: l.Scale, Smoothing: args[labelSmoothing]}, loss, y, t)
	}
	return b.EmitLoss(loss, ir.Loss{F: l.mean(l.Value(args), members), Scale: l.Scale}, ir.Bound{Var: "y", Buf: y}, ir.Bound{Var: "t", Buf: t})
}

// LowerGrad emits the gradient by y of the loss, which counts with a weight, into dy.
func (l *Loss) LowerGrad(b *ir.Builder, args Args, members int, weight float64, dy, y, t *ir.Buffer) *ir.Instr {
	if l.Joint {
		return b.Emit(&ir.CrossEntropyGrad{Scale: l.Scale, Weight: weight, Smoothing: args[labelSmoothing]}, dy, y, t)
	}
	return b.EmitMap(dy, ir.Map{F: l.mean(l.Slope(args), members), Scale: l.Scale, Weight: weight}, ir.Bound{Var: "y", Buf: y}, ir.Bound{Var: "t", Buf: t})
}

// mean divides what is summed over members, where the factor of the loss does not.
func (l *Loss) mean(f expr.Expr, members int) expr.Expr {
	if l.Scale != ir.One || members == 1 {
		return f
	}
	return &expr.Binary{Op: "/", X: f, Y: expr.Num(members)}
}
