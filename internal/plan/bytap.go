package plan

import "github.com/nngen/nngen/internal/ir"

// byTap lets weights lie tap by tap where the prediction of one example computes their channels side by side: else it would turn them in
// each call. Training turns them where it reads them otherwise, which a batch does not notice.
func byTap(p *ir.Program) {
	byTap := weights{}
	for _, c := range p.Calls.One {
		if w := c.Window(); w != nil && ir.Is[*ir.Conv](c.First()) {
			W := c.First().Args[0]
			before, known := byTap[W]
			byTap[W] = w.Last != [2]bool{} && (before || !known)
		}
	}
	for _, in := range p.Update {
		if !byTap[in.Dst] {
			continue
		}
		for _, b := range append([]*ir.Buffer{in.Dst}, in.Args...) {
			b.Layout = ir.InputMajor
		}
	}
	for _, list := range p.CallLists() {
		for _, c := range list.Calls {
			if W := convWeights(c); W != nil && W.Layout == ir.InputMajor {
				c.SetByTap()
			}
		}
	}
}

// convWeights are the weights that a call of a convolution or of a gradient reads, or those by which it is the gradient; else nil.
func convWeights(c *ir.Call) *ir.Buffer {
	switch in := c.First(); in.Op.(type) {
	case *ir.Conv, *ir.ConvInputGrad:
		return in.Args[0]
	case *ir.ConvWeightGrad:
		return in.Dst
	}
	return nil
}
