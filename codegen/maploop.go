package codegen

import (
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
		s.vars[v] = entry(buf, in.Args[i])
		switch {
		case ranged < 0 && s.reads(in.F, v):
			ranged = i
			s.vars[v] = id(entryName(in, v))
		case expr.Count(in.F, v) > 1 && v != s.self:
			body = append(body, id(entryName(in, v)).Op(":=").Add(s.vars[v]))
			s.vars[v] = id(entryName(in, v))
		}
	}
	body = append(body, s.assign(entry(buf, in.Dst), in.F)...)
	return jen.For(jen.List(id("k"), id(entryName(in, in.Vars[ranged]))).Op(":=").Range().Add(over(in.Args[ranged]))).Block(body...)
}

// entry is entry k of a buffer, or the only one that a vector has.
func entry(buf func(*ir.Buffer) *jen.Statement, b *ir.Buffer) *jen.Statement {
	if b.Size() == 1 && b.Cols != ir.Batch {
		return buf(b).Index(jen.Lit(0))
	}
	return buf(b).Index(id("k"))
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
