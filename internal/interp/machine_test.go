package interp

import (
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/nngen/nngen/internal/expr"
	"github.com/nngen/nngen/internal/ir"
)

const normalized = "{version: 1, model: net, inputs: 2, normalize: standard, layers: [{units: 1}], " +
	"output: {task: regression, normalize: minmax}, train: {loss: sse}}"

func TestNewMachineIsNeutral(t *testing.T) {
	m := New(program(t, []byte(normalized)))
	if got := m.Params(); !slices.Equal(got, []float64{0, 0, 0}) {
		t.Errorf("parameters %v", got)
	}
	m.SetParams([]float64{2, 3, 5})
	if got := m.Forward([][]float64{{10, 100}}); got[0][0] != 325 {
		t.Errorf("outputs %v, want 2·10 + 3·100 + 5", got)
	}
}

// Forward takes and returns raw values; the loss is that of normalized ones.
func TestNormalization(t *testing.T) {
	m := New(program(t, []byte(normalized)))
	m.SetParams([]float64{2, 3, 5})
	m.SetConstant("inputOffset", []float64{1, 2})
	m.SetConstant("inputScale", []float64{2, 4})
	m.SetConstant("outputOffset", []float64{7})
	m.SetConstant("outputScale", []float64{10})
	xs, ts := [][]float64{{3, 6}, {1, 10}}, [][]float64{{97}, {107}}
	// W·x' + b is 2·1 + 3·1 + 5 = 10 and 2·0 + 3·2 + 5 = 11, the normalized targets are 9 and 10.
	if got := m.Forward(xs); got[0][0] != 107 || got[1][0] != 117 {
		t.Errorf("outputs %v", got)
	}
	if got := m.Loss(xs, ts); got != 2 {
		t.Errorf("loss %v", got)
	}
}

// TestWeightsAreRepetitions: a row of weight 3 counts as three of it do.
func TestWeightsAreRepetitions(t *testing.T) {
	n := newNetwork(t, "{version: 1, model: net, inputs: 3, layers: [{units: 5, activation: tanh}, {units: 4}], output: {task: multiclass}, "+
		"train: {loss: {name: cross_entropy, label_smoothing: 0.2}}}")
	xs, ts := n.draw(4)
	var manyX, manyT [][]float64
	ws := []float64{1, 3, 0, 2}
	for j, w := range ws {
		manyX, manyT = append(manyX, slices.Repeat(xs[j:j+1], int(w))...), append(manyT, slices.Repeat(ts[j:j+1], int(w))...)
	}
	wantLoss, want := n.Backward(manyX, manyT)
	loss, got := n.BackwardWeighted(xs, ts, ws)
	if math.Abs(loss-wantLoss) > 1e-13 || !(apart(got, want) <= 1e-12) {
		t.Errorf("loss %v, want %v; gradients are %v apart", loss, wantLoss, apart(got, want))
	}
}

func TestBatchesOfAnySize(t *testing.T) {
	n := newNetwork(t, "{version: 1, model: net, inputs: 3, layers: [{units: 5, activation: tanh}, {units: 4}], output: {task: multiclass}}")
	xs, _ := n.draw(9)
	all := n.Forward(xs)
	for _, size := range []int{1, 4, 9, 2} {
		for j, y := range n.Forward(xs[:size]) {
			if d := apart(y, all[j]); !(d <= 1e-14) {
				t.Errorf("example %d in a batch of %d: %v, in one of 9: %v", j, size, y, all[j])
			}
		}
	}
}

func TestSoftmaxOfExtremeLogits(t *testing.T) {
	logits := &ir.Buffer{Dims: []int{3}, Batched: true}
	Z := &value{logits, []float64{0, 0, 0, 1000, 0, -1000, -1000, -1000, -1001, 3e8, 3e8, 0}}
	T := &value{&ir.Buffer{Dims: []int{1}, Batched: true}, []float64{2, 1, 0, 1}}
	loss, m := newValue(&ir.Buffer{Dims: []int{1}}, 1), &Machine{examples: 4}
	small := math.Log1p(math.Exp(-1) / 2)
	m.crossEntropy(ir.NewInstr(&ir.CrossEntropy{}, nil, Z.buf, T.buf), loss, []*value{Z, T})
	if got, want := loss.data[0], math.Log(3)+1000+math.Ln2+small+math.Ln2; math.Abs(got-want) > 1e-12 {
		t.Errorf("cross entropy %v, want %v", got, want)
	}
	softmax(Z, Z)
	e := math.Exp(-1)
	for j, want := range [][]float64{{1. / 3, 1. / 3, 1. / 3}, {1, 0, 0}, {1 / (2 + e), 1 / (2 + e), e / (2 + e)}, {0.5, 0.5, 0}} {
		if got := Z.example(j); !(apart(got, want) <= 1e-15) {
			t.Errorf("softmax %v, want %v", got, want)
		}
	}
}

func TestNearKink(t *testing.T) {
	for _, c := range []struct {
		layer  string
		task   string
		z      float64
		target float64
		near   bool
	}{
		{"relu", "regression", 0, 1, false}, // as the zeros of another relu are
		{"relu", "regression", 1e-12, 1, true},
		{"relu", "regression", 9e-6, 1, true},
		{"relu", "regression", -9e-6, 1, true},
		{"relu", "regression", 2e-5, 1, false},
		{"relu", "regression", -2e-5, 1, false},
		{"leaky_relu", "regression", 3e-6, 1, true},
		{"leaky_relu", "regression", 1, 1, false},
		{"tanh", "regression", 0, 0, false},
		{"linear", "regression", 0, 0, false},
		{`{formula: "where(x > 0, x + 1, x)"}`, "regression", 9e-6, 1, true},
		{`{formula: "where(x > 0, x + 1, x)"}`, "regression", 0.5, 1, false},
		{"{formula: 90*x}", "regression", 0, 1, false},
		{"sigmoid", "binary", 0, 1, false},
		{"sigmoid", "binary", 3e-6, 1, false},
	} {
		m := New(program(t, []byte("{version: 1, model: net, inputs: 1, layers: [{units: 1, activation: "+c.layer+"}], output: {task: "+c.task+"}}")))
		m.Watch(true)
		m.SetParams([]float64{1, 0})
		m.Loss([][]float64{{5}, {c.z}}, [][]float64{{0}, {c.target}})
		if m.NearKink() != c.near {
			t.Errorf("%s at %v: %v", c.layer, c.z, m.NearKink())
		}
		m.Backward([][]float64{{5}}, [][]float64{{0}})
		if m.NearKink() {
			t.Errorf("%s: NearKink remembers an older batch", c.layer)
		}
	}
}

func TestNearKinkOfLoss(t *testing.T) {
	p := program(t, []byte("{version: 1, model: net, inputs: 1, layers: [{units: 1}], output: {task: regression}}"))
	p.Loss[0].Op.(*ir.Loss).F = expr.MustParse("abs(y - t)", "y", "t")
	m := New(p)
	m.Watch(true)
	m.SetParams([]float64{1, 0})
	for residual, near := range map[float64]bool{0: true, 9e-6: true, -9e-6: true, 2e-5: false, -1: false} {
		m.Backward([][]float64{{3 + residual}}, [][]float64{{3}})
		if m.NearKink() != near {
			t.Errorf("residual %v: %v", residual, m.NearKink())
		}
		m.Forward([][]float64{{3 + 1 - residual}})
		if m.NearKink() != near {
			t.Errorf("residual %v: Forward changed NearKink", residual)
		}
	}
}

func TestMisuseIsAnInternalError(t *testing.T) {
	for name, misuse := range map[string]func(m *Machine){
		"too few parameters":  func(m *Machine) { m.SetParams([]float64{1, 2}) },
		"too many parameters": func(m *Machine) { m.SetParams(make([]float64, 4)) },
		"short gradient":      func(m *Machine) { m.SetGradient(nil) },
		"unknown constant":    func(m *Machine) { m.SetConstant("W1", []float64{1, 2}) },
		"short constant":      func(m *Machine) { m.SetConstant("inputScale", []float64{1}) },
		"empty batch":         func(m *Machine) { m.Forward(nil) },
		"missing targets":     func(m *Machine) { m.Loss([][]float64{{1, 2}}, nil) },
		"short example":       func(m *Machine) { m.Forward([][]float64{{1}}) },
		"unknown operation":   func(m *Machine) { m.exec(ir.NewInstr(ir.Step{}, m.prog.Output)) },
	} {
		m := New(program(t, []byte(normalized)))
		func() {
			defer func() {
				if r, ok := recover().(string); !ok || !strings.HasPrefix(r, "internal error: ") {
					t.Errorf("%s: recovered %q", name, r)
				}
			}()
			misuse(m)
		}()
	}
}
