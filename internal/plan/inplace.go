package plan

import (
	"slices"

	"github.com/nngen/nngen/internal/ir"
)

// inPlace lets a layer's activation overwrite its pre-activations, and its gradient the gradient it came from, where
// nothing reads the old values afterwards: half the memory, and half the traffic. batch_norm does so in predictions, and what
// brings outputs into their range. The gradient by the inputs leaves all as it is, so that it may be asked for again.
func inPlace(p *ir.Program) {
	for _, run := range p.Runs() {
		var all []*ir.Instr
		for _, list := range run {
			all = append(all, *list.Body...)
		}
		for i, in := range all {
			if slices.Contains(p.Inputs, in) {
				continue
			}
			if overwrites(in) {
				if src := dying(p, all, i); src != nil {
					rename(all[:i+1], src, in.Dst)
				}
			}
		}
	}
}

// overwrites reports whether an instruction can write over what it reads.
func overwrites(in *ir.Instr) bool {
	m, isMap := in.Op.(*ir.Map)
	switch in.Part {
	case ir.InLayer:
		return isMap || ir.Is[ir.Softmax](in) || ir.Is[*ir.ChannelStandardize](in)
	case ir.AtOutput:
		return isMap && m.Fast == nil
	}
	return false
}

// dying returns the first operand of instruction i, of the shape of its result, that is not used any more. The result
// takes its place, so it must not live yet.
func dying(p *ir.Program, all []*ir.Instr, i int) *ir.Buffer {
	in := all[i]
	if in.Dst.Base != nil || mentions(all[:i], in.Dst) {
		return nil
	}
	for _, a := range in.Args {
		if a.Role == ir.Temp && a != in.Dst && a != p.Output.Memory() && a.Alike(in.Dst) && !viewed(all, a) && !mentions(all[i+1:], a) {
			return a
		}
	}
	return nil
}

// mentions reports whether any instruction writes or reads b.
func mentions(body []*ir.Instr, b *ir.Buffer) bool {
	for _, in := range body {
		if in.Writes(b) || in.Reads(b) {
			return true
		}
	}
	return false
}

// viewed reports whether b is seen in another shape anywhere, or is itself so: it then stays where it is.
func viewed(body []*ir.Instr, b *ir.Buffer) bool {
	for _, in := range body {
		if in.Dst.Base == b || slices.ContainsFunc(in.Args, func(a *ir.Buffer) bool { return a.Base == b }) {
			return true
		}
	}
	return b.Base != nil
}

func rename(body []*ir.Instr, from, to *ir.Buffer) {
	for _, in := range body {
		if in.Dst == from {
			in.Dst = to
		}
		for i, a := range in.Args {
			if a == from {
				in.Args[i] = to
			}
		}
	}
}
