package ir

import (
	"fmt"
	"slices"
	"strings"

	"github.com/nngen/nngen/internal/expr"
)

// Part is what an instruction is a part of.
type Part int

// The parts of a network.
const (
	InLayer    Part = iota // a layer
	AtInput                // what happens to the inputs before the first layer
	AtOutput               // what happens to the outputs after the last layer
	AtTarget               // what happens to the targets
	InTraining             // losses and updates
)

// Instr is one instruction.
type Instr struct {
	Op    Op
	Layer int // l, or 0 for what is part of no layer
	Part  Part
	Dst   *Buffer
	Args  []*Buffer
	// Lowered are the operands before any pass. They say what the instruction means, Dst and Args where that is kept.
	Lowered Operands
}

// Operands are the result and the operands of an instruction.
type Operands struct {
	Dst  *Buffer
	Args []*Buffer
}

// NewInstr returns an instruction outside of any list.
func NewInstr(op Op, dst *Buffer, args ...*Buffer) *Instr {
	return &Instr{Op: op, Dst: dst, Args: args, Lowered: Operands{dst, slices.Clone(args)}}
}

// String prints the instruction, for example "a1 (8, m) = map max(x, 0.0) x=z1".
func (in *Instr) String() string {
	var s strings.Builder
	fmt.Fprintf(&s, "%s %s = %s", in.Dst.Name, in.Dst.Shape(), in.Op.Name())
	vars := in.vars()
	if f, ok := in.Op.(formula); ok {
		fmt.Fprintf(&s, " %s", f.formula())
	}
	for i, a := range in.Args {
		s.WriteByte(' ')
		if i < len(vars) {
			s.WriteString(vars[i] + "=")
		}
		s.WriteString(a.Name)
	}
	if f, ok := in.Op.(attributes); ok {
		s.WriteString(f.attributes())
	}
	return s.String()
}

// vars are the variables that stand for the operands in the formula of the operation.
func (in *Instr) vars() []string {
	if f, ok := in.Op.(formula); ok {
		return f.variables()
	}
	return nil
}

// Arg returns the operand that stands for the variable v of the formula, or nil.
func (in *Instr) Arg(v string) *Buffer {
	if i := slices.Index(in.vars(), v); i >= 0 {
		return in.Args[i]
	}
	return nil
}

// Is reports whether the operation of an instruction is of the type.
func Is[T Op](in *Instr) bool {
	_, ok := in.Op.(T)
	return ok
}

// Reads reports whether an operand is in the memory of b.
func (in *Instr) Reads(b *Buffer) bool {
	return slices.ContainsFunc(in.Args, func(a *Buffer) bool { return a.Memory() == b.Memory() })
}

// Writes reports whether the result is in the memory of b.
func (in *Instr) Writes(b *Buffer) bool { return in.Dst.Memory() == b.Memory() }

// IsRelu reports whether the instruction is a relu in the place of b, which the kernels of products do on the way.
func (in *Instr) IsRelu(b *Buffer) bool {
	m, ok := in.Op.(*Map)
	return ok && in.Dst == b && in.Args[0] == b && m.Fast != nil && m.Fast.Kernel == "relu"
}

// Formula is that of a map, with one variable for what several stand for, when operands are the same buffer.
func (in *Instr) Formula() expr.Expr {
	m := in.Op.(*Map)
	f := m.F
	for i, v := range m.Vars {
		if first := slices.Index(in.Args[:i], in.Args[i]); first >= 0 && m.InnerOf(first) == m.InnerOf(i) {
			f = expr.Rewrite(f, func(e expr.Expr) bool { return e == expr.Var(v) }, func(expr.Expr) expr.Expr { return expr.Var(m.Vars[first]) })
		}
	}
	if f == m.F {
		return f
	}
	return expr.Simplify(f)
}
