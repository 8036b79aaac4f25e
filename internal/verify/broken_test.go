package verify

import (
	"bytes"
	"cmp"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/nngen/nngen/internal/op"
	"github.com/nngen/nngen/internal/thorough"
	"github.com/nngen/nngen/internal/workshop"
	"github.com/nngen/nngen/spec"
)

// brittle has a layer that is written out, one with kernels, and everything that can be normalized.
const brittle = `
version: 1
model: brittle
inputs: 3
normalize: standard
layers: [{units: 5, activation: {formula: "sin(x)"}}, {units: 40, activation: relu}, {units: 2}]
output: {task: regression, normalize: standard}
train: {loss: mse, optimizer: adam}
`

// Every fault is put into the package's source, and must be found where it is. The last one is no fault.
var faults = []struct {
	name, old, new string
	want           string // part of what fails
	spared         string // what the fault does not touch
}{
	{"a bias is dropped in Forward", "Sin32(b1[2] + ", "Sin32(", "outputs Forward", "loss"},
	{"a weight is taken twice", "W1[1]*a0[0]", "W1[2]*a0[0]", "outputs Forward", "loss"},
	{"inputs are not normalized in training", "nn.F32NormalizeRows(t.a0, x, m.inputOffset[:], m.inputScale[:])", "copy(t.a0, x)", "loss Loss", "update"},
	{"outputs are not scaled", "y[1] = z3[1]*m.outputScale[1] + m.outputOffset[1]", "y[1] = z3[1]", "outputs Forward", "loss"},
	{"NaN in one output", "return y\n", "y[1] = (y[1] - y[1]) / (y[1] - y[1])\n\treturn y\n", "outputs Forward", "gradient"},
	{"a slope is another", "nn.F32Cos(t1, x)", "nn.F32Sin(t1, x)", "gradient dW1, gradient db1", "dW2"},
	{"relu lets the gradient pass", "nn.F32ReluGrad(t.dz2, t.a2)", "", "gradient dW2, gradient db2", "dW3"},
	{"a bias has no gradient", "nn.F32GemmTNSum(t.grad.W2[:], t.grad.b2[:],", "nn.F32GemmTNSum(t.grad.W2[:], make([]float32, 40),", "gradient db2", "dW2"},
	{"the gradient is added up", "nn.F32SumRows(t.grad.b3[:], t.dz3)", "old := t.grad.b3\n\tnn.F32SumRows(t.grad.b3[:], t.dz3)\n\tnn.F32AddBias(t.grad.b3[:], old[:])",
		"Backward twice without Update gives the same bits", "update"},
	{"the loss is the sum", "return float32(sum / float64(n*NumOutputs))", "return float32(sum + 0*float64(n))", "loss Loss, loss Backward", "gradient"},
	{"beta1 is another", "Beta1:      0.9,", "Beta1: 0.999,", "update W1", "gradient"},
	{"beta2 is another", "Gain2:      0.001,", "Gain2: 0.1,", "update W1", "gradient"},
	{"updates are not counted", "t.updates++", "t.updates = 1", "update W1", "gradient"},
	{"one bias is not updated", "t.updates++", "t.updates++\n\tkept := t.model.w.b2\n\tdefer func() { t.model.w.b2 = kept }()", "update b2", "W2"},
	{"a batch allocates", "t.reserve(n)", "t.a1, t.rows = nil, 0\n\tt.reserve(n)", "allocs Loss, allocs Backward, allocs BackwardWeighted, allocs Update, allocs Step, allocs BackwardFrom", "gradient"},
	{"a state is not written", `t.v.tensors("v.")`, `new(weights).tensors("v.")`, "WriteState and ReadState", "update"},
	{"loaded weights are not used", "\treturn m, nil\n", "\tm.w = weights{}\n\treturn m, nil\n", "Save and Load", "update"},
	{"Step takes two", "|| !t.Update() {", "|| !t.Update() || !t.Update() {", "Step gives the same bits", "update"},
	{"a bias loses its last row from 129 rows on", "nn.F32SumRows(t.grad.b3[:], t.dz3)", "d := t.dz3\n\tif n > 128 {\n\t\td = d[:len(d)-2]\n\t}\n\tnn.F32SumRows(t.grad.b3[:], d)",
		"gradient db3 of", "update"},
	{"a bias loses a row of every batch of 16 and 7", "nn.F32SumRows(t.grad.b3[:], t.dz3)", "d := t.dz3\n\tif n%16 == 7 {\n\t\td = d[:len(d)-2]\n\t}\n\tnn.F32SumRows(t.grad.b3[:], d)",
		"gradient db3 of", "update"},
	{"all blocks share their memory", "var blockPool = sync.Pool{New: func() any {\n\treturn new(block)", "var theBlock = new(block)\n\nvar blockPool = sync.Pool{New: func() any {\n\treturn theBlock",
		"concurrent ForwardBatch", "gradient"},
	{"weights count twice", "sum += nn.F32Weigh(dst,", "nn.F32Weigh(dst, t1, ws, from, units, 1, 1.0)\n\t\tsum += nn.F32Weigh(dst,", "gradient dW3 by weight", "update"},
	{"the gradient by the inputs is not scaled", "dx[k] = dk * (1.0 / m.inputScale[k%3])", "dx[k] = dk", "gradient dX", "update"},
	{"a loss of the caller's own is not scaled", "t.dz3[k] = dk * m.outputScale[k%2]", "t.dz3[k] = dk + 0*m.outputScale[k%2]", "gradient dW3 from outputs", "update"},
	{"SetRate sets another rate", "lr = t.rate\n", "lr = 2 * t.rate\n", "SetRate takes the place of the schedule", "gradient"},
	{"nothing is wrong", "t.updates++", "t.updates += 1", "", "outputs"},
}

func TestFaultsAreFound(t *testing.T) {
	faults := thorough.Some(faults, 5)
	var specs []*spec.Spec
	for range faults {
		specs = append(specs, parse(t, brittle))
	}
	reports := judgeBroken(t, specs, func(i int) (old, new string) { return faults[i].old, faults[i].new })
	for i, f := range faults {
		got := failed(reports[i])
		if !strings.Contains(got, f.want) || strings.Contains(got, f.spared) || reports[i].OK() != (f.want == "") {
			t.Errorf("%s: found %q, want %q without %q", f.name, got, f.want, f.spared)
		}
	}
}

// What decides is held against the outputs that it decides about, and the names against the spec.
func TestFaultsOfClassesAreFound(t *testing.T) {
	thorough.Only(t)
	list := []struct{ units, output, old, new, want string }{
		{"3", "{task: multiclass, labels: [a, b, c]}", "nn.F32ClassOf(y[:])", "nn.F32ClassOf(y[:2])", "Classify is what Forward says"},
		{"3", "{task: multilabel}", "p >= 0.5", "p >= 0.6", "Classify is what Forward says"},
		{"1", "{task: binary, labels: [a, b]}", "nn.F32Answer(y[0], 0.5)", "nn.F32Answer(y[0], 0.6)", "Classify is what Forward says"},
		{"3", "{task: multilabel}", "p >= 0.5", "p > 0.5", "Classify is what Forward says"},
		{"3", "{task: multilabel, threshold: f1}", "p >= m.outputThreshold[i]", "p > m.outputThreshold[i]", "Classify is what Forward says"},
		{"3", "{task: multilabel, threshold: f1}", "p >= m.outputThreshold[i]", "p >= m.outputThreshold[0]", "Classify is what Forward says"},
		{"3", "{task: multilabel, threshold: f1}", "Data: m.outputThreshold[:]", "Data: new(Output)[:]", "Save and Load give the same bits"},
		{"1", "{task: binary, threshold: 0.3}", "0.3)", "0.30000004)", "Classify is what Forward says"},
		{"1", "{task: binary, threshold: balanced}", "m.outputThreshold[0])", "0.5)", "Classify is what Forward says"},
		{"1", "{task: binary, labels: [a, b]}", `"b"`, `"d"`, "classes have the names of the spec"},
		{"3", "{task: multiclass, labels: [a, b, c]}", "return Class(c), nil", "return Class(c) + 1, nil", "classes have the names of the spec"},
		{"3", "{task: multiclass, labels: [a, b, c]}", `"b"`, `"d"`, "classes have the names of the spec"},
	}
	var specs []*spec.Spec
	for _, f := range list {
		specs = append(specs, parse(t, "{version: 1, model: fault, inputs: 3, layers: [{units: 9, activation: tanh}, {units: "+f.units+"}], output: "+f.output+", data: {split: {validation: 0.2}}}"))
	}
	reports := judgeBroken(t, specs, func(i int) (old, new string) { return list[i].old, list[i].new })
	for i, f := range list {
		if got := failed(reports[i]); got != f.want {
			t.Errorf("%s instead of %s: found %q, want %q", f.new, f.old, got, f.want)
		}
	}
}

// Ranges and transforms are held in Forward, and must not reach the loss.
func TestFaultsOfRangesAreFound(t *testing.T) {
	thorough.Only(t)
	list := []struct{ old, new, want, spared string }{
		{"min(max(a, m.outputLow[k]), m.outputHigh[k])", "max(a, m.outputLow[k])", "outputs Forward", "loss"},
		{"min(max(a, m.outputLow[k]), m.outputHigh[k])", "min(a, m.outputHigh[k])", "outputs Forward", "loss"},
		{"min(max(a, m.outputLow[k%2]), m.outputHigh[k%2])", "min(max(a, m.outputLow[0]), m.outputHigh[k%2])", "outputs ForwardBatch", "outputs Forward,"},
		{"m.outputLow, m.outputHigh = *low, *high", "m.outputLow, m.outputHigh = *high, *low", "outputs Forward", "loss"},
		{"nn.F32Expm1(y", "nn.F32Exp(y", "outputs Forward", "loss"},
		{"nn.F32Log1p(t.tl, targets)", "nn.F32Abs(t.tl, targets)", "loss Loss", "outputs"},
		{"m.outputLow[:]}", "m.outputHigh[:]}", "Save and Load", "loss"},
		{"min(max(a, m.outputLow[k]), m.outputHigh[k])", "max(min(a, m.outputHigh[k]), m.outputLow[k])", "", "outputs"},
	}
	var specs []*spec.Spec
	for range list {
		specs = append(specs, parse(t, "{version: 1, model: fault, inputs: 3, layers: [{units: 9, activation: tanh}, {units: 2}], output: {task: regression, transform: log1p, clip: range}}"))
	}
	reports := judgeBroken(t, specs, func(i int) (old, new string) { return list[i].old, list[i].new })
	for i, f := range list {
		got := failed(reports[i])
		if !strings.Contains(got, f.want) || strings.Contains(got, f.spared) || reports[i].OK() != (f.want == "") {
			t.Errorf("%s instead of %s: found %q, want %q without %q", f.new, f.old, got, f.want, f.spared)
		}
	}
}

// A mistake in the table of optimizers is in the package and in the oracle alike.
func TestFaultOfTheTableIsFound(t *testing.T) {
	adam := op.MustLookup(op.Optimizers, "adam")
	kept := adam.Scalars
	defer func() { adam.Scalars = kept }()
	adam.Scalars = []op.Formula{{Var: "rate", F: "lr/(1 - pow(beta1, t + 1))"}, kept[1]}
	reports, err := Run(context.Background(), []*spec.Spec{parse(t, brittle)}, nil, 1)
	if err != nil {
		t.Fatal(err)
	}
	if got := failed(reports[0]); got != "update by the rule of adam" {
		t.Errorf("found %q", got)
	}
}

func TestEveryOptimizerHasARule(t *testing.T) {
	for _, o := range op.Optimizers {
		if name := cmp.Or(o.Package, o.Name); rules[name] == nil {
			t.Errorf("%s has none", name)
		}
	}
}

func TestCrashIsReported(t *testing.T) {
	specs := []*spec.Spec{parse(t, brittle)}
	reports := judgeBroken(t, specs, func(int) (old, new string) { return "t.updates++", `panic("no update today")` })
	if r := reports[0]; r.OK() || !strings.Contains(r.Problem, "panic: no update today") {
		t.Errorf("%+v", r)
	}
}

// judgeBroken judges the packages of specs, in each of which a text takes the place of another.
func judgeBroken(t *testing.T, specs []*spec.Spec, fault func(i int) (old, new string)) []*Report {
	t.Helper()
	shop, programs := openShop(t, specs)
	for i, program := range programs {
		old, new := fault(i)
		breakPackage(t, shop, program, old, new)
	}
	reports, err := judge(context.Background(), shop, programs, specs, nil, 1)
	if err != nil {
		t.Fatal(err)
	}
	return reports
}

// breakPackage replaces a text wherever it stands in the source of the package of a program.
func breakPackage(t *testing.T, shop *workshop.Shop, program *workshop.Program, old, new string) {
	t.Helper()
	name := strings.TrimSuffix(filepath.Base(program.Path()), ".exe")
	files, err := filepath.Glob(shop.Temp(filepath.Join("models", name, "*.go")))
	if err != nil {
		t.Fatal(err)
	}
	found := false
	for _, file := range files {
		src, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		found = found || bytes.Contains(src, []byte(old))
		if err := os.WriteFile(file, bytes.ReplaceAll(src, []byte(old), []byte(new)), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if !found {
		t.Fatalf("%q does not stand in the package", old)
	}
}
