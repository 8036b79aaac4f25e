package expr

import (
	"fmt"
	"slices"
)

// Eval computes e in float64. Every variable of e must have a value.
func Eval(e Expr, values map[string]float64) float64 {
	names := make([]string, 0, len(values))
	for k := range values {
		names = append(names, k)
	}
	slices.Sort(names)
	args := make([]float64, len(names))
	for i, n := range names {
		args[i] = values[n]
	}
	return Compile(e, names...)(args...)
}

// Compile turns e into a Go function of the variables in the order given. It panics on a variable that is not listed,
// which is a bug of the caller.
func Compile(e Expr, vars ...string) func(args ...float64) float64 {
	switch e := e.(type) {
	case Num:
		return func(...float64) float64 { return float64(e) }
	case Var:
		i := slices.Index(vars, string(e))
		if i < 0 {
			panic(fmt.Sprintf("internal error: variable %s has no value", e))
		}
		return func(args ...float64) float64 { return args[i] }
	case Neg:
		x := Compile(e.X, vars...)
		return func(args ...float64) float64 { return -x(args...) }
	case *Binary:
		f, x, y := operators[e.Op], Compile(e.X, vars...), Compile(e.Y, vars...)
		return func(args ...float64) float64 { return f(x(args...), y(args...)) }
	case *Call:
		return compileCall(e, vars)
	}
	panic(fmt.Sprintf("internal error: unknown formula %T", e))
}

func compileCall(c *Call, vars []string) func(args ...float64) float64 {
	f, x := c.Fn.Eval, Compile(c.Args[0], vars...)
	if len(c.Args) == 1 {
		return func(args ...float64) float64 { return f(x(args...), 0, 0) }
	}
	y := Compile(c.Args[1], vars...)
	if len(c.Args) == 2 {
		return func(args ...float64) float64 { return f(x(args...), y(args...), 0) }
	}
	z := Compile(c.Args[2], vars...)
	return func(args ...float64) float64 { return f(x(args...), y(args...), z(args...)) }
}

var operators = map[string]func(x, y float64) float64{
	"+":  func(x, y float64) float64 { return x + y },
	"-":  func(x, y float64) float64 { return x - y },
	"*":  func(x, y float64) float64 { return x * y },
	"/":  func(x, y float64) float64 { return x / y },
	"<":  func(x, y float64) float64 { return truth(x < y) },
	"<=": func(x, y float64) float64 { return truth(x <= y) },
	">":  func(x, y float64) float64 { return truth(x > y) },
	">=": func(x, y float64) float64 { return truth(x >= y) },
}

func truth(b bool) float64 {
	if b {
		return 1
	}
	return 0
}
