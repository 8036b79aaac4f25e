package export_test

import (
	"flag"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/nngen/nngen/internal/interp"
	"github.com/nngen/nngen/internal/ir"
	"github.com/nngen/nngen/internal/onnx"
	"github.com/nngen/nngen/internal/onnx/convert"
	"github.com/nngen/nngen/internal/onnx/eval"
	"github.com/nngen/nngen/internal/onnx/export"
	"github.com/nngen/nngen/internal/op"
	"github.com/nngen/nngen/internal/plan"
	"github.com/nngen/nngen/internal/randspec"
	"github.com/nngen/nngen/spec"
)

var random = flag.Int("random", 80, "how many random specs are exported")

// graph has every kind of layer.
const graph = `version: 1
model: every
inputs: {image: {shape: [2, 3, 4], normalize: standard}, meta: 6}
layers:
  - {name: p, from: image, kind: permute, axes: [1, 2, 0]}
  - {kind: slice, axis: 1, start: -3, end: -1}
  - {name: r, kind: reduce, op: mean, axes: [-1]}
  - {kind: scale, factor: [2, 3, -1], offset: 0.5}
  - {kind: batch_norm}
  - {kind: flatten}
  - {kind: concat, from: [previous, meta]}
  - {name: h, units: 12, activation: gelu}
  - {kind: dropout, rate: 0.2}
  - {units: 12, activation: linear}
  - {kind: add, from: [previous, h], activation: mish}
  - {kind: layer_norm}
  - {kind: reshape, shape: [3, 4]}
  - {kind: layer_norm, dims: 2}
  - {kind: rms_norm}
  - {kind: rms_norm, dims: 2, epsilon: 1e-3}
  - {name: m, kind: reduce, op: max, axes: [1], keep: true}
  - {name: c, kind: reshape, shape: [3, 1]}
  - {kind: formula, from: [m, c], formula: "x*sigmoid(y) + where(x > y, x, expm1(y)) - log1p(abs(x))/max(y, 2)"}
  - {kind: reduce, op: sum}
  - {name: v, units: 1, activation: {name: elu, alpha: 0.7}}
  - {name: k, from: h, units: 4, activation: softmax}
  - {name: a, kind: activation, from: p, activation: {name: leaky_relu, alpha: 0.3}}
  - {name: q, kind: mul, from: [a, p], activation: hard_swish}
outputs:
  kind: {from: k, task: multiclass, labels: [a, b, c, d]}
  value: {from: v, task: regression, normalize: standard, transform: log1p, clip: range}
  map: {from: q, task: regression, normalize: minmax, clip: range}
  meta: {from: meta, task: regression}
`

// maps has every kind of layer that slides over a map.
const maps = `version: 1
model: maps
inputs: {image: {shape: [4, 9, 8], normalize: standard}, signal: [3, 11]}
layers:
  - {from: image, kind: conv2d, channels: 6, kernel: [3, 2], stride: [2, 1], padding: [[1, 0], [0, 2]], groups: 2, activation: linear}
  - {kind: batch_norm, activation: relu}
  - {name: a, kind: max_pool2d, size: 3, stride: 2, padding: [[1, 0], [1, 1]]}
  - {kind: conv2d, channels: 6, kernel: 3, padding: same, dilation: 2, groups: 6, bias: false}
  - {kind: group_norm, groups: 3}
  - {kind: add, from: [previous, a]}
  - {kind: dropout2d, rate: 0.1}
  - {kind: pad, padding: [1, 2]}
  - {kind: avg_pool2d, size: 2, padding: 1, count_include_pad: false}
  - {name: m, kind: conv_transpose2d, channels: 4, kernel: 3, stride: 2, padding: [[1, 0], [0, 1]], output_padding: 1, groups: 2, activation: tanh}
  - {name: u, kind: upsample, scale_factor: [2, 3], mode: bilinear}
  - {name: p, kind: global_avg_pool}
  - {from: signal, kind: upsample, scale_factor: 2, mode: linear, align_corners: true}
  - {kind: conv1d, channels: 5, kernel: 4, stride: 3, padding: 2, activation: {name: leaky_relu, alpha: 0.2}}
  - {kind: group_norm, groups: 5}
  - {kind: avg_pool1d, size: 3, stride: 1, padding: 1}
  - {kind: conv_transpose1d, channels: 4, kernel: 5, stride: 2, dilation: 2, activation: silu}
  - {name: s, kind: upsample, scale_factor: 2}
  - {kind: max_pool1d, size: 2}
  - {kind: global_max_pool}
  - {kind: concat, from: [previous, p]}
  - {name: k, units: 3, activation: softmax}
outputs:
  kind: {from: k, task: multiclass}
  map: {from: u, task: regression}
  signal_out: {from: s, task: regression}
`

// table has every type of input.
const table = `version: 1
model: table
inputs:
  - age
  - {name: fare, missing: median, normalize: robust}
  - {name: rooms, missing: own, transform: log1p}
  - {name: plain, missing: 3, normalize: none}
  - {name: income, missing: own, encode: {name: piecewise, bins: 4}}
  - {name: tax, normalize: minmax, encode: {name: piecewise, bins: 2}}
  - {name: sex, type: category, values: [female, male]}
  - {name: port, type: category, values: [C, Q, S], missing: own, unknown: own}
  - {name: deck, type: category, values: [A, B, C, D], missing: most_frequent, unknown: zeros}
  - {name: zip, type: category, values: [a, b, c], embedding: 3, missing: own, unknown: b}
  - {name: smoker, type: bool, missing: own}
  - {name: alive, type: bool}
  - {name: grade, type: ordinal, values: [low, middle, high], missing: own, unknown: zeros}
  - {name: rank, type: ordinal, values: [x, y], missing: y, unknown: x}
  - {name: since, type: date, format: "2006-01-02", parts: [year, month, day, weekday, hour], missing: own}
  - {name: until, type: date, format: "2006-01-02", parts: [month, year]}
normalize: standard
layers:
  - {units: 7, activation: tanh}
  - {units: 2, activation: linear}
output: {task: regression, normalize: standard}
`

// TestModel exports models and computes the files node by node as the oracle computes the specs; and again what is
// imported of them.
func TestModel(t *testing.T) {
	texts := []string{graph, "precision: float64\n" + graph, maps, "precision: float64\n" + maps, table, "precision: float64\n" + table}
	for i := range *random {
		text := randspec.Spec(17, uint64(i))
		s, _ := spec.Parse("model.yaml", []byte(text))
		if s == nil { // a formula may be flat
			continue
		}
		texts = append(texts, text)
	}
	for i, text := range texts {
		t.Run(fmt.Sprint(i), func(t *testing.T) { check(t, text) })
	}
}

func check(t *testing.T, text string) {
	s, problems := spec.Parse("model.yaml", []byte(text))
	if s == nil {
		t.Fatalf("%v\n%s", problems, text)
	}
	r := rand.New(rand.NewPCG(3, 4))
	tensors := draw(s, r)
	m, err := export.Model(s, tensors)
	if err != nil {
		t.Fatal(err)
	}
	file, err := onnx.Decode(m.Encode())
	if err != nil {
		t.Fatal(err)
	}
	rows := drawRows(s, r, 5)
	want := oracle(s, tensors, rows)
	same(t, "the file", compute(t, s, file, rows), want, 1e-5)
	if s.Typed() && s.NumEncoded() > 60 {
		return // more layers than a spec may have, or than a test wants to wait for
	}
	back, err := convert.Lower(file)
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	if err := back.Write(file, "model.onnx", convert.Options{Name: "model", Float64: s.Precision == spec.Float64}); err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	again := map[string][]float64{}
	for name, p := range back.Tensors {
		again[name] = p.Data
	}
	if words(s, back.Spec) && !strings.Contains(text, "normalize") && !strings.Contains(text, "formula") && !strings.Contains(text, "scale,") {
		for _, p := range s.Tensors() {
			if !slices.Equal(back.Tensors[p.Name].Data, tensors[p.Name]) {
				t.Errorf("%s has changed", p.Name)
			}
		}
	}
	if s.Chain() && !s.Typed() && s.Norms()[0].How != "robust" && s.Precision == spec.Float32 && s.Output.Normalize == "none" && !s.Output.Log1p && !s.Output.Clip &&
		!strings.Contains(text, "formula") && !strings.Contains(text, "dropout") {
		unchanged(t, s, back, tensors)
	}
	same(t, "the import", oracle(back.Spec, again, rows), want, 1e-5)
}

// words reports whether both specs have the same layers in the same order.
func words(a, b *spec.Spec) bool {
	kinds := func(s *spec.Spec) (list []string) {
		for i := range s.Layers {
			list = append(list, fmt.Sprint(s.Layers[i].Kind.Name, s.Layers[i].Out))
		}
		return list
	}
	return a.Precision == spec.Float32 && slices.Equal(kinds(a), kinds(b))
}

// unchanged demands of a chain of words that it comes back with the same numbers, activations and meaning.
func unchanged(t *testing.T, s *spec.Spec, back *convert.Model, tensors map[string][]float64) {
	t.Helper()
	for _, p := range s.Tensors() {
		if !slices.Equal(back.Tensors[p.Name].Data, tensors[p.Name]) {
			t.Errorf("%s has changed", p.Name)
		}
	}
	if got, want := back.Spec.Output.Task.Name, s.Output.Task.Name; got != want {
		t.Errorf("the task %s became %s", want, got)
	}
	for i := range s.Layers {
		if got, want := back.Spec.Layers[i].Activation.Name(), s.Layers[i].Activation.Name(); got != want {
			t.Errorf("%s became %s", want, got)
		}
	}
}

// draw makes weights that float32 can hold.
func draw(s *spec.Spec, r *rand.Rand) map[string][]float64 {
	tensors := map[string][]float64{}
	for _, p := range append(s.Tensors(), s.NormTensors()...) {
		n := 1
		for _, d := range p.Dims {
			n *= d
		}
		for range n {
			x := float64(float32(r.NormFloat64() / math.Sqrt(float64(p.Dims[len(p.Dims)-1]))))
			if strings.HasSuffix(p.Name, ".high") {
				x += tensors[strings.TrimSuffix(p.Name, "high")+"low"][len(tensors[p.Name])] + 1.5
			}
			if p.Scale || len(p.Name) > 4 && p.Name[len(p.Name)-4:] == "_var" {
				x = math.Abs(x) + 0.5
			}
			tensors[p.Name] = append(tensors[p.Name], float64(float32(x)))
		}
		if strings.HasSuffix(p.Name, ".edges") {
			slices.Sort(tensors[p.Name])
			if n == 5 {
				tensors[p.Name][3] = tensors[p.Name][2] // a bin of no width
			}
		}
	}
	return tensors
}

func oracle(s *spec.Spec, tensors map[string][]float64, rows [][]float64) [][]float64 {
	p := plan.Lower(s)
	m := interp.New(p)
	var params []float64
	for _, p := range s.Tensors() {
		params = append(params, tensors[p.Name]...)
	}
	m.SetParams(params)
	for _, p := range s.NormTensors() {
		if p.Threshold { // no output depends on it
			continue
		}
		if len(p.Name) > 5 && p.Name[:5] == "layer" {
			m.SetRunning(p.Param, tensors[p.Name])
		}
	}
	for _, b := range p.Buffers {
		if b.Role == ir.Constant {
			m.SetConstant(b.Name, constant(b, tensors))
		}
	}
	return m.Forward(rows)
}

// constant is what a buffer holds that training fits: a tensor, or several beside what stands in no file.
func constant(b *ir.Buffer, tensors map[string][]float64) []float64 {
	if len(b.Saved.Fill.Values) != b.Size() {
		return tensors[b.Saved.Tensor]
	}
	data := slices.Clone(b.Saved.Fill.Values)
	for _, part := range b.Saved.Parts {
		copy(data[part.From:], tensors[part.Tensor])
	}
	return data
}

// drawRows draws raw rows, where they are typed with codes and with gaps.
func drawRows(s *spec.Spec, r *rand.Rand, n int) [][]float64 {
	rows := make([][]float64, n)
	for i := range rows {
		for range s.NumInputs {
			rows[i] = append(rows[i], float64(float32(r.NormFloat64())))
		}
		for _, in := range s.Encodings() {
			for k := range in.Entries() {
				x := &rows[i][in.Entry+k]
				switch {
				case in.Missing.How != op.Refuse && r.IntN(4) == 0:
					*x = math.NaN()
				case in.Type.Name == "number" && in.Log1p:
					*x = math.Abs(*x)
				case in.Type.Name == "number":
				case in.Type.Name == "bool":
					*x = float64(r.IntN(2))
				case in.Type.Name == "date":
					*x = float64(1 + r.IntN(12))
				case in.Unknown.How != op.Refuse:
					*x = float64(r.IntN(len(in.Values) + 1))
				default:
					*x = float64(r.IntN(len(in.Values)))
				}
			}
		}
	}
	return rows
}

// compute computes the graph of a file.
func compute(t *testing.T, s *spec.Spec, file *onnx.Model, rows [][]float64) [][]float64 {
	t.Helper()
	g, err := file.Flatten()
	if err != nil {
		t.Fatal(err)
	}
	out, err := eval.Run(g, feeds(g, rows))
	if err != nil {
		t.Fatal(err)
	}
	return rowsOf(out, len(rows))
}

func same(t *testing.T, what string, got, want [][]float64, bound float64) {
	t.Helper()
	for i := range want {
		if len(got[i]) != len(want[i]) {
			t.Fatalf("%s has %d outputs, not %d", what, len(got[i]), len(want[i]))
		}
		for j, w := range want[i] {
			if g := got[i][j]; !(math.Abs(g-w) <= bound*max(1, math.Abs(w))) && !(math.IsNaN(g) && math.IsNaN(w)) {
				t.Fatalf("%s: output %d of row %d is %g, not %g", what, j, i, g, w)
			}
		}
	}
}
