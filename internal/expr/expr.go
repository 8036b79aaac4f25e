package expr

import (
	"math"
	"strconv"
	"strings"
)

// Expr is a scalar formula: a Num, a Var, a Neg, a *Binary or a *Call.
type Expr interface {
	// String prints the formula in the syntax that Parse reads.
	String() string
	prec() int
}

// Num is a constant.
type Num float64

// Var is a variable, named as the table entry names it.
type Var string

// Neg is -X.
type Neg struct{ X Expr }

// Binary is X Op Y, where Op is one of + - * / and the comparisons < <= > >=.
type Binary struct {
	Op   string
	X, Y Expr
}

// Call applies a function of the table. For where the first argument is a comparison.
type Call struct {
	Fn   *Func
	Args []Expr
}

var precedence = map[string]int{"<": 1, "<=": 1, ">": 1, ">=": 1, "+": 2, "-": 2, "*": 3, "/": 3}

const (
	precNeg  = 4
	precAtom = 5
)

func (n Num) prec() int {
	if n < 0 || math.Signbit(float64(n)) {
		return precNeg
	}
	return precAtom
}
func (Var) prec() int       { return precAtom }
func (Neg) prec() int       { return precNeg }
func (b *Binary) prec() int { return precedence[b.Op] }
func (*Call) prec() int     { return precAtom }

// String prints the shortest decimal that reads back to the same number, always with a point or an exponent, so that
// no reader can take it for an integer.
func (n Num) String() string { return FormatNum(float64(n)) }

// String prints the name of the variable.
func (v Var) String() string { return string(v) }

// String prints the negation; a negation inside gets parentheses, since -- is a token of its own.
func (n Neg) String() string { return "-" + paren(n.X, precAtom) }

// String prints the operation with the parentheses that its operands need.
func (b *Binary) String() string {
	return paren(b.X, b.prec()) + " " + b.Op + " " + paren(b.Y, b.prec()+1)
}

// String prints the call.
func (c *Call) String() string {
	args := make([]string, len(c.Args))
	for i, a := range c.Args {
		args[i] = a.String()
	}
	return c.Fn.Name + "(" + strings.Join(args, ", ") + ")"
}

// NeedsParens reports whether the operand e must be put in parentheses under its parent; right says that it stands on
// the right of an operator, where a - (b - c) differs from a - b - c.
func NeedsParens(e, parent Expr, right bool) bool {
	min := parent.prec()
	if right {
		min++
	}
	return e.prec() < min
}

// Rewrite replaces the outermost parts of e that match.
func Rewrite(e Expr, match func(Expr) bool, by func(Expr) Expr) Expr {
	if match(e) {
		return by(e)
	}
	return mapChildren(e, func(c Expr) Expr { return Rewrite(c, match, by) })
}

// Repeated returns the shortest call that occurs more than once in e, or nil.
func Repeated(e Expr) Expr {
	count, shortest := map[string]int{}, Expr(nil)
	walk(e, func(e Expr) {
		c, ok := e.(*Call)
		if !ok {
			return
		}
		text := c.String()
		count[text]++
		if count[text] > 1 && (shortest == nil || len(text) < len(shortest.String())) {
			shortest = c
		}
	})
	return shortest
}

func paren(e Expr, min int) string {
	if e.prec() < min {
		return "(" + e.String() + ")"
	}
	return e.String()
}

// FormatNum prints v as a floating-point literal: 1 becomes 1.0, since 1/2*x would otherwise be integer arithmetic
// in emitted Go.
func FormatNum(v float64) string {
	s := strconv.FormatFloat(v, 'g', -1, 64)
	if strings.ContainsAny(s, ".eIN") {
		return s
	}
	return s + ".0"
}

// Mentions reports whether the variable name occurs in e.
func Mentions(e Expr, name string) bool { return Count(e, name) > 0 }

// Count returns how often the variable name occurs in e.
func Count(e Expr, name string) int {
	n := 0
	walk(e, func(e Expr) {
		if e == Var(name) {
			n++
		}
	})
	return n
}

// Calls reports whether a function is called anywhere in e.
func Calls(e Expr, name string) bool {
	found := false
	walk(e, func(e Expr) {
		c, ok := e.(*Call)
		found = found || ok && c.Fn.Name == name
	})
	return found
}

// Subst replaces variables by formulas.
func Subst(e Expr, by map[string]Expr) Expr {
	if v, ok := e.(Var); ok {
		if r, ok := by[string(v)]; ok {
			return r
		}
		return v
	}
	return mapChildren(e, func(c Expr) Expr { return Subst(c, by) })
}

// Bind replaces variables by numbers and simplifies what becomes constant.
func Bind(e Expr, values map[string]float64) Expr {
	by := make(map[string]Expr, len(values))
	for k, v := range values {
		by[k] = Num(v)
	}
	return Simplify(Subst(e, by))
}

func walk(e Expr, f func(Expr)) {
	f(e)
	switch e := e.(type) {
	case Neg:
		walk(e.X, f)
	case *Binary:
		walk(e.X, f)
		walk(e.Y, f)
	case *Call:
		for _, a := range e.Args {
			walk(a, f)
		}
	}
}

func mapChildren(e Expr, f func(Expr) Expr) Expr {
	switch e := e.(type) {
	case Neg:
		return Neg{f(e.X)}
	case *Binary:
		return &Binary{e.Op, f(e.X), f(e.Y)}
	case *Call:
		args := make([]Expr, len(e.Args))
		for i, a := range e.Args {
			args[i] = f(a)
		}
		return &Call{e.Fn, args}
	}
	return e
}
