package vector

import (
	"strings"

	"github.com/nngen/nngen/internal/expr"
)

// Code computes formulas over blocks of entries.
type Code struct {
	Steps []Step
	// Held is how many blocks hold what lies between.
	Held int
	// Filled are blocks of one number each, which no step changes.
	Filled []expr.Expr
	// Numbers are the variables that stand for one number, of those given; Operands are those that stand for entries, of those used.
	Operands, Numbers []string
}

// Step is the call of a kernel.
type Step struct {
	Kernel string // without the letter of the precision; Copy moves its operand, and Sum adds its entries up
	Dst    Place  // where its result goes, but for Sum
	Args   []Place
	Is     expr.Expr // what it computes
}

// The steps that are no kernels of a block.
const (
	Copy = "copy"
	Sum  = "total"
)

// Place is an operand or a result of a step.
type Place struct {
	Kind  Kind
	Index int       // of a block that holds something or is filled
	Name  string    // of an operand
	Value expr.Expr // of a number
}

// Kind is what a place is.
type Kind int

// The kinds of places.
const (
	Operand Kind = iota // entries that the formula is of
	Held                // a block of what lies between
	Filled              // a block of one number
	Number              // one number
	Result              // the entries that the formula makes
)

// Formulas are what is computed in one go: a formula whose entries are added up, one whose entries are wanted, or both.
type Formulas struct {
	Sum, Result expr.Expr
	Numbers     []string // the variables that stand for one number
	SumLast     bool     // the entries are added up when those that are wanted are there
}

// Compile makes steps of formulas, if there is anything to compute.
func Compile(f Formulas) (*Code, bool) {
	c := &compiler{numbers: map[string]bool{}, known: map[string]int{}}
	for _, n := range f.Numbers {
		c.numbers[n] = true
	}
	var sum value
	if f.Sum != nil {
		if sum = c.lower(f.Sum); sum.kind == Number || sum.kind == Operand {
			return nil, false
		}
		if !f.SumLast {
			c.emit(Sum, expr.Expr(nil), sum)
		}
	}
	if f.Result != nil {
		v := c.lower(f.Result)
		if v.kind == Number || v.kind == Operand {
			return nil, false
		}
		if v.node != len(c.nodes)-1 {
			c.emit(Copy, f.Result, v)
		}
	}
	if f.SumLast {
		c.emit(Sum, expr.Expr(nil), sum)
	}
	return c.code(f.Result != nil), true
}

// Work is about how many entries' worth of additions all steps take.
func (c *Code) Work() int {
	work := 0
	for _, s := range c.Steps {
		work += max(1, workOf[s.Kernel])
	}
	return work
}

// workOf is what functions take, an addition being 1.
var workOf = map[string]int{"over": 2, "overNum": 2, "numOver": 2, "sqrt": 3, "exp": 8, "expm1": 8, "log": 10, "log1p": 12, "sigmoid": 8, "tanh": 8, "softplus": 10,
	"sin": 30, "cos": 30, "erf": 12, "pow": 60}

// String lists the kernels.
func (c *Code) String() string {
	var list []string
	for _, s := range c.Steps {
		list = append(list, s.Kernel)
	}
	return strings.Join(list, ", ")
}
