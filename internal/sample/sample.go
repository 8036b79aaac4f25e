// Package sample finds what the example of a generated package shows: a row, and what the embedded weights say of it.
// The answer is the oracle's, rounded so far that every kernel prints the same.
package sample

import (
	"io"
	"maps"
	"math/rand/v2"
	"slices"

	"github.com/nngen/nngen/codegen"
	"github.com/nngen/nngen/internal/interp"
	"github.com/nngen/nngen/internal/ir"
	"github.com/nngen/nngen/internal/plan"
	"github.com/nngen/nngen/internal/weights"
	"github.com/nngen/nngen/spec"
)

const (
	// The oracle is not quick: of larger networks there is no sample.
	maxWork, maxParams = 1 << 24, 1 << 22
	// tries is how many rows are looked at for one whose answer is far from where it would be rounded otherwise.
	tries = 12
	// tolerance is what an answer may be off, relative to the largest of its numbers: ten times what nngen verify accepts.
	tolerance = 1e-3
	// shake is the share by which parameters are changed to see whether rounding errors matter.
	shake = 1e-5
)

// Of returns a row and what the program p of the spec says of it with the weights that r holds; nil where the network is
// too large, or where no answer is steady.
func Of(s *spec.Spec, p *ir.Program, r io.Reader) (*codegen.Sample, error) {
	lowered := plan.Lower(s)
	work := 0
	for _, in := range lowered.Forward {
		work += in.MultiplyAdds()
	}
	if work > maxWork || p.NumParams() > maxParams {
		return nil, nil
	}
	tensors, err := weights.Read(s, r)
	if err != nil {
		return nil, err
	}
	whole := map[string]bool{}
	for _, b := range p.Params() {
		weights.Round(tensors[b.Saved.Tensor], b.Storage, b.Dims)
		whole[b.Name] = b.Storage == ir.Int8
	}
	oracle := machine(lowered, tensors, 0)
	shaken := []*interp.Machine{machine(lowered, tensors, 1), machine(lowered, tensors, 2)}
	for _, m := range append(shaken, oracle) {
		m.SetWhole(whole)
	}
	var coarse *codegen.Sample
	for k := range tries {
		row := rowOf(s, tensors, k)
		y := oracle.Forward([][]float64{row.x})[0]
		var others [][]float64
		for _, m := range shaken {
			others = append(others, m.Forward([][]float64{row.x})[0])
		}
		answers, fine := answersOf(s, y, others)
		sample := &codegen.Sample{Members: row.members, Cycles: row.cycles, Answers: answers}
		if fine {
			return sample, nil
		}
		if coarse == nil && answers != nil {
			coarse = sample
		}
	}
	return coarse, nil
}

// machine is the oracle with the tensors of a weights file. With a seed other than 0 its parameters are shaken.
func machine(p *ir.Program, tensors map[string][]float64, seed uint64) *interp.Machine {
	m := interp.New(p)
	if seed != 0 {
		tensors = shaken(p, tensors, rand.New(rand.NewPCG(seed, 0)))
	}
	m.SetTensors(tensors)
	return m
}

// shaken are the tensors with other parameters.
func shaken(p *ir.Program, tensors map[string][]float64, random *rand.Rand) map[string][]float64 {
	tensors = maps.Clone(tensors)
	for _, b := range p.Params() {
		list := slices.Clone(tensors[b.Saved.Tensor])
		for i := range list {
			list[i] *= 1 + shake*(2*random.Float64()-1)
		}
		tensors[b.Saved.Tensor] = list
	}
	return tensors
}
