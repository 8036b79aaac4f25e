package plan

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/nngen/nngen/internal/ir"
	"github.com/nngen/nngen/spec"
)

// TestShare follows every buffer of random programs through memory: what an instruction reads must not have been
// overwritten by a buffer of the same group since it was written.
func TestShare(t *testing.T) {
	eachSpec(t, 200, func(t *testing.T, s *spec.Spec, _ *rand.Rand) {
		p := compile(t, s)
		follow(t, p.ForwardScratch, p.Forward)
		follow(t, p.TrainScratch, p.Train, p.Loss, p.Backward)
		follow(t, p.TrainScratch, p.Train, headByHead(p))
	})
}

// headByHead is the loss and the backward pass in the order of packages, where the loss of each head is computed together with
// its gradient.
func headByHead(p *ir.Program) (list []*ir.Instr) {
	var heads []*ir.Instr
	for _, h := range p.Heads {
		heads = append(heads, h.Loss)
		if h.Grad != nil {
			heads = append(heads, h.Grad)
		}
	}
	rest := func(in *ir.Instr) bool { return slices.Contains(heads, in) }
	list = append(slices.DeleteFunc(slices.Clone(p.Loss), rest), heads...)
	return append(list, slices.DeleteFunc(slices.Clone(p.Backward), rest)...)
}

// TestShareHeads: a head that reads an input has no gradient, and its target is read after the gradient of the others.
func TestShareHeads(t *testing.T) {
	p := compile(t, parse(t, `{version: 1, model: heads, inputs: {x: 3, z: 2}, layers: [{name: q, from: x, units: 2}],
  outputs: {learned: {from: q, task: regression}, given: {from: z, task: regression, normalize: minmax}}}`))
	follow(t, p.TrainScratch, p.Train, headByHead(p))
}

func follow(t *testing.T, groups [][]*ir.Buffer, lists ...[]*ir.Instr) {
	home, holds := map[*ir.Buffer]int{}, map[int]*ir.Buffer{}
	for k, g := range groups {
		for _, b := range g {
			if b.Size() > g[0].Size() {
				t.Errorf("%s does not fit into %s", b.Name, g[0].Name)
			}
			home[b] = k
		}
	}
	for _, list := range lists {
		for _, in := range list {
			for _, a := range in.Args {
				if k, ok := home[a]; ok && holds[k] != a {
					t.Errorf("%s reads %s, whose place %s has taken", in, a.Name, holds[k].Name)
				}
			}
			if k, ok := home[in.Dst]; ok {
				for _, a := range in.Args {
					if other, ok := home[a]; ok && other == k && a != in.Dst {
						t.Errorf("%s writes over what it reads", in)
					}
				}
				holds[k] = in.Dst
			}
		}
	}
}

// TestShareSaves: a deep network needs the memory of two layers.
func TestShareSaves(t *testing.T) {
	p := compile(t, parse(t, layers(20, []int{50, 40, 30, 20, 10, 2})))
	if len(p.ForwardScratch) != 2 {
		t.Errorf("%d groups, want 2", len(p.ForwardScratch))
	}
}
