package plan

import "github.com/nngen/nngen/internal/ir"

// prune forgets the buffers that no instruction uses any more.
func prune(p *ir.Program) {
	used := map[*ir.Buffer]bool{p.Input: true, p.Target: true, p.Output.Memory(): true, p.LossValue: true, p.OutputGrad: true, p.InputGrad: true}
	for _, list := range p.Lists() {
		for _, in := range *list.Body {
			used[in.Dst.Memory()] = true
			for _, a := range in.Args {
				used[a.Memory()] = true
			}
		}
	}
	kept := p.Buffers[:0]
	for _, b := range p.Buffers {
		if used[b] {
			kept = append(kept, b)
		}
	}
	p.Buffers = kept
}
