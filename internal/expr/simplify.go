package expr

import "github.com/nngen/nngen/internal/numbers"

// Simplify folds constants and removes what arithmetic with 0 and 1 makes superfluous, so that an emitted formula is
// what a person would have written. It keeps the value for all finite arguments; 0*x is taken for 0.
func Simplify(e Expr) Expr {
	e = mapChildren(e, Simplify)
	if folded, ok := fold(e); ok {
		return folded
	}
	switch e := e.(type) {
	case Neg:
		return simplifyNeg(e)
	case *Binary:
		return simplifyBinary(e)
	case *Call:
		if e.Fn == selectFunc {
			return simplifySelect(e)
		}
	}
	return e
}

// fold evaluates e when all its operands are numbers and the result is finite.
func fold(e Expr) (Expr, bool) {
	switch e.(type) {
	case Num, Var:
		return e, true
	}
	if !constant(e) {
		return nil, false
	}
	v := Compile(e)()
	return Num(v), numbers.Finite(v)
}

// constant reports whether all operands of e are numbers.
func constant(e Expr) bool {
	all := true
	mapChildren(e, func(c Expr) Expr {
		all = all && isNum(c)
		return c
	})
	return all
}

func simplifyNeg(n Neg) Expr {
	switch x := n.X.(type) {
	case Neg:
		return x.X
	case *Binary:
		if x.Op == "-" {
			return simplifyDifference(&Binary{"-", x.Y, x.X})
		}
	}
	return n
}

func simplifyBinary(b *Binary) Expr {
	switch b.Op {
	case "+":
		return simplifySum(b)
	case "-":
		return simplifyDifference(b)
	case "*":
		return simplifyProduct(b)
	case "/":
		if b.Y == Num(1) || b.X == Num(0) {
			return b.X
		}
	}
	return b
}

func simplifySum(b *Binary) Expr {
	if b.X == Num(0) {
		return b.Y
	}
	if b.Y == Num(0) {
		return b.X
	}
	if n, ok := b.Y.(Neg); ok {
		return simplifyDifference(&Binary{"-", b.X, n.X})
	}
	if n, ok := b.X.(Neg); ok {
		return simplifyDifference(&Binary{"-", b.Y, n.X})
	}
	if s := mergeSelects(b); s != nil {
		return s
	}
	return b
}

// mergeSelects turns where(c, u, 0) + where(c, 0, v) into where(c, u, v).
func mergeSelects(b *Binary) Expr {
	if !IsSelect(b.X) || !IsSelect(b.Y) {
		return nil
	}
	x, y := b.X.(*Call), b.Y.(*Call)
	if x.Args[0].String() != y.Args[0].String() {
		return nil
	}
	return simplifySelect(&Call{selectFunc, []Expr{x.Args[0], Simplify(add(x.Args[1], y.Args[1])), Simplify(add(x.Args[2], y.Args[2]))}})
}

func simplifyDifference(b *Binary) Expr {
	if b.Y == Num(0) {
		return b.X
	}
	if b.X == Num(0) {
		return simplifyNeg(Neg{b.Y})
	}
	if n, ok := b.Y.(Neg); ok {
		return simplifySum(&Binary{"+", b.X, n.X})
	}
	return b
}

func simplifyProduct(b *Binary) Expr {
	x, y := b.X, b.Y
	switch {
	case x == Num(0) || y == Num(0):
		return Num(0)
	case x == Num(1):
		return y
	case y == Num(1):
		return x
	case x == Num(-1):
		return simplifyNeg(Neg{y})
	case y == Num(-1):
		return simplifyNeg(Neg{x})
	}
	if nx, ok := x.(Neg); ok {
		return simplifyNeg(Neg{simplifyProduct(&Binary{"*", nx.X, y})})
	}
	if ny, ok := y.(Neg); ok {
		return simplifyNeg(Neg{simplifyProduct(&Binary{"*", x, ny.X})})
	}
	if s := intoSelect(x, y); s != nil {
		return s
	}
	if s := intoSelect(y, x); s != nil {
		return s
	}
	return b
}

// intoSelect turns where(c, 1, 0) * f into where(c, f, 0): no multiplication where the choice is all or nothing. Other
// arms are multiplied when f is a mere variable, which costs nothing to write twice.
func intoSelect(s, f Expr) Expr {
	if !IsSelect(s) {
		return nil
	}
	args := s.(*Call).Args
	if _, isVar := f.(Var); !isVar && !(isBit(args[1]) && isBit(args[2])) {
		return nil
	}
	return simplifySelect(&Call{selectFunc, []Expr{args[0], simplifyProduct(&Binary{"*", f, args[1]}), simplifyProduct(&Binary{"*", f, args[2]})}})
}

func isBit(e Expr) bool { return e == Num(0) || e == Num(1) }

func isNum(e Expr) bool {
	_, ok := e.(Num)
	return ok
}

func simplifySelect(c *Call) Expr {
	if cond, ok := c.Args[0].(Num); ok {
		if cond != 0 {
			return c.Args[1]
		}
		return c.Args[2]
	}
	if c.Args[1].String() == c.Args[2].String() {
		return c.Args[1]
	}
	return c
}
