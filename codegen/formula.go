package codegen

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/nngen/nngen/internal/expr"
)

// scope prints formulas: the Go expression of every variable, in one precision.
type scope struct {
	bits int
	vars map[string]*jen.Statement
	// counts are the Go expressions of variables that are whole numbers, as integers: a number from 0 to 1 is raised to such a power by the runtime.
	counts map[string]*jen.Statement
	self   string // the variable, if any, that is the old value of what is assigned to
	sum    string // the variable, if any, whose Go expression is a sum
	// temps counts the variables that a statement declares for its selects; assign sets it.
	temps *int
}

// code prints a formula as a Go expression. Selects must have been taken out before.
func (s scope) code(e expr.Expr) *jen.Statement {
	switch e := e.(type) {
	case expr.Num:
		return jen.Op(literal(float64(e), s.bits))
	case expr.Var:
		if v, ok := s.vars[string(e)]; ok {
			return v.Clone()
		}
		return id(string(e))
	case expr.Neg:
		return jen.Op("-").Add(s.operand(e.X, e, false))
	case *expr.Binary:
		return s.operand(e.X, e, false).Op(e.Op).Add(s.operand(e.Y, e, true))
	case *expr.Call:
		if n := s.count(e); n != nil {
			return nn("Power").Call(s.code(e.Args[0]), n)
		}
		args := make([]jen.Code, len(e.Args))
		for i, a := range e.Args {
			args[i] = s.code(a)
		}
		return s.function(e.Fn).Call(args...)
	}
	panic("internal error: unknown formula")
}

// count is the exponent of a power of a number from 0 to 1, where it is a whole number; else nil.
func (s scope) count(e *expr.Call) *jen.Statement {
	if e.Fn.Name != "pow" {
		return nil
	}
	base, constant := e.Args[0].(expr.Num)
	exponent, variable := e.Args[1].(expr.Var)
	if !constant || base < 0 || base > 1 || !variable || s.counts[string(exponent)] == nil {
		return nil
	}
	return s.counts[string(exponent)].Clone()
}

// operand prints an operand with the parentheses that it needs under its parent.
func (s scope) operand(e, parent expr.Expr, right bool) *jen.Statement {
	if expr.NeedsParens(e, parent, right) || s.sum != "" && e == expr.Var(s.sum) {
		return jen.Parens(s.code(e))
	}
	return s.code(e)
}

// function names a function in Go: a builtin, one of package math, or one of the runtime, whose name ends in the
// precision.
func (s scope) function(f *expr.Func) *jen.Statement {
	name := strings.ToUpper(f.Name[:1]) + f.Name[1:]
	switch {
	case f.Go == "builtin":
		return id(f.Name)
	case f.Go == "math" && s.bits == 64:
		return jen.Qual("math", name)
	}
	return nn(name + strconv.Itoa(s.bits))
}

// literal prints a number as the shortest floating-point literal that means it in the precision.
func literal(v float64, bits int) string {
	text := strconv.FormatFloat(v, 'g', -1, bits)
	if strings.ContainsAny(text, ".e") {
		return text
	}
	return text + ".0"
}

// assign prints dst = e. A select becomes an if statement; an arm that would keep the old value is left out. It is one
// statement for a select, unless the condition has selects of its own, and none where nothing changes.
func (s scope) assign(dst *jen.Statement, e expr.Expr) []jen.Code {
	if s.temps == nil {
		s.temps = new(int)
	}
	hoisted, e := s.hoist(e)
	shared, e := s.share(e)
	return append(append(hoisted, shared...), s.choose(dst, e)...)
}

// share computes once what a formula without where calls for several times.
func (s scope) share(e expr.Expr) (code []jen.Code, rest expr.Expr) {
	if expr.HasSelect(e) {
		return nil, e
	}
	for call := expr.Repeated(e); call != nil; call = expr.Repeated(e) {
		name := fmt.Sprintf("s%d", len(code)+1)
		code = append(code, id(name).Op(":=").Add(s.code(call)))
		text := call.String()
		e = expr.Rewrite(e, func(part expr.Expr) bool { return part.String() == text }, func(expr.Expr) expr.Expr { return expr.Var(name) })
	}
	return code, e
}

// hoist takes selects out of the inside of a formula into variables of their own. Of a select that is the inside of its
// condition, since its arms become statements.
func (s scope) hoist(e expr.Expr) (code []jen.Code, rest expr.Expr) {
	if expr.IsSelect(e) {
		c := e.(*expr.Call)
		code, cond := s.hoist(c.Args[0])
		return code, &expr.Call{Fn: c.Fn, Args: []expr.Expr{cond, c.Args[1], c.Args[2]}}
	}
	s.self = "" // the variables do not hold the old value
	rest = expr.Rewrite(e, expr.IsSelect, func(inner expr.Expr) expr.Expr {
		*s.temps++
		name := "c" + strconv.Itoa(*s.temps)
		code = append(code, jen.Var().Id(name).Id("float"+strconv.Itoa(s.bits)))
		code = append(code, s.assign(id(name), inner)...)
		return expr.Var(name)
	})
	return code, rest
}

// choose prints dst = e, where e is a select or has none.
func (s scope) choose(dst *jen.Statement, e expr.Expr) []jen.Code {
	if s.self != "" && e == expr.Var(s.self) {
		return nil
	}
	if !expr.IsSelect(e) {
		return []jen.Code{dst.Clone().Op("=").Add(s.code(e))}
	}
	c := e.(*expr.Call)
	yes, no := s.assign(dst, c.Args[1]), s.assign(dst, c.Args[2])
	if len(yes) == 0 {
		return []jen.Code{jen.If(s.code(negate(c.Args[0]))).Block(no...)}
	}
	branch := jen.If(s.code(c.Args[0])).Block(yes...)
	switch {
	case len(no) == 1 && expr.IsSelect(c.Args[2]):
		branch = branch.Else().Add(no...)
	case len(no) > 0:
		branch = branch.Else().Block(no...)
	}
	return []jen.Code{branch}
}

// negate turns a comparison round. For NaN both are false, which leaves a NaN as it is.
func negate(cond expr.Expr) expr.Expr {
	b := cond.(*expr.Binary)
	opposite := map[string]string{"<": ">=", "<=": ">", ">": "<=", ">=": "<"}
	return &expr.Binary{Op: opposite[b.Op], X: b.X, Y: b.Y}
}

// lines joins statements, one a line.
func lines(code []jen.Code) *jen.Statement {
	all := &jen.Statement{}
	for i, c := range code {
		if i > 0 {
			all.Line()
		}
		all.Add(c)
	}
	return all
}
