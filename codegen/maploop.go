package codegen

import (
	"github.com/dave/jennifer/jen"

	"github.com/nngen/nngen/internal/expr"
	"github.com/nngen/nngen/internal/ir"
)

// mapLoop prints an entry-by-entry formula as a loop over the first operand that it reads; the others are indexed. buf
// is the Go expression of a buffer, and over that of one to range over. In a batch an operand without one begins again
// with every example. Nothing is printed where every entry keeps its value.
func (g *generator) mapLoop(in *ir.Instr, buf, over func(*ir.Buffer) *jen.Statement, batch bool) *jen.Statement {
	m := in.Op.(*ir.Map)
	s := scope{bits: g.types.bits, vars: map[string]*jen.Statement{}}
	if len(in.Args) > 0 && in.Args[0] == in.Dst {
		s.self = m.Vars[0]
	}
	f := in.Formula()
	if f == expr.Var(s.self) {
		return jen.Null()
	}
	ranged, name := -1, entryNames(m)
	var body []jen.Code
	for i, v := range m.Vars {
		inner := m.InnerOf(i)
		repeated := inner > 0 || batch && !in.Args[i].Batched
		s.vars[v] = buf(in.Args[i]).Index(id("k"))
		if repeated {
			s.vars[v] = buf(in.Args[i]).Index(channelOf(inner, in.Args[i].Size(), in.Dst, batch))
		}
		switch {
		case ranged < 0 && !repeated && s.reads(f, v):
			ranged = i
			s.vars[v] = id(name(v))
		case expr.Count(f, v) > 1 && v != s.self:
			body = append(body, id(name(v)).Op(":=").Add(s.vars[v]))
			s.vars[v] = id(name(v))
		}
	}
	body = append(body, s.assign(buf(in.Dst).Index(id("k")), f)...)
	if ranged < 0 {
		return jen.For(id("k").Op(":=").Range().Add(over(in.Dst))).Block(body...)
	}
	return jen.For(jen.List(id("k"), id(name(m.Vars[ranged]))).Op(":=").Range().Add(over(in.Args[ranged]))).Block(body...)
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

// entryNames names the entries of what the variables of a map stand for: z and a of an activation and its slope, and the
// variable followed by k, which no buffer is called, of other formulas.
func entryNames(m *ir.Map) func(v string) string {
	known := m.Word != "" || m.SlopeOf != nil && m.SlopeOf.Op.(*ir.Map).Word != "" || m.Fast != nil
	return func(v string) string {
		if name, ok := entryName[v]; ok && known {
			return name
		}
		return v + "k"
	}
}

// channelOf is the place of what entry k reads of an operand that is shorter than the result: one of n, inner entries next
// to each other the same.
func channelOf(inner, n int, dst *ir.Buffer, batch bool) *jen.Statement {
	if n == 1 {
		return jen.Lit(0)
	}
	at := id("k")
	if inner > 1 {
		at = at.Op("/").Lit(inner)
	}
	if batch || max(1, inner)*n < dst.Size() {
		at = at.Op("%").Lit(n)
	}
	return at
}
