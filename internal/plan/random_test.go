package plan

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/nngen/nngen/internal/interp"
	"github.com/nngen/nngen/internal/ir"
	"github.com/nngen/nngen/internal/op"
	"github.com/nngen/nngen/spec"
)

// eachSpec calls check with random specs that use the whole vocabulary.
func eachSpec(t *testing.T, n int, check func(t *testing.T, s *spec.Spec, r *rand.Rand)) {
	for seed := range n {
		r := rand.New(rand.NewPCG(uint64(seed), 5))
		src := randomSpec(r)
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			check(t, parse(t, src), r)
			if t.Failed() {
				t.Log(src)
			}
		})
	}
}

func pick[T any](r *rand.Rand, list []T) T { return list[r.IntN(len(list))] }

// randomSpec draws a network that is large enough for every pass: of a few units, of narrow layers, or of layers whose
// weights have tails, are skipped, and whose gradients are computed beside others.
func randomSpec(r *rand.Rand) string {
	var activations []string
	for _, a := range op.Activations {
		if !a.Joint {
			activations = append(activations, a.Name)
		}
	}
	task, sizes := pick(r, op.Tasks), pick(r, []struct{ least, more int }{{1, 20}, {3, 6}, {30, 80}})
	size := func() int { return sizes.least + r.IntN(sizes.more) }
	units := task.Units
	if units == 0 {
		units = 2 + r.IntN(12)
	}
	var s strings.Builder
	fmt.Fprintf(&s, "version: 1\nmodel: random\ninputs: %d\nnormalize: %s\n", size(), pick(r, []string{"none", "standard"}))
	s.WriteString(pick(r, []string{"", "precision: float64\n", "weights_storage: bfloat16\n"}))
	s.WriteString("layers:\n")
	for range r.IntN(5) {
		fmt.Fprintf(&s, "  - {units: %d, activation: %s}\n", size(), pick(r, []string{"relu", pick(r, activations)}))
		if r.IntN(4) == 0 {
			fmt.Fprintf(&s, "  - {kind: dropout, rate: %g}\n", pick(r, []float64{0.1, 0.5}))
		}
	}
	fmt.Fprintf(&s, "  - {units: %d", units)
	if !task.Only {
		fmt.Fprintf(&s, ", activation: %s", pick(r, activations))
	}
	fmt.Fprintf(&s, "}\noutput: {task: %s", task.Name)
	if task.Name == "regression" {
		fmt.Fprintf(&s, ", normalize: %s", pick(r, []string{"none", "standard"}))
	}
	fmt.Fprintf(&s, "}\ntrain: {loss: %s, optimizer: {name: %s, learning_rate: 0.01}, batch: %d}\n", pick(r, task.Losses), pick(r, op.Stepwise).Name,
		pick(r, []int{1, 32, 512}))
	return s.String()
}

// TestPassesKeepMeaning runs the lowered and the final program side by side: a pass changes neither a bit of the
// outputs, nor of the loss, the gradient or the parameters after two updates. A buffer overwritten too early would. Every
// choice of the plan must have been met on the way.
func TestPassesKeepMeaning(t *testing.T) {
	met := map[string]int{}
	eachSpec(t, 300, func(t *testing.T, s *spec.Spec, r *rand.Rand) {
		a, b := Lower(s), compile(t, s)
		keepMeaning(t, r, a, b)
		meet(met, b)
	})
	for _, choice := range []string{ir.WrittenOut, ir.Loop, ir.Stepwise, ir.Masked, ir.Gradient, ir.Gradients, "narrowPair", "narrowPairSoftmax", "gemvTSparsePaddedRelu",
		"gemvTSoftmax", "gemvN", "gemmTN", "BF16GemvTRelu", "F64GemvTPaddedRelu", "tail", "shared memory"} {
		if met[choice] == 0 {
			t.Errorf("no network was drawn with %s", choice)
		}
	}
}

// keepMeaning compares the results of two programs bit by bit.
func keepMeaning(t *testing.T, r *rand.Rand, a, b *ir.Program) {
	t.Helper()
	start := normal(r, a.NumParams())
	xs, ts := batch(r, a, 3)
	constants := map[string][]float64{}
	for _, c := range a.Buffers {
		if c.Role == ir.Constant {
			constants[c.Name] = normal(r, c.Size())
		}
	}
	want, got := results(a, start, constants, xs, ts), results(b, start, constants, xs, ts)
	if !slices.Equal(got, want) {
		t.Errorf("the passes change the results\nlowered:\n%s\nfinal:\n%s", a, b)
	}
}

// meet counts what was chosen for a program.
func meet(met map[string]int, p *ir.Program) {
	for _, list := range p.CallLists() {
		for _, c := range list.Calls {
			met[c.Kernel]++
			met[c.Fn(p)]++
		}
	}
	for _, W := range p.Params() {
		if W.Tail > 0 {
			met["tail"]++
		}
	}
	for _, group := range p.TrainScratch {
		if len(group) > 1 {
			met["shared memory"]++
		}
	}
}

// results are the outputs, two losses with their gradients and the parameters after both updates.
func results(p *ir.Program, params []float64, constants map[string][]float64, xs, ts [][]float64) (all []float64) {
	m := interp.New(p)
	m.SetParams(params)
	for name, v := range constants {
		m.SetConstant(name, v)
	}
	for range 2 {
		for _, y := range m.Forward(xs) {
			all = append(all, y...)
		}
		loss, gradient := m.Backward(xs, ts)
		all = append(append(all, loss), gradient...)
		m.Update()
	}
	return append(all, m.Params()...)
}

func normal(r *rand.Rand, n int) []float64 {
	v := make([]float64, n)
	for i := range v {
		v[i] = 0.1 + r.NormFloat64()
	}
	return v
}

func batch(r *rand.Rand, p *ir.Program, n int) (xs, ts [][]float64) {
	for range n {
		xs = append(xs, normal(r, p.Input.Size()))
		t := normal(r, p.Target.Size())
		if p.ClassTarget {
			t[0] = float64(r.IntN(p.Output.Size()))
		}
		ts = append(ts, t)
	}
	return xs, ts
}
