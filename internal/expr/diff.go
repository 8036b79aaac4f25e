package expr

import "fmt"

// Diff returns the derivative of e by the variable v, simplified. At kinks it takes the one-sided value that the table
// of functions gives; the condition of where has no slope.
func Diff(e Expr, v string) Expr { return Simplify(diff(e, v)) }

func diff(e Expr, v string) Expr {
	switch e := e.(type) {
	case Num:
		return Num(0)
	case Var:
		if string(e) == v {
			return Num(1)
		}
		return Num(0)
	case Neg:
		return Neg{diff(e.X, v)}
	case *Binary:
		return diffBinary(e, v)
	case *Call:
		return diffCall(e, v)
	}
	panic(fmt.Sprintf("internal error: unknown formula %T", e))
}

func diffBinary(b *Binary, v string) Expr {
	dx, dy := diff(b.X, v), diff(b.Y, v)
	switch b.Op {
	case "+", "-":
		return &Binary{b.Op, dx, dy}
	case "*":
		return add(mul(dx, b.Y), mul(b.X, dy))
	case "/": // (x' y - x y') / y²
		return &Binary{"/", &Binary{"-", mul(dx, b.Y), mul(b.X, dy)}, mul(b.Y, b.Y)}
	}
	return Num(0) // a comparison
}

// diffCall is the chain rule: the sum over the arguments of ∂f/∂argᵢ · argᵢ'.
func diffCall(c *Call, v string) Expr {
	by := make(map[string]Expr, len(c.Args))
	for i, name := range c.Fn.Args {
		by[name] = c.Args[i]
	}
	var sum Expr = Num(0)
	for i, a := range c.Args {
		if Mentions(a, v) {
			sum = add(sum, mul(Subst(c.Fn.partial(i), by), diff(a, v)))
		}
	}
	return sum
}

// partial parses D[i]; in the partials of where, c stands for a comparison, which the parser must see as one.
func (f *Func) partial(i int) Expr {
	if f != selectFunc {
		return MustParse(f.D[i], f.Args...)
	}
	ab := [...][2]Num{{0, 0}, {1, 0}, {0, 1}}[i]
	return &Call{selectFunc, []Expr{Var("c"), ab[0], ab[1]}}
}

func add(x, y Expr) Expr { return &Binary{"+", x, y} }
func mul(x, y Expr) Expr { return &Binary{"*", x, y} }
