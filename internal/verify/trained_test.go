package verify

import (
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/nngen/nngen/internal/thorough"
	"github.com/nngen/nngen/internal/verify/probe"
	"github.com/nngen/nngen/internal/weights"
	"github.com/nngen/nngen/spec"
)

// trainedSpecs hold, between them, all that a weights file can: every type of input, ranges, thresholds, running statistics, members, and
// weights in fewer bits.
func trainedSpecs(t *testing.T) (list []*spec.Spec) {
	t.Helper()
	for _, text := range []string{
		brittle,
		fmt.Sprintf(everyType, "float32"), fmt.Sprintf(everyType, "float64"), fmt.Sprintf(everyRange, "float32"), fmt.Sprintf(everyRange, "float64"),
		"{version: 1, model: found, inputs: 3, normalize: minmax, layers: [{units: 9, activation: tanh}, {kind: batch_norm}, {units: 4}], output: {task: multilabel, threshold: f1}, data: {split: {validation: 0.2}}}",
		"{version: 1, model: members, inputs: 5, layers: [{units: 9, activation: gelu}, {units: 4}], output: {task: multiclass}, train: {ensemble: 3}}",
		"{version: 1, model: steps, inputs: 3, layers: [{units: 9, activation: {formula: 'x + sign(x)'}}, {units: 1}], output: {task: binary}}",
		"{version: 1, model: half, weights_storage: bfloat16, inputs: 131, layers: [{units: 101, activation: tanh}, {units: 130, activation: tanh}, {kind: batch_norm}, {units: 3}], output: {task: multiclass}}",
		"{version: 1, model: quarter, weights_storage: int8, inputs: 131, layers: [{units: 101, activation: tanh}, {units: 130, activation: tanh}, {units: 3}], output: {task: multiclass}}",
	} {
		list = append(list, parse(t, text))
	}
	return list
}

// drawnTensors draws what a weights file of the spec holds.
func drawnTensors(s *spec.Spec) map[string][]float64 {
	r, tensors := rand.New(rand.NewPCG(11, 12)), map[string][]float64{}
	for _, p := range append(s.Tensors(), s.NormTensors()...) {
		n := 1
		for _, d := range p.Dims {
			n *= d
		}
		list := make([]float64, n)
		for i := range list {
			switch name := p.Name[strings.LastIndex(p.Name, ".")+1:]; name {
			case "low":
				list[i] = -0.05
			case "high":
				list[i] = 0.05
			case "threshold":
				list[i] = 0.5
			case "edges":
				list[i] = float64(i)
			case "fill":
				list[i] = 0
			case "scale", "running_var":
				list[i] = 0.5 + r.Float64()
			default:
				list[i] = 0.3 * r.NormFloat64()
			}
			list[i] = precisionOf(s).round(list[i])
		}
		tensors[p.Name] = list
	}
	return tensors
}

// writtenTensors writes a weights file of the spec.
func writtenTensors(t *testing.T, s *spec.Spec, tensors map[string][]float64) (path string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "w.safetensors")
	f, err := os.Create(path)
	if err == nil {
		err = weights.Write(f, s, tensors)
	}
	if err == nil {
		err = f.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return path
}

// newTrialOf asks for a trained model and as little as may be besides.
func newTrialOf(t *testing.T, s *spec.Spec, tensors map[string][]float64) *trial {
	t.Helper()
	trial, err := newTrial(s, 1)
	if err != nil {
		t.Fatal(err)
	}
	trial.model = &Trained{Weights: "w", Tensors: tensors}
	if err := trial.draw(); err != nil {
		t.Fatal(err)
	}
	req := &trial.req
	req.X, req.Targets, req.Texts, req.JSON, req.Weights, req.Soft, req.OutputGrads = req.X[:1], req.Targets[:1], nil, nil, nil, nil, nil
	req.Spans, req.Steps, req.Work = nil, nil, longest*workBudget
	return trial
}

// TestTrained holds packages with the weights of a file against the oracle with the same, and finds a tensor that is another one.
func TestTrained(t *testing.T) {
	specs := thorough.Some(trainedSpecs(t), 5)
	shop, programs := openShop(t, specs)
	if err := shop.Build(t.Context()); err != nil {
		t.Fatal(err)
	}
	for i, s := range specs {
		tensors := drawnTensors(s)
		asked := newTrialOf(t, s, tensors)
		ask := func(file map[string][]float64) *OfTrained {
			asked.req.Trained.Weights = writtenTensors(t, s, file)
			answer, err := ask(t.Context(), programs[i], "", &asked.req, func(probe.Step) {})
			if err != nil {
				t.Fatalf("%s: %v", s.Model, err)
			}
			return asked.trained(answer.Trained)
		}
		o := ask(tensors)
		t.Log(strings.TrimSpace(o.text(s.Model)))
		if o.Problem != "" || o.Error == 0 || o.Rows < TrainedRows/2 {
			t.Errorf("%s: %+v", s.Model, o)
		}
		for _, name := range thorough.Some(slices.Sorted(maps.Keys(tensors)), 3) {
			changed := drawnTensors(s)
			switch {
			case strings.HasSuffix(name, ".fill"): // perhaps the number of a value
				changed[name][0] = 1
			case strings.HasSuffix(name, ".low"): // not beyond the high one
				changed[name][0] /= 2
			default:
				changed[name][0] += 0.2
			}
			if o := ask(changed); !strings.HasPrefix(o.Problem, "outputs with w: in row ") {
				t.Errorf("%s: another %s is not found: %+v", s.Model, name, o)
			}
		}
	}
}

// TestTrainedNumber finds one number of a file that a package loads otherwise, and nothing else.
func TestTrainedNumber(t *testing.T) {
	specs := []*spec.Spec{parse(t, brittle), parse(t, brittle)}
	shop, programs := openShop(t, specs)
	breakPackage(t, shop, programs[1], "\treturn m, nil\n", "\tm.w.b3[1] *= 1.001\n\treturn m, nil\n")
	var models []*Trained
	for _, s := range specs {
		tensors := drawnTensors(s)
		models = append(models, &Trained{Weights: "w", Path: writtenTensors(t, s, tensors), Tensors: tensors})
	}
	reports, err := judge(context.Background(), shop, programs, specs, models, 1)
	if err != nil {
		t.Fatal(err)
	}
	if right := reports[0]; !right.OK() || right.Weights.Problem != "" {
		t.Errorf("%+v", right.failures())
	}
	if wrong := reports[1]; wrong.OK() || wrong.Weights.Problem == "" {
		t.Errorf("%+v", wrong.Weights)
	}
}
