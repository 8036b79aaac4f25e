package op

import (
	"cmp"
	"slices"

	"github.com/nngen/nngen/internal/expr"
	"github.com/nngen/nngen/internal/ir"
)

// Optimizer is a rule that changes a parameter entry w by its gradient g. Scalars are computed once per update from
// the learning rate lr and the number of the update t, counted from 1; Steps follow for every entry. Formulas see the
// attributes, the states and what was assigned before them.
type Optimizer struct {
	Name, Doc string
	Attrs     []Attr // without learning_rate, which all have
	Rate      float64
	States    []string
	Squares   []string // the States that are means or sums of squares, and so never negative
	Scalars   []Formula
	Steps     []Formula
	Fast      *FastUpdate
	// Package, if not empty, is the rule of the packages, by whose name they call it: nngen train has another, which takes
	// steps over all rows at once, and no update of some of them could.
	Package string
}

// Formula is an assignment in the text of the vocabulary.
type Formula struct{ Var, F string }

var (
	weightDecay = Attr{Name: "weight_decay", Doc: "added to the gradient, times the parameter", Range: NonNegative}
	beta1       = Attr{Name: "beta1", Doc: "decay of the mean of the gradient", Default: 0.9, Range: UnitInterval}
	beta2       = Attr{Name: "beta2", Doc: "decay of the mean of its square", Default: 0.999, Range: UnitInterval}
	epsilon     = Attr{Name: "epsilon", Doc: "keeps the denominator from 0", Default: 1e-8, Range: Positive}
	decayed     = Formula{"g", "g + weight_decay*w"}
	corrections = []Formula{ // of means that began at 0
		{"rate", "lr/(1 - pow(beta1, t))"},
		{"correction", "sqrt(1 - pow(beta2, t))"}}
	adamFields = slices.Clip([]Formula{
		{"Rate", "rate"}, {"Correction", "correction"}, {"Beta1", "beta1"}, {"Gain1", "1 - beta1"},
		{"Beta2", "beta2"}, {"Gain2", "1 - beta2"}, {"Epsilon", "epsilon"}, {"Clip", "clip"}})
)

// Optimizers is the table of optimizers. An entry without a default Rate requires one.
var Optimizers = []*Optimizer{
	{Name: "sgd", Doc: "stochastic gradient descent, with momentum or Nesterov's",
		Attrs: []Attr{
			{Name: "momentum", Doc: "share of the last step that is kept", Range: UnitInterval},
			{Name: "nesterov", Doc: "look ahead along the momentum", Range: Bool}, weightDecay},
		States: []string{"v"},
		Steps: []Formula{decayed,
			{"v", "momentum*v + g"},
			{"w", "w - lr*where(nesterov > 0, g + momentum*v, v)"}},
		Fast: &FastUpdate{sgdKernel, "SGDStep", []Formula{
			{"LearningRate", "lr"}, {"Momentum", "momentum"}, {"Decay", "weight_decay"}, {"Clip", "clip"}}}},
	{Name: "adam", Doc: "Kingma & Ba 2014: steps scaled by running means of the gradient and its square", Rate: 0.001,
		Attrs:   []Attr{beta1, beta2, epsilon, weightDecay},
		States:  []string{"m", "v"},
		Squares: []string{"v"},
		Scalars: corrections,
		Steps: []Formula{decayed,
			{"m", "beta1*m + (1 - beta1)*g"},
			{"v", "beta2*v + (1 - beta2)*g*g"},
			{"w", "w - rate*m/(sqrt(v)/correction + epsilon)"}},
		Fast: &FastUpdate{only("adam", 2), "AdamStep", append(adamFields, Formula{"Decay", "weight_decay"})}},
	{Name: "adamw", Doc: "Loshchilov & Hutter 2017: adam with the weight decay apart from the gradient", Rate: 0.001,
		Attrs: []Attr{beta1, beta2, epsilon,
			{Name: "weight_decay", Doc: "share of a parameter taken off at each step, times the learning rate", Default: 0.01, Range: NonNegative}},
		States:  []string{"m", "v"},
		Squares: []string{"v"},
		Scalars: corrections,
		Steps: []Formula{
			{"w", "w - lr*weight_decay*w"},
			{"m", "beta1*m + (1 - beta1)*g"},
			{"v", "beta2*v + (1 - beta2)*g*g"},
			{"w", "w - rate*m/(sqrt(v)/correction + epsilon)"}},
		Fast: &FastUpdate{only("adam", 2), "AdamStep", append(adamFields, Formula{"Shrink", "lr*weight_decay"})}},
	{Name: "rmsprop", Doc: "Tieleman & Hinton 2012: steps divided by a running root mean square of the gradient", Rate: 0.01,
		Attrs:  []Attr{{Name: "rho", Doc: "decay of the mean of the squared gradient", Default: 0.99, Range: UnitInterval}, epsilon, weightDecay},
		States: []string{"v"}, Squares: []string{"v"},
		Steps: []Formula{decayed,
			{"v", "rho*v + (1 - rho)*g*g"},
			{"w", "w - lr*g/(sqrt(v) + epsilon)"}},
		Fast: &FastUpdate{only("rmsprop", 1), "RMSPropStep", []Formula{
			{"LearningRate", "lr"}, {"Rho", "rho"}, {"Gain", "1 - rho"}, {"Epsilon", "epsilon"}, {"Decay", "weight_decay"}, {"Clip", "clip"}}}},
	{Name: "adagrad", Doc: "Duchi et al. 2011: steps divided by the root of the sum of all squared gradients", Rate: 0.01,
		Attrs:  []Attr{{Name: "epsilon", Doc: epsilon.Doc, Default: 1e-10, Range: Positive}, weightDecay},
		States: []string{"v"}, Squares: []string{"v"},
		Steps: []Formula{decayed,
			{"v", "v + g*g"},
			{"w", "w - lr*g/(sqrt(v) + epsilon)"}},
		Fast: &FastUpdate{only("adagrad", 1), "AdagradStep", []Formula{
			{"LearningRate", "lr"}, {"Epsilon", "epsilon"}, {"Decay", "weight_decay"}, {"Clip", "clip"}}}},
	{Name: "lbfgs", Doc: "Liu & Nocedal 1989, in nngen train: all rows at once for each step, along the slope as bent by the last ten steps, as far as a line search finds good; " +
		"learning_rate is that of the first step. In a package Update is that of sgd", Rate: 0.1,
		Attrs: []Attr{weightDecay}, Package: "sgd",
		Steps: []Formula{decayed,
			{"w", "w - lr*g"}},
		Fast: &FastUpdate{only("sgd", 0), "SGDStep", []Formula{
			{"LearningRate", "lr"}, {"Decay", "weight_decay"}, {"Clip", "clip"}}}},
}

// Stepwise are those of the Optimizers whose rule packages have. They take batches, schedules and clipped gradients; the others
// take all rows at once.
var Stepwise = slices.DeleteFunc(slices.Clone(Optimizers), (*Optimizer).FullBatch)

// FullBatch reports whether the optimizer takes all rows at once.
func (o *Optimizer) FullBatch() bool { return o.Package != "" }

// Info describes the entry; learning_rate is the first attribute of every optimizer.
func (o *Optimizer) Info() Info {
	rate := Attr{Name: "learning_rate", Doc: "size of a step", Default: o.Rate, Required: o.Rate == 0, Range: Positive}
	return Info{o.Name, o.Doc, append([]Attr{rate}, o.Attrs...)}
}

// Bind returns the rule with its attributes bound and with everything removed that they make superfluous: a decay of
// 0, a momentum of 0 with the state that it would need. The gradient is multiplied by a factor first, such as clip.
func (o *Optimizer) Bind(args Args, factor expr.Expr) ir.Optimizer {
	vars := append([]string{"w", "g", "lr", "t", "clip"}, o.States...)
	bind := func(list []Formula) (bound []ir.Assign) {
		for _, s := range list {
			bound = append(bound, ir.Assign{Var: s.Var, F: expr.Bind(parse(s.F, o.Attrs, vars...), args)})
			vars = append(vars, s.Var)
		}
		return bound
	}
	opt := ir.Optimizer{Name: cmp.Or(o.Package, o.Name), Squares: o.Squares, Scalars: bind(o.Scalars)}
	steps := bind(o.Steps)
	if factor != expr.Num(1) {
		steps = append([]ir.Assign{{Var: "g", F: &expr.Binary{Op: "*", X: factor, Y: expr.Var("g")}}}, steps...)
	}
	opt.Steps = propagate(steps)
	for _, s := range o.States {
		if readFirst(opt.Steps, s) {
			opt.States = append(opt.States, s)
		}
	}
	if f := o.Fast; f != nil && f.Kernel(args, len(opt.States)) != "" {
		opt.Fast = &ir.FastUpdate{Kernel: f.Kernel(args, len(opt.States)), Struct: f.Struct, Fields: bind(f.Fields)}
		for i, f := range opt.Fast.Fields {
			if f.Var == "Clip" {
				opt.Fast.Fields[i].F = factor
			}
		}
	}
	return opt
}

// propagate drops assignments that only rename or keep a value, reading the original instead.
func propagate(steps []ir.Assign) (kept []ir.Assign) {
	alias := map[string]expr.Expr{}
	for _, s := range steps {
		f := expr.Subst(s.F, alias)
		if f == expr.Var(s.Var) {
			continue
		}
		delete(alias, s.Var)
		if _, isVar := f.(expr.Var); isVar && s.Var != "w" {
			alias[s.Var] = f
			continue
		}
		kept = append(kept, ir.Assign{Var: s.Var, F: f})
	}
	return kept
}

// readFirst reports whether v is read before it is assigned, which makes it a state that must be kept.
func readFirst(steps []ir.Assign, v string) bool {
	for _, s := range steps {
		if expr.Mentions(s.F, v) {
			return true
		}
		if s.Var == v {
			return false
		}
	}
	return false
}
