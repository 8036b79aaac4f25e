package plan

import (
	"github.com/nngen/nngen/internal/expr"
	"github.com/nngen/nngen/internal/ir"
	"github.com/nngen/nngen/internal/vector"
	"github.com/nngen/nngen/internal/words"
)

// What takes less work, in additions of entries, is quicker as a loop: every step is a call, and several need memory for what
// lies between.
const (
	minStepwise = 160
	minStep     = 16
)

// formula is a map without a kernel: in steps over blocks of entries, or as a loop.
func (c *chooser) formula(in *ir.Instr, batch bool) *ir.Call {
	loop := call(ir.Loop, in)
	if !entrywise(in, batch) {
		return loop
	}
	code, ok := vector.Compile(vector.Formulas{Result: in.Formula()})
	if !ok {
		return loop
	}
	work := code.Work() * in.Dst.Size()
	switch {
	case len(code.Steps) == 1 && len(code.Filled) == 0 && (batch || work >= minStep):
		return step(in, code.Steps[0])
	case !batch && work < minStepwise:
		return loop
	}
	steps := call(ir.Stepwise, in)
	steps.Why = "the formula in " + words.Count(len(code.Steps), "step")
	if c.prog.ElementSize == 8 { // the function has a loop in any case, for builds without assembly
		steps.Least = least(code)
	}
	return steps
}

// least is how many entries are worth the calls of steps.
func least(code *vector.Code) int { return (minStepwise + code.Work() - 1) / code.Work() }

// entrywise reports whether every operand of a map has an entry for each of the result.
func entrywise(in *ir.Instr, batch bool) bool {
	m := in.Op.(*ir.Map)
	for i, a := range in.Args {
		if m.InnerOf(i) > 0 || a.Size() != in.Dst.Size() || batch && a.Batched != in.Dst.Batched {
			return false
		}
	}
	return true
}

// step is a map that one step computes.
func step(in *ir.Instr, s vector.Step) *ir.Call {
	args := []ir.Arg{in.Dst}
	for _, a := range s.Args {
		if a.Kind == vector.Number {
			args = append(args, ir.Num(a.Value.(expr.Num)))
		} else {
			args = append(args, in.Arg(a.Name))
		}
	}
	return call(s.Kernel, in, args...)
}

// loss is a loss in steps, or as a loop where batches have too little work. Its gradient is written with it.
func (c *chooser) loss(in *ir.Instr) *ir.Call {
	code, ok := vector.Compile(vector.Formulas{Sum: in.Op.(*ir.Loss).F})
	if !ok {
		return call(ir.Loop, in)
	}
	few := least(code)
	if in.Arg("y").Size()*c.prog.BatchRows < few {
		return call(ir.Loop, in)
	}
	steps := call(ir.Stepwise, in)
	steps.Least = few
	return steps
}
