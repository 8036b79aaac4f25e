package plan

import (
	"slices"

	"github.com/nngen/nngen/internal/ir"
)

// share plans the scratch memory of batches: a buffer takes the place of one that is no longer read, if it is no larger.
//
// What training needs is planned; what From and Inputs need besides has memory of its own once they are asked for.
func share(p *ir.Program) {
	all := func(*ir.Buffer) bool { return true }
	p.ForwardScratch = scratch(p.Forward, nil, p.Output, all)
	trained := map[*ir.Buffer]bool{}
	for _, in := range slices.Concat(p.Train, p.Loss, p.Backward) {
		trained[in.Dst.Memory()] = true
	}
	p.TrainScratch = scratch(slices.Concat(p.Train, p.Loss, p.From, p.Backward, p.Inputs), p.Heads, nil, func(b *ir.Buffer) bool { return trained[b] })
}

// scratch returns the buffers of a list of instructions, those that share their memory together and the largest first.
// The result has memory of its own, and buffers that are not planned are left out.
func scratch(body []*ir.Instr, heads []*ir.Head, result *ir.Buffer, planned func(*ir.Buffer) bool) [][]*ir.Buffer {
	var groups [][]*ir.Buffer
	last := lastReads(body, heads)
	seen := map[*ir.Buffer]bool{}
	if result != nil {
		seen[result.Memory()] = true
	}
	for i, in := range body {
		b := in.Dst.Memory()
		if seen[b] || !planned(b) || b.Role != ir.Temp || !b.Batched {
			continue
		}
		seen[b] = true
		if k := free(groups, b, last, i); k >= 0 {
			groups[k] = append(groups[k], b)
		} else {
			groups = append(groups, []*ir.Buffer{b})
		}
	}
	return groups
}

// lastReads is, of each buffer, the number of the last instruction that uses it. The loss of a head is computed together with
// its gradient, and before the losses of the heads that follow: what any loss reads is needed until the last gradient is written.
func lastReads(body []*ir.Instr, heads []*ir.Head) map[*ir.Buffer]int {
	last := map[*ir.Buffer]int{}
	gradients := 0
	for _, h := range heads {
		gradients = max(gradients, slices.Index(body, h.Grad))
	}
	for i, in := range body {
		if ir.Is[*ir.Loss](in) || ir.Is[*ir.CrossEntropy](in) {
			i = max(i, gradients)
		}
		last[in.Dst.Memory()] = i
		for _, a := range in.Args {
			last[a.Memory()] = i
		}
	}
	return last
}

// free is the first group whose memory is large enough for b, and all of whose buffers have been read before the
// instruction; -1 if there is none.
func free(groups [][]*ir.Buffer, b *ir.Buffer, last map[*ir.Buffer]int, instr int) int {
	for k, g := range groups {
		if b.Size() <= g[0].Size() && last[g[len(g)-1]] < instr {
			return k
		}
	}
	return -1
}
