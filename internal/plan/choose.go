package plan

import (
	"slices"

	"github.com/nngen/nngen/internal/ir"
)

const (
	// Layers with so few multiply-adds are written out: a call would cost more. In total they are bounded, so that a
	// deep network compiles quickly.
	maxWritten      = 16
	maxWrittenTotal = 512
)

// choose decides how weights lie in memory, and cuts all lists into calls.
func choose(p *ir.Program) {
	written := writtenOut(p)
	layouts(p, written)
	cut := func(list []*ir.Instr, choices map[string]choice, storage func(*ir.Buffer) ir.Storage) []*ir.Call {
		return (&chooser{prog: p, written: written, storage: storage}).cut(list, choices)
	}
	p.Calls = ir.Calls{
		One:      cut(p.Forward, forOne, stored),
		Batch:    cut(p.Forward, forBatch, stored),
		Train:    cut(p.Train, forBatch, inFull),
		Loss:     cut(p.Loss, forBatch, inFull),
		From:     cut(p.From, forBatch, inFull),
		Backward: beside(p, cut(p.Backward, forBatch, inFull)),
		Inputs:   cut(p.Inputs, forBatch, inFull),
	}
	channelsLast(p, p.Calls.One)
	channelsLast(p, p.Calls.Batch)
	p.Backward = ir.Computed(p.Calls.Backward)
	p.FewExamples = fewExamples(p)
}

// writtenOut finds the products that are written out for one example.
func writtenOut(p *ir.Program) map[*ir.Instr]bool {
	list, total := map[*ir.Instr]bool{}, 0
	for _, in := range p.Forward {
		if !ir.Is[ir.Affine](in) || !in.Dst.IsVector() {
			continue
		}
		if work := in.Args[0].Size(); work <= maxWritten && total+work <= maxWrittenTotal {
			list[in] = true
			total += work
		}
	}
	return list
}

// chooser cuts a list of instructions into calls. A choice looks at the instruction, and may take in those that come after.
type chooser struct {
	prog          *ir.Program
	written       map[*ir.Instr]bool
	storage       func(W *ir.Buffer) ir.Storage // where the list finds its weights
	before, after []*ir.Instr
}

// choice is how an instruction, and maybe some after it, are computed.
type choice func(c *chooser, in *ir.Instr) *ir.Call

func stored(W *ir.Buffer) ir.Storage { return W.Storage }

func inFull(*ir.Buffer) ir.Storage { return ir.Full }

// cut cuts a list. An instruction without a choice becomes a call without a kernel, which ir.Verify refuses.
func (c *chooser) cut(list []*ir.Instr, choices map[string]choice) []*ir.Call {
	calls := []*ir.Call{}
	for at := 0; at < len(list); {
		c.before, c.after = list[:at], list[at+1:]
		call := &ir.Call{Instrs: list[at : at+1]}
		if choose := choices[list[at].Op.Name()]; choose != nil {
			call = choose(c, list[at])
		}
		calls = append(calls, call)
		at += len(call.Instrs)
	}
	return calls
}

// next is the k-th instruction after the one in hand, from 0, or nil.
func (c *chooser) next(k int) *ir.Instr {
	if k < len(c.after) {
		return c.after[k]
	}
	return nil
}

// readLater reports whether an instruction after the next k reads b before it is written anew, or whoever calls for the
// outputs does.
func (c *chooser) readLater(b *ir.Buffer, k int) bool {
	return b == c.prog.Output || slices.ContainsFunc(c.after[k:], func(in *ir.Instr) bool { return in.Reads(b) })
}

// fewExamples is up to how many examples are quicker one by one: three if all layers are products with relu or softmax, with
// weights that a near cache holds, else one.
func fewExamples(p *ir.Program) int {
	const few, nearby = 3, 256 << 10
	bytes := 0
	for _, in := range p.Forward {
		switch {
		case ir.Is[ir.Affine](in):
			bytes += in.Args[0].Size() * p.ElementSize
		case !ir.Is[ir.Softmax](in) && !in.IsRelu(in.Dst):
			return 1
		}
	}
	if bytes > nearby || p.Weights != ir.Full {
		return 1
	}
	return few
}
