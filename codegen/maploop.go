package codegen

import (
	"slices"

	"github.com/dave/jennifer/jen"

	"github.com/nngen/nngen/internal/expr"
	"github.com/nngen/nngen/internal/ir"
)

// mapLoop prints an entry-by-entry formula as a loop over the first operand that it reads; the others are indexed. buf
// is the Go expression of a buffer, and over that of one to range over. Nothing is printed where every entry keeps its
// value.
func (g *generator) mapLoop(in *ir.Instr, buf, over func(*ir.Buffer) *jen.Statement) *jen.Statement {
	s := scope{bits: g.types.bits, vars: map[string]*jen.Statement{}}
	if in.Args[0] == in.Dst {
		s.self = in.Vars[0]
	}
	if in.F == expr.Var(s.self) {
		return jen.Null()
	}
	ranged := -1
	var body []jen.Code
	for i, v := range in.Vars {
		s.vars[v] = buf(in.Args[i]).Index(id("k"))
		switch {
		case ranged < 0 && s.reads(in.F, v):
			ranged = i
			s.vars[v] = id(entryName[v])
		case expr.Count(in.F, v) > 1 && v != s.self:
			body = append(body, id(entryName[v]).Op(":=").Add(s.vars[v]))
			s.vars[v] = id(entryName[v])
		}
	}
	body = append(body, s.assign(buf(in.Dst).Index(id("k")), in.F)...)
	return jen.For(jen.List(id("k"), id(entryName[in.Vars[ranged]])).Op(":=").Range().Add(over(in.Args[ranged]))).Block(body...)
}

// isFast reports whether a kernel does the map: it must find its operands where it wants them.
func isFast(in *ir.Instr) bool {
	if in.Fast == nil || in.Fast.InPlace && in.Arg("d") != in.Dst {
		return false
	}
	return !slices.ContainsFunc(in.Fast.Vars, func(v string) bool { return in.Arg(v) == nil })
}

// fast prints a map as the call of its kernel; whole is the Go expression of a buffer as a slice.
func (g *generator) fast(in *ir.Instr, whole func(*ir.Buffer) *jen.Statement) *jen.Statement {
	args := []jen.Code{whole(in.Dst)}
	for _, v := range in.Fast.Vars {
		args = append(args, whole(in.Arg(v)))
	}
	for _, c := range in.Fast.Consts {
		args = append(args, jen.Op(literal(c, g.types.bits)))
	}
	return g.kernel(in.Fast.Kernel).Call(args...)
}

// reads reports whether the printed formula reads the variable: an arm that keeps the old value is not printed.
func (s scope) reads(e expr.Expr, v string) bool {
	if e == expr.Var(v) && v == s.self {
		return false
	}
	if !expr.IsSelect(e) {
		return expr.Mentions(e, v)
	}
	args := e.(*expr.Call).Args
	return expr.Mentions(args[0], v) || s.reads(args[1], v) || s.reads(args[2], v)
}

// entryName is the name of one entry of what a variable of an activation or of its slope stands for.
var entryName = map[string]string{"x": "z", "y": "a", "d": "da"}
