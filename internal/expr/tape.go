package expr

import (
	"fmt"
	"math"
	"slices"
)

// Tape computes formulas of the same variables together. Parts that occur more than once, in one formula or in several,
// are computed once, so that the work follows the number of different parts: a derivative repeats its formula at every
// level.
type Tape struct {
	vars    []string
	steps   []step
	values  []float64 // of the steps
	results []int     // the step of each formula
}

// step is a part whose operands are earlier steps.
type step struct {
	part
	call func(x, y, z float64) float64
}

// part is what makes two parts the same.
type part struct {
	op   string // an operator, or neg
	fn   *Func
	v    string
	bits uint64 // of a number
	args [3]int
}

// NewTape prepares formulas of the variables given.
func NewTape(vars []string, formulas ...Expr) *Tape {
	t := &Tape{vars: vars}
	known := map[part]int{}
	for _, e := range formulas {
		t.results = append(t.results, t.add(e, known))
	}
	t.values = make([]float64, len(t.steps))
	return t
}

// Len is the number of different parts.
func (t *Tape) Len() int { return len(t.steps) }

// add returns the step that computes e.
func (t *Tape) add(e Expr, known map[part]int) int {
	s := step{}
	switch e := e.(type) {
	case Num:
		s.bits = math.Float64bits(float64(e))
		s.call = func(_, _, _ float64) float64 { return float64(e) }
	case Var:
		s.v = string(e)
	case Neg:
		s.op, s.args[0] = "neg", t.add(e.X, known)
		s.call = func(x, _, _ float64) float64 { return -x }
	case *Binary:
		f := operators[e.Op]
		s.op, s.args[0], s.args[1] = e.Op, t.add(e.X, known), t.add(e.Y, known)
		s.call = of2(f)
	case *Call:
		s.fn, s.call = e.Fn, e.Fn.Eval
		for i, a := range e.Args {
			s.args[i] = t.add(a, known)
		}
	default:
		panic(fmt.Sprintf("internal error: unknown formula %T", e))
	}
	i, ok := known[s.part]
	if !ok {
		i = len(t.steps)
		known[s.part] = i
		t.steps = append(t.steps, s)
	}
	return i
}

// At computes the formulas at one point. The values come in the order of the variables, the results in that of the
// formulas.
func (t *Tape) At(values, results []float64) {
	for i := range t.steps {
		s := &t.steps[i]
		if s.call == nil {
			t.values[i] = values[slices.Index(t.vars, s.v)]
			continue
		}
		t.values[i] = s.call(t.values[s.args[0]], t.values[s.args[1]], t.values[s.args[2]])
	}
	for i, k := range t.results {
		results[i] = t.values[k]
	}
}

// Size is the number of numbers, variables, operators and calls in e.
func Size(e Expr) int {
	n := 0
	walk(e, func(Expr) { n++ })
	return n
}
