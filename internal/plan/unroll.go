package plan

import (
	"slices"

	"github.com/nngen/nngen/internal/ir"
	"github.com/nngen/nngen/spec"
)

// Layers with so few multiply-adds are written out where the spec does not say how many: a call would cost more, and where
// there is no assembly so would the loops of a kernel. In total they are bounded, so that a deep network compiles quickly.
const (
	maxWritten, maxWrittenTotal   = 16, 512
	maxPortable, maxPortableTotal = 256, 2048
)

// Beside what is written out so are a softmax of so few classes, and a map of so few entries: in a loop.
const maxClasses, maxEntries = 16, 64

// The inputs of one example are brought to scale scalar by scalar up to so many, and outputs back. A kernel is a call, and
// stores vectors with gaps that the next product, which reads one number at a time, would have to wait for.
const maxScaled = 16

// isWrittenScaling reports whether an instruction is written out for one example because it brings only few numbers to scale.
func isWrittenScaling(in *ir.Instr) bool { return isScaling(in) && in.Dst.Size() <= maxScaled }

// isScaling reports whether an instruction brings numbers to scale, or back, each by its own offset and scale.
func isScaling(in *ir.Instr) bool {
	m, ok := in.Op.(*ir.Map)
	return ok && m.Fast != nil && (m.Fast.Kernel == normalizes || m.Fast.Kernel == rescales)
}

// weights are those of some products.
type weights map[*ir.Buffer]bool

// unrolling says which products are written out.
type unrolling struct {
	everywhere weights // for one example
	portable   weights // where there is no assembly, for one example and for batches
	asked      bool    // by the spec
}

func unrollingOf(p *ir.Program) unrolling {
	if p.Unroll != nil {
		list := upTo(p, *p.Unroll, spec.MaxUnrollTotal)
		return unrolling{list, list, true}
	}
	everywhere := upTo(p, maxWritten, maxWrittenTotal)
	dropLogits(everywhere, p)
	return unrolling{everywhere, upTo(p, maxPortable, maxPortableTotal), false}
}

// upTo finds the products of at most so many multiply-adds, the first ones if they are more than total together.
func upTo(p *ir.Program, each, total int) weights {
	list := weights{}
	for _, in := range p.Forward {
		if !ir.Is[ir.Affine](in) || !in.Dst.IsVector() {
			continue
		}
		if work := in.Args[0].Size(); work <= each && work <= total {
			list[in.Args[0]] = true
			total -= work
		}
	}
	return list
}

// dropLogits leaves out the products of which a softmax is taken: it would wait for the entries to be written one by one, and a kernel has both.
func dropLogits(list weights, p *ir.Program) {
	for i, in := range p.Forward[1:] {
		if before := p.Forward[i]; ir.Is[ir.Affine](before) && isSoftmax(in, before.Dst) {
			delete(list, before.Args[0])
		}
	}
}

// writes reports whether a product with these weights is written out.
func (c *chooser) writes(W *ir.Buffer) bool { return c.written[W] && c.storage(W) == ir.Full }

// instead is how builds without assembly compute the instructions of a call, nil where that is the same.
func (c *chooser) instead(call *ir.Call, choices map[string]choice) []*ir.Call {
	if len(c.portable) == 0 || !slices.ContainsFunc(call.Instrs, c.isPortable) {
		return nil
	}
	other := chooser{prog: c.prog, storage: c.storage, written: c.portable, plain: true}
	list := other.cut(call.Instrs, choices)
	if len(list) == 1 && list[0].Kernel == call.Kernel || !slices.ContainsFunc(list, func(l *ir.Call) bool { return l.Kernel == ir.WrittenOut }) {
		return nil
	}
	return list
}

// isPortable reports whether an instruction reads or makes weights, or their gradient, of which builds without assembly
// write the products out.
func (c *chooser) isPortable(in *ir.Instr) bool {
	return c.portable[in.Dst.GradOf] || slices.ContainsFunc(in.Args, func(a *ir.Buffer) bool { return c.portable[a] })
}

// rowByRow reports whether builds without assembly write out all products for one example. A batch then is quicker row by
// row than layer by layer.
func rowByRow(p *ir.Program) bool {
	portable := 0
	for _, c := range p.Portable().Calls.One {
		work := 0
		for _, in := range c.Instrs {
			work += in.MultiplyAdds()
		}
		switch {
		case c.Kernel == ir.WrittenOut && work > 0:
			portable++
		case work > 0:
			return false
		}
	}
	return portable > 0
}
