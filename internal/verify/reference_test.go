package verify

import (
	"context"
	"testing"

	"github.com/nngen/nngen/internal/plan"
	"github.com/nngen/nngen/internal/reference"
	"github.com/nngen/nngen/internal/thorough"
	"github.com/nngen/nngen/internal/verify/probe"
	"github.com/nngen/nngen/internal/workshop"
	"github.com/nngen/nngen/spec"
)

// The packages themselves are held to PyTorch, without the oracle in between.
func TestReferences(t *testing.T) {
	cases, err := reference.All()
	if err != nil {
		t.Fatal(err)
	}
	cases = thorough.Some(cases, 4)
	var specs []*spec.Spec
	for _, c := range cases {
		s := parse(t, string(c.Spec))
		s.Precision = spec.Float64
		specs = append(specs, s)
	}
	shop, programs := openShop(t, specs)
	if err := shop.Build(context.Background()); err != nil {
		t.Fatal(err)
	}
	for i, c := range cases {
		for _, kernels := range kernelSets("go") {
			t.Run(c.Name+"/"+kernels, func(t *testing.T) { followReference(t, c, specs[i], programs[i], kernels) })
		}
	}
}

func followReference(t *testing.T, c *reference.Case, s *spec.Spec, program *workshop.Program, kernels string) {
	req := &probe.Request{Params: c.Params, Work: workOf(s, plan.Lower(s)), X: c.X, Targets: c.Targets, Statistics: c.OutputsAfter != nil}
	for range c.Steps {
		req.Steps = append(req.Steps, probe.Part{To: len(c.X)})
	}
	var steps []probe.Step
	got, err := ask(context.Background(), program, kernels, req, func(s probe.Step) { steps = append(steps, s) })
	if err != nil {
		t.Fatal(err)
	}
	near := func(what string, got, want []float64) {
		t.Helper()
		if d := precisions[spec.Float64].deviate(got, want); !d.within(1e-9) {
			t.Errorf("%s: error %v: entry %d is %v instead of %v", what, d.error, d.index, d.got, d.want)
		}
	}
	for i, y := range c.Outputs {
		near("Forward", got.Outputs[i], y)
		for _, b := range got.Batches {
			near("ForwardBatch", b.Outputs[i], y)
		}
	}
	loss := c.Loss
	if c.EvalLoss != nil {
		loss = *c.EvalLoss
	}
	near("Loss", []float64{got.Loss}, []float64{loss})
	near("loss of Backward", []float64{got.Gradient.Loss}, []float64{c.Loss})
	near("Gradient", got.Gradient.Values, c.Gradient)
	var losses []float64
	for _, s := range steps {
		losses = append(losses, s.Loss)
	}
	near("losses", losses, c.Losses)
	for i, y := range c.OutputsAfter {
		near("Forward after the steps", steps[c.Steps-1].Outputs[i], y)
	}
	near("parameters after the steps", steps[c.Steps-1].Params, c.ParamsAfter)
}
