package expr

import (
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/scanner"
	"go/token"
	"math"
	"slices"
	"strconv"
	"strings"
)

// MaxLength is the longest formula, in bytes, that Parse accepts. It bounds the depth of every recursion over one.
const MaxLength = 2000

// Error says what is wrong with a formula and where.
type Error struct {
	Offset int // in bytes from the start of the formula
	Msg    string
}

// Error is the message.
func (e *Error) Error() string { return e.Msg }

// Parse reads a formula in which only the variables named may occur. The error is an *Error.
func Parse(src string, vars ...string) (Expr, error) {
	if len(src) > MaxLength {
		return nil, &Error{MaxLength, fmt.Sprintf("the formula is longer than %d bytes", MaxLength)}
	}
	for _, comment := range []string{"//", "/*"} {
		if at := strings.Index(src, comment); at >= 0 {
			return nil, &Error{at, "it cannot hold a comment"}
		}
	}
	src = strings.ReplaceAll(src, "\n", " ") // the end of a line would end the formula
	fset := token.NewFileSet()
	tree, err := parser.ParseExprFrom(fset, "", src, 0)
	if err != nil {
		return nil, syntaxError(err, src)
	}
	p := &formula{fset: fset, vars: vars}
	e := p.expr(tree, false)
	if p.err != nil {
		return nil, p.err
	}
	return e, nil
}

// MustParse is Parse for formulas that are part of the program; it panics on an error, since that is a bug of ours.
func MustParse(src string, vars ...string) Expr {
	e, err := Parse(src, vars...)
	if err != nil {
		panic(fmt.Sprintf("internal error: formula %q: %v", src, err))
	}
	return e
}

// syntaxError says in words for formulas what Go's parser says first. Its place alone tells most.
func syntaxError(err error, src string) *Error {
	at, msg := 0, err.Error()
	var list scanner.ErrorList
	if errors.As(err, &list) && len(list) > 0 {
		at, msg = min(list[0].Pos.Offset, len(src)), list[0].Msg
	}
	ends := strings.TrimSpace(src[at:]) == ""
	switch {
	case strings.TrimSpace(src) == "":
		return &Error{at, "it is empty"}
	case ends && (strings.Contains(msg, "expected ')'") || strings.HasPrefix(msg, "missing ','")):
		return &Error{at, "a closing ) is missing"}
	case ends:
		return &Error{at, "it ends too early"}
	}
	return &Error{at, "unexpected " + firstToken(src[at:])}
}

// firstToken is the first token of a text, as it is written there.
func firstToken(src string) string {
	var s scanner.Scanner
	file := token.NewFileSet().AddFile("", -1, len(src))
	s.Init(file, []byte(src), nil, 0)
	_, tok, text := s.Scan()
	if text == "" {
		return tok.String()
	}
	return text
}

// formula converts Go's syntax tree; it keeps the first error.
type formula struct {
	fset *token.FileSet
	vars []string
	err  error
}

func (p *formula) fail(at token.Pos, format string, args ...any) Expr {
	if p.err == nil {
		p.err = &Error{p.fset.Position(at).Offset, fmt.Sprintf(format, args...)}
	}
	return Num(0)
}

// expr converts one node; cond says that a comparison is wanted here, and only a comparison.
func (p *formula) expr(n ast.Expr, cond bool) Expr {
	if par, ok := n.(*ast.ParenExpr); ok {
		return p.expr(par.X, cond)
	}
	if b, ok := n.(*ast.BinaryExpr); ok {
		return p.binary(b, cond)
	}
	if cond {
		return p.fail(n.Pos(), "the first argument of where must be a comparison, such as x > 0")
	}
	switch n := n.(type) {
	case *ast.BasicLit:
		return p.number(n)
	case *ast.Ident:
		return p.variable(n)
	case *ast.UnaryExpr:
		return p.unary(n)
	case *ast.CallExpr:
		return p.call(n)
	}
	return p.fail(n.Pos(), "a formula has numbers, variables, + - * /, parentheses and calls of functions only")
}

func (p *formula) number(n *ast.BasicLit) Expr {
	if (n.Kind != token.INT && n.Kind != token.FLOAT) || strings.ContainsAny(n.Value, "xXoObBpP_") ||
		n.Kind == token.INT && len(n.Value) > 1 && n.Value[0] == '0' {
		return p.fail(n.Pos(), "%s is not a decimal number", n.Value)
	}
	v, err := strconv.ParseFloat(n.Value, 64)
	if err != nil || math.IsInf(v, 0) {
		return p.fail(n.Pos(), "the number %s is too large", n.Value)
	}
	mantissa, _, _ := strings.Cut(strings.ToLower(n.Value), "e")
	if v == 0 && strings.Trim(mantissa, "0.") != "" {
		return p.fail(n.Pos(), "the number %s is too small", n.Value)
	}
	return Num(v)
}

func (p *formula) variable(n *ast.Ident) Expr {
	if slices.Contains(p.vars, n.Name) {
		return Var(n.Name)
	}
	if lookup(n.Name) != nil {
		return p.fail(n.Pos(), "%s is a function: write %s(…)", n.Name, n.Name)
	}
	return p.fail(n.Pos(), "unknown variable %s; known here: %s", n.Name, strings.Join(p.vars, ", "))
}

func (p *formula) unary(n *ast.UnaryExpr) Expr {
	x := p.expr(n.X, false)
	switch n.Op {
	case token.SUB:
		return Neg{x}
	case token.ADD:
		return x
	}
	return p.fail(n.OpPos, "unknown operator %s", n.Op)
}

func (p *formula) binary(n *ast.BinaryExpr, cond bool) Expr {
	op := n.Op.String()
	prec, known := precedence[op]
	comparison := known && prec == 1
	switch {
	case !known && n.Op == token.XOR:
		return p.fail(n.OpPos, "unknown operator ^; a power is pow(x, y)")
	case !known:
		return p.fail(n.OpPos, "unknown operator %s", op)
	case cond && !comparison:
		return p.fail(n.Pos(), "the first argument of where must be a comparison, such as x > 0")
	case !cond && comparison:
		return p.fail(n.Pos(), "a comparison may only be the first argument of where")
	}
	return &Binary{op, p.expr(n.X, false), p.expr(n.Y, false)}
}

func (p *formula) call(n *ast.CallExpr) Expr {
	name, ok := n.Fun.(*ast.Ident)
	if !ok {
		return p.fail(n.Pos(), "only the functions of the language can be called")
	}
	fn := lookup(name.Name)
	if fn == nil {
		return p.fail(n.Pos(), "unknown function %s; known: %s", name.Name, funcNames())
	}
	if len(n.Args) != len(fn.Args) || n.Ellipsis.IsValid() {
		return p.fail(n.Pos(), "%s takes %d argument(s), not %d", fn.Name, len(fn.Args), len(n.Args))
	}
	c := &Call{Fn: fn}
	for i, a := range n.Args {
		c.Args = append(c.Args, p.expr(a, fn == selectFunc && i == 0))
	}
	return c
}

func funcNames() string {
	names := make([]string, len(funcs))
	for i, f := range funcs {
		names[i] = f.Name
	}
	return strings.Join(names, ", ")
}
