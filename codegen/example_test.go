package codegen_test

import (
	"bytes"
	"crypto/sha256"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/nngen/nngen/codegen"
	"github.com/nngen/nngen/internal/face"
	"github.com/nngen/nngen/internal/op"
	"github.com/nngen/nngen/internal/sample"
	"github.com/nngen/nngen/internal/weights"
)

// sampledSpecs have examples of every kind, by package.
var sampledSpecs = map[string]string{
	"sampled_rows": `
inputs:
  - {name: age, missing: own}
  - {name: "pay \"gross\"", transform: log1p, missing: mean}
  - {name: plan, type: category, values: ["a\tb", 'b` + "`" + `', c], unknown: zeros}
  - {name: grade, type: ordinal, values: [low, high]}
  - {name: member, type: bool}
  - {name: since, type: date, format: "02.01.2006 15h"}
normalize: minmax
layers: [{units: 9, activation: tanh}, {units: 3}]
output: {task: multiclass, labels: [" 100%", "b", "c"]}`,
	"sampled_heads": `
inputs: {image: {shape: [2, 5, 5], normalize: standard}, meta: 3}
layers:
  - {from: image, kind: conv2d, channels: 3, kernel: 3}
  - {kind: batch_norm}
  - {name: h, kind: flatten}
  - {name: t, kind: concat, from: [h, meta]}
  - {name: p, from: t, units: 12}
  - {name: q, from: t, units: 1}
  - {name: v, from: t, units: 11}
outputs:
  move: {from: p, task: multiclass}
  win: {from: q, task: binary, labels: ["no", "yes 50%"]}
  value: {from: v, task: regression, normalize: standard}`,
	"sampled_half":   "inputs: 40\nweights_storage: bfloat16\nlayers: [{units: 48, activation: tanh}, {units: 4}]\noutput: {task: multilabel}",
	"sampled_double": "precision: float64\ninputs: [a, b]\nnormalize: robust\nlayers: [{units: 5, activation: gelu}, {units: 1}]\noutput: {task: regression, names: [price], transform: log1p, clip: range}",
}

// sampled generates the package of a spec with weights that are made up, and an example of them.
func sampled(t *testing.T, src string) []codegen.File {
	t.Helper()
	s := parse(t, "version: 1\nmodel: sampled\nweights: w.safetensors\n"+strings.TrimSpace(src)+"\n")
	p, f, err := face.Compile(s)
	if err != nil {
		t.Fatal(err)
	}
	tensors, random := map[string][]float64{}, rand.New(rand.NewPCG(1, 1))
	for _, tensor := range append(s.Tensors(), s.NormTensors()...) {
		list := make([]float64, op.Size(tensor.Dims))
		for i := range list {
			list[i] = random.Float64() - 0.5
			if tensor.Scale || tensor.Above != "" || strings.Contains(tensor.Name, "running_var") {
				list[i] += 1.5
			}
		}
		tensors[tensor.Name] = list
	}
	var file bytes.Buffer
	if err := weights.Write(&file, s, tensors); err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256(file.Bytes())
	f.Weights = &sum
	if f.Sample, err = sample.Of(s, p, bytes.NewReader(file.Bytes())); err != nil {
		t.Fatal(err)
	}
	files, err := codegen.Generate(p, f)
	if err != nil {
		t.Fatal(err)
	}
	return append(files, codegen.File{Name: codegen.WeightsName(s.Package), Data: file.Bytes()})
}

// TestSampled: each has a row that can be shown. That it holds is seen by TestCompile, which runs it.
func TestSampled(t *testing.T) {
	for name, src := range sampledSpecs {
		for _, f := range sampled(t, src) {
			if strings.Contains(f.Name, "_example_") && !bytes.Contains(f.Data, []byte("// Output:\n")) {
				t.Errorf("%s shows no answer:\n%s", name, f.Data)
			}
		}
	}
}
