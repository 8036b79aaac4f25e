package ir

import (
	"fmt"
	"math"
	"slices"
	"strings"
)

// Call is one statement of a generated package, or one loop: the instructions that it computes, and how.
//
// A call of a kernel is complete: it is printed from its arguments, whatever its instructions are. What is written in
// place of a kernel has no arguments; package codegen has a printer for each way.
type Call struct {
	// Kernel is a kernel of the runtime, named as in BLAS without the type of its numbers: gemvTRelu. Or it is a way to write
	// the instructions without one, or with several: Loop, Stepwise, WrittenOut, Blocks, Masked.
	Kernel string
	Instrs []*Instr
	Args   []Arg
	// By is the function of the runtime that makes of the arguments what the kernel takes; empty where it takes them as they are.
	By string
	// Storage is that of the weights that the kernel reads.
	Storage Storage
	// Least is how many entries steps are worth while for: fewer are a loop. 0 stands for any number.
	Least int
	// Parts are the calls of Gradients that are done at the same time, the largest last.
	Parts []*Call
	// Else are the calls that compute the same where a build has no assembly; nil where the call itself is the one.
	Else []*Call
	// Shared kernels may give their operands to other cores, so that these cannot lie on the stack.
	Shared bool
	// Why names the fact that the choice rests on, where there was one.
	Why string
}

// The ways to write instructions without a kernel.
const (
	Loop       = "loop"        // a loop over the entries
	Stepwise   = "steps"       // kernels that do one thing each, over blocks of entries
	WrittenOut = "written out" // scalar by scalar
	Blocks     = "blocks"      // copies and sums of blocks of entries
	Masked     = "masked"      // a kernel in training, a copy elsewhere
	Search     = "largest"     // the largest entries of blocks
	Found      = "largestGrad" // where they were
	Moments    = "moments"     // mean and variance of a batch, in training
	BatchNorm  = "batch norm"  // a batch_norm, by the moments of the batch in training, by the running ones elsewhere
	ByMoments  = "by moments"  // by those of the batch in training, by the running ones elsewhere
)

// The kernel for the gradient of a layer, and that for several.
const (
	Gradient  = "gemmTNSum"
	Gradients = "gemmTNSums"
)

// Arg is an argument of a kernel: a *Buffer, or one of the types below.
type Arg interface{ arg() string }

// Int is a whole number.
type Int int

// Absent stands for an operand that is left out.
type Absent struct{}

// Bool is a truth value.
type Bool bool

// Num is a number in the precision of the program.
type Num float64

// Ints is a list of whole numbers.
type Ints []int

// Examples is the number of examples times this.
type Examples int

func (b *Buffer) arg() string { return b.Name }
func (i Int) arg() string     { return fmt.Sprint(int(i)) }
func (i Ints) arg() string    { return fmt.Sprint([]int(i)) }
func (Absent) arg() string    { return "none" }
func (b Bool) arg() string    { return fmt.Sprint(bool(b)) }
func (v Num) arg() string     { return fmt.Sprint(float64(v)) }

func (n Examples) arg() string {
	if n == 1 {
		return "m"
	}
	return fmt.Sprintf("m*%d", int(n))
}

// First is the first instruction of a call.
func (c *Call) First() *Instr { return c.Instrs[0] }

// Last is the last instruction of a call, whose result is what the call computes.
func (c *Call) Last() *Instr { return c.Instrs[len(c.Instrs)-1] }

// Window is how the window of the kernel slides, or nil.
func (c *Call) Window() *Window {
	for _, a := range c.Args {
		if w, is := a.(*Window); is {
			return w
		}
	}
	return nil
}

// SetLast says how the map and the result of the kernel lie. The window of the instruction stays as it is.
func (c *Call) SetLast(in, out bool) {
	c.changeWindow(func(w *Window) { w.Last = [2]bool{in, out} })
}

// SetByTap says that the weights of the kernel lie tap by tap, likewise.
func (c *Call) SetByTap() {
	c.changeWindow(func(w *Window) { w.ByTap = true })
}

func (c *Call) changeWindow(change func(*Window)) {
	for i, a := range c.Args {
		if w, is := a.(*Window); is {
			changed := *w
			change(&changed)
			c.Args[i] = &changed
		}
	}
}

// Fn is the name of the kernel in the runtime: F32GemvTRelu.
func (c *Call) Fn(p *Program) string { return c.Storage.numbers(p.ElementSize) + exported(c.Kernel) }

// Fn is the name in the runtime of a kernel for numbers of the program's precision.
func (p *Program) Fn(kernel string) string { return Full.numbers(p.ElementSize) + exported(kernel) }

func exported(name string) string { return strings.ToUpper(name[:1]) + name[1:] }

// String prints the call, for example "gemvTRelu a1 W1 b1 x 8".
func (c *Call) String() string {
	var s strings.Builder
	if c.Storage != Full {
		s.WriteString(c.Storage.String() + " ")
	}
	s.WriteString(c.Kernel)
	for _, a := range c.Args {
		s.WriteString(" " + a.arg())
	}
	for i, part := range c.Parts {
		if i > 0 {
			s.WriteString(",")
		}
		fmt.Fprintf(&s, " %s", part.arguments())
	}
	if c.Args == nil && c.Parts == nil {
		s.WriteString(" " + c.Last().Dst.Name)
	}
	for i, other := range c.Else {
		s.WriteString([]string{" else ", ", "}[min(i, 1)] + other.String())
	}
	return s.String()
}

func (c *Call) arguments() string { return strings.TrimPrefix(c.String(), c.Kernel+" ") }

// Calls are the lists of a program cut into calls. Each computes the instructions of its list in their order.
type Calls struct {
	One                   []*Call // Forward of one example
	Batch                 []*Call // Forward of a batch
	Few                   []*Call // Forward of few examples by a kernel that reports whether the processor has it; or none
	Train, Loss, Backward []*Call
	From, Inputs          []*Call
	AtOnce                []*Call // Train and Backward by a kernel that reports whether the processor has it, and returns the loss, too; or none
}

// CallList is one of the lists of calls, and what it computes.
type CallList struct {
	Name  string
	Calls []*Call
	Body  []*Instr
}

// CallLists returns the lists of calls in order.
func (p *Program) CallLists() []CallList {
	c := &p.Calls
	list := []CallList{{"one example", c.One, p.Forward}, {"batch", c.Batch, p.Forward}, {"train", c.Train, p.Train},
		{"loss", c.Loss, p.Loss}, {"from", c.From, p.From}, {"backward", c.Backward, p.Backward}, {"inputs", c.Inputs, p.Inputs}}
	if c.Few != nil {
		list = append(list, CallList{"few examples", c.Few, p.Forward})
	}
	if c.AtOnce != nil {
		list = append(list, CallList{"at once", c.AtOnce, slices.Concat(p.Train, p.Backward)})
	}
	return list
}

// Differs reports whether builds without assembly compute anything in another way.
func (p *Program) Differs() bool {
	return slices.ContainsFunc(p.CallLists(), func(l CallList) bool { return slices.ContainsFunc(l.Calls, (*Call).differs) })
}

func (c *Call) differs() bool { return c.Else != nil }

// Few is a number of examples for each kind of processor: for most, for those that take vectors of AVX-512 in halves, and for those with AVX2 alone.
type Few struct{ Whole, Halves, Narrow int }

// AnyNumber is a number of examples without limit.
const AnyNumber = math.MaxInt

// everywhere are any number.
var everywhere = Few{AnyNumber, AnyNumber, AnyNumber}

// Any reports whether there is no limit.
func (f Few) Any() bool { return f == everywhere }

// Portable returns the program as builds without assembly compute it.
func (p *Program) Portable() *Program {
	q := *p
	if p.RowByRow {
		q.FewExamples = everywhere
	}
	c := &q.Calls
	for _, list := range []*[]*Call{&c.One, &c.Batch, &c.Train, &c.Loss, &c.Backward, &c.From, &c.Inputs} {
		*list = WithoutAssembly(*list)
		if p.ElementSize == 8 {
			*list = inLoops(*list)
		}
	}
	c.Few, c.AtOnce, q.FewTogether = nil, nil, 0
	return &q
}

// inLoops has loops in the place of steps, which in float64 are quicker only in assembly. The results have the same bits.
func inLoops(calls []*Call) []*Call {
	list := slices.Clone(calls)
	for i, c := range list {
		if c.Kernel == Stepwise {
			list[i] = &Call{Kernel: Loop, Instrs: c.Instrs}
		}
	}
	return list
}

// WithoutAssembly lists calls as builds without assembly compute them.
func WithoutAssembly(calls []*Call) []*Call {
	list := []*Call{}
	for _, c := range calls {
		if c.Else != nil {
			list = append(list, c.Else...)
		} else {
			list = append(list, c)
		}
	}
	return list
}

// Computed returns the instructions of calls in order.
func Computed(calls []*Call) []*Instr {
	var list []*Instr
	for _, c := range calls {
		list = append(list, c.Instrs...)
	}
	return list
}

// covered checks that calls, once there are any, compute every instruction of their list.
func (p *Program) covered() error {
	if p.Calls.One == nil {
		return nil
	}
	for _, list := range p.CallLists() {
		for _, c := range list.Calls {
			if c.Kernel == "" || slices.ContainsFunc(c.Else, func(other *Call) bool { return other.Kernel == "" || other.Else != nil }) {
				return fmt.Errorf("internal error: %s: no kernel is known for %q", list.Name, c.First())
			}
			if c.Else != nil && !slices.Equal(Computed(c.Else), c.Instrs) {
				return fmt.Errorf("internal error: %s: without assembly other instructions are computed than %q", list.Name, c)
			}
		}
		if !slices.Equal(Computed(list.Calls), list.Body) {
			return fmt.Errorf("internal error: %s: the calls compute other instructions than those of the list", list.Name)
		}
		if c := astray(list.Calls); c != nil {
			return fmt.Errorf("internal error: %s: %q reads a map that lies otherwise", list.Name, c)
		}
	}
	return nil
}

// astray is the first call that reads a map that does not lie as it expects, channels first or last; or nil.
func astray(calls []*Call) *Call {
	last := map[*Buffer]bool{}
	for _, c := range calls {
		var laid [2]bool
		if w := c.Window(); w != nil {
			laid = w.Last
		}
		for i, in := range c.Instrs {
			for _, b := range in.Args {
				if i == 0 && last[b.Memory()] != (laid[0] && b.Batched) {
					return c
				}
			}
		}
		last[c.Last().Dst.Memory()] = laid[1]
	}
	return nil
}
