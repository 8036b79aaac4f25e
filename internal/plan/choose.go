package plan

import (
	"slices"

	"github.com/nngen/nngen/internal/ir"
)

// choose decides how weights lie in memory, and cuts all lists into calls.
func choose(p *ir.Program) {
	u := unrollingOf(p)
	layouts(p, u.everywhere)
	one := chooser{prog: p, written: u.everywhere, portable: u.portable, plain: u.asked && len(u.everywhere) > 0, storage: stored}
	batch := chooser{prog: p, portable: u.portable, storage: inFull, training: true}
	predicted := chooser{prog: p, storage: stored}
	p.Calls = ir.Calls{
		One:      one.cut(p.Forward, forOne),
		Batch:    predicted.cut(p.Forward, forBatch),
		Train:    batch.cut(p.Train, forBatch),
		Loss:     batch.cut(p.Loss, forBatch),
		From:     batch.cut(p.From, forBatch),
		Backward: beside(p, weightsLast(batch.cut(p.Backward, forBatch))),
		Inputs:   batch.cut(p.Inputs, forBatch),
	}
	channelsLast(p, p.Calls.One)
	channelsLast(p, p.Calls.Batch)
	byTap(p)
	flatMaps(p, p.Calls.One)
	p.Backward = ir.Computed(p.Calls.Backward)
	p.FewExamples, p.RowByRow, p.AloneToo = fewExamples(p, u.everywhere), rowByRow(p), u.asked
	p.Calls.Few, p.FewTogether = pairRows(p)
	p.Calls.AtOnce = pairGrad(p)
}

// chooser cuts a list of instructions into calls. A choice looks at the instruction, and may take in those that come after.
type chooser struct {
	prog          *ir.Program
	storage       func(W *ir.Buffer) ir.Storage // where the list finds its weights
	before, after []*ir.Instr

	written  weights // of the products that are written out
	portable weights // of those that are where there is no assembly
	training bool    // the list is of a training step
	plain    bool    // what lies beside them is written out, too
}

// choice is how an instruction, and maybe some after it, are computed.
type choice func(c *chooser, in *ir.Instr) *ir.Call

func stored(W *ir.Buffer) ir.Storage { return W.Storage }

func inFull(*ir.Buffer) ir.Storage { return ir.Full }

// cut cuts a list. An instruction without a choice becomes a call without a kernel, which ir.Verify refuses.
func (c chooser) cut(list []*ir.Instr, choices map[string]choice) []*ir.Call {
	calls := []*ir.Call{}
	for at := 0; at < len(list); {
		c.before, c.after = list[:at], list[at+1:]
		call := &ir.Call{Instrs: list[at : at+1]}
		if choose := choices[list[at].Op.Name()]; choose != nil {
			call = choose(&c, list[at])
			call.Else = c.instead(call, choices)
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
