package codegen

import (
	"github.com/dave/jennifer/jen"

	"github.com/nngen/nngen/internal/expr"
	"github.com/nngen/nngen/internal/ir"
)

// mapLoop prints an entry-by-entry formula as a loop over the first operand that it reads; the others are indexed.
func (g *generator) mapLoop(in *ir.Instr, buf func(*ir.Buffer) *jen.Statement) *jen.Statement {
	s := scope{bits: g.types.bits, vars: map[string]*jen.Statement{}}
	if in.Args[0] == in.Dst {
		s.self = in.Vars[0]
	}
	ranged := -1
	for i, v := range in.Vars {
		s.vars[v] = buf(in.Args[i]).Index(id("k"))
		if ranged < 0 && s.reads(in.F, v) {
			ranged = i
			s.vars[v] = id(entryName(in, v))
		}
	}
	entry := entryName(in, in.Vars[ranged])
	return jen.For(jen.List(id("k"), id(entry)).Op(":=").Range().Add(buf(in.Args[ranged]))).
		Block(s.assign(buf(in.Dst).Index(id("k")), in.F)...)
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

// entryName is the name of one entry of a buffer in a loop.
func entryName(in *ir.Instr, v string) string {
	if in.Layer > 0 {
		return map[string]string{"x": "z", "y": "a", "d": "da"}[v]
	}
	return map[string]string{"x": "v", "t": "target", "a": "a"}[v]
}
