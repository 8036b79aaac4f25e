package vector

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/nngen/nngen/internal/expr"
)

// compiler collects steps as nodes, each the operand of later ones.
type compiler struct {
	numbers  map[string]bool
	operands []string
	nodes    []node
	filled   []expr.Expr
	known    map[string]int // nodes by what they compute
}

// node is a step whose result has no place yet.
type node struct {
	kernel string
	args   []value
	is     expr.Expr
}

// value is an operand of a node.
type value struct {
	kind Kind
	node int // of kind Held; of kind Filled which one
	name string
	num  expr.Expr
}

func (v value) key() string {
	if v.kind == Number {
		return v.num.String()
	}
	return fmt.Sprintf("%d.%d%s", v.kind, v.node, v.name)
}

// emit adds a step, or finds the one that computes the same.
func (c *compiler) emit(kernel string, is expr.Expr, args ...value) value {
	keys := []string{kernel}
	for _, a := range args {
		keys = append(keys, a.key())
	}
	key := strings.Join(keys, " ")
	at, ok := c.known[key]
	if !ok {
		at = len(c.nodes)
		c.known[key] = at
		c.nodes = append(c.nodes, node{kernel, args, is})
	}
	return value{kind: Held, node: at}
}

// lower emits what computes e.
func (c *compiler) lower(e expr.Expr) value {
	if c.single(e) {
		return value{kind: Number, num: e}
	}
	switch e := e.(type) {
	case expr.Var:
		if !slices.Contains(c.operands, string(e)) {
			c.operands = append(c.operands, string(e))
		}
		return value{kind: Operand, name: string(e)}
	case expr.Neg:
		return c.emit("timesNum", e, c.lower(e.X), value{kind: Number, num: expr.Num(-1)})
	case *expr.Binary:
		return c.binary(e)
	case *expr.Call:
		return c.call(e)
	}
	panic("internal error: unknown formula")
}

// single reports whether e is one number for all entries.
func (c *compiler) single(e expr.Expr) bool {
	one := true
	expr.Rewrite(e, func(part expr.Expr) bool {
		v, isVar := part.(expr.Var)
		one = one && (!isVar || c.numbers[string(v)])
		return false
	}, nil)
	return one
}

// entries is lower, but a number fills a block.
func (c *compiler) entries(e expr.Expr) value {
	v := c.lower(e)
	if v.kind != Number {
		return v
	}
	at := slices.IndexFunc(c.filled, func(f expr.Expr) bool { return f.String() == v.num.String() })
	if at < 0 {
		at, c.filled = len(c.filled), append(c.filled, v.num)
	}
	return value{kind: Filled, node: at}
}

// kernels of two blocks, and of a block and a number that comes last or first.
var operators = map[string][3]string{
	"+": {"plus", "plusNum", "plusNum"}, "-": {"minus", "", "numMinus"}, "*": {"times", "timesNum", "timesNum"}, "/": {"over", "overNum", "numOver"},
	"max": {"larger", "largerNum", "largerNum"}, "min": {"smaller", "smallerNum", "smallerNum"},
	"<": {"less", "lessNum", "moreNum"}, "<=": {"atMost", "atMostNum", "atLeastNum"}, ">": {"", "moreNum", "lessNum"}, ">=": {"", "atLeastNum", "atMostNum"},
}

func (c *compiler) binary(e *expr.Binary) value { return c.operator(e.Op, e, e.X, e.Y) }

// operator emits x op y.
func (c *compiler) operator(op string, e, x, y expr.Expr) value {
	kernels := operators[op]
	switch {
	case c.single(y) && op == "-":
		return c.emit("plusNum", e, c.lower(x), c.lower(expr.Simplify(expr.Neg{X: y})))
	case c.single(y) && op == "/" && exactInverse(y):
		return c.emit("timesNum", e, c.lower(x), value{kind: Number, num: 1 / y.(expr.Num)})
	case c.single(y):
		return c.emit(kernels[1], e, c.lower(x), c.lower(y))
	case c.single(x):
		return c.emit(kernels[2], e, c.lower(y), c.lower(x))
	case op == ">":
		return c.emit("less", e, c.lower(y), c.lower(x))
	case op == ">=":
		return c.emit("atMost", e, c.lower(y), c.lower(x))
	}
	first := c.lower(x)
	return c.emit(kernels[0], e, first, c.lower(y))
}

// exactInverse reports whether y is a power of two whose inverse is one too.
func exactInverse(y expr.Expr) bool {
	n, ok := y.(expr.Num)
	if !ok {
		return false
	}
	fraction, exponent := math.Frexp(math.Abs(float64(n)))
	return fraction == 0.5 && exponent > -120 && exponent < 120
}

// functions are those whose kernel is named as they are.
var functions = []string{"exp", "expm1", "log", "log1p", "sqrt", "abs", "sign", "tanh", "sigmoid", "softplus", "sin", "cos", "floor", "round", "erf"}

func (c *compiler) call(e *expr.Call) value {
	switch name := e.Fn.Name; {
	case slices.Contains(functions, name):
		return c.emit(name, e, c.lower(e.Args[0]))
	case name == "max" || name == "min":
		if v, ok := c.clamp(e); ok {
			return v
		}
		return c.operator(name, e, e.Args[0], e.Args[1])
	case name == "pow":
		return c.pow(e)
	case expr.IsSelect(e):
		return c.choice(e)
	}
	panic("internal error: no kernel computes " + e.Fn.Name)
}

// clamp finds min(max(x, low), high) of numbers, in any order.
func (c *compiler) clamp(e *expr.Call) (value, bool) {
	x, outer := c.bound(e)
	inner, ok := x.(*expr.Call)
	if !ok || inner.Fn == e.Fn || inner.Fn.Name != "max" && inner.Fn.Name != "min" {
		return value{}, false
	}
	x, bound := c.bound(inner)
	low, isNum := bound.(expr.Num)
	high, isNum2 := outer.(expr.Num)
	if !isNum || !isNum2 {
		return value{}, false
	}
	if inner.Fn.Name == "min" {
		low, high = high, low
	}
	if low > high {
		return value{}, false
	}
	return c.emit("clamp", e, c.lower(x), value{kind: Number, num: low}, value{kind: Number, num: high}), true
}

// bound is what of max(x, c) is the block and what is the number, or nil.
func (c *compiler) bound(e *expr.Call) (x, number expr.Expr) {
	switch {
	case c.single(e.Args[1]):
		return e.Args[0], e.Args[1]
	case c.single(e.Args[0]):
		return e.Args[1], e.Args[0]
	}
	return nil, nil
}

// pow multiplies for small whole powers.
func (c *compiler) pow(e *expr.Call) value {
	n, ok := e.Args[1].(expr.Num)
	if !ok || n != 2 && n != 3 && n != 4 {
		x := c.entries(e.Args[0])
		return c.emit("pow", e, x, c.entries(e.Args[1]))
	}
	x := c.lower(e.Args[0])
	square := c.emit("times", nil, x, x)
	switch n {
	case 3:
		return c.emit("times", e, square, x)
	case 4:
		return c.emit("times", e, square, square)
	}
	return square
}

// choice emits where. Its condition is 1 or 0.
func (c *compiler) choice(e *expr.Call) value {
	holds := c.lower(e.Args[0])
	yes, no := e.Args[1], e.Args[2]
	switch {
	case yes == expr.Num(1) && no == expr.Num(0):
		return holds
	case no == expr.Num(0):
		return c.emit("keep", e, holds, c.entries(yes))
	}
	a := c.entries(yes)
	return c.emit("where", e, holds, a, c.entries(no))
}
