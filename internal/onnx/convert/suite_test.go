package convert

import (
	"errors"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/nngen/nngen/internal/interp"
	"github.com/nngen/nngen/internal/onnx"
	"github.com/nngen/nngen/internal/onnx/eval"
	"github.com/nngen/nngen/internal/onnx/modeltest"
	"github.com/nngen/nngen/internal/plan"
)

// imported is how many of the suite's models are imported and compute what it says, by folder. They may only grow.
var imported = map[string]int{"node": 452, "pytorch-converted": 75, "pytorch-operator": 34, "simple": 7}

// TestSuite imports the standard's own models and computes the specs by the oracle. What is refused is no failure; a wrong
// number is. Models have all inputs as their own, or where they are refused so, all but the first as constants.
func TestSuite(t *testing.T) {
	models, _ := filepath.Glob(modeltest.Suite + "/*/*/model.onnx")
	if len(models) == 0 {
		t.Skip("without the standard's test data: apt-get install libonnx-testdata")
	}
	passed, reasons := map[string]int{}, map[string]int{}
	for _, path := range models {
		dir := filepath.Dir(path)
		folder := filepath.Base(filepath.Dir(dir))
		right, err := imports(path)
		switch {
		case err != nil:
			reasons[reasonOf(err)]++
			t.Logf("refused %s: %v", filepath.Base(dir), err)
		case right:
			t.Logf("passed %s", filepath.Base(dir))
			passed[folder]++
		default:
			t.Errorf("wrong %s", filepath.Base(dir))
		}
	}
	for folder, want := range imported {
		t.Logf("%s: %d", folder, passed[folder])
		if passed[folder] < want {
			t.Errorf("%d models of %s are imported, %d were", passed[folder], folder, want)
		}
	}
}

func reasonOf(err error) string {
	_, reason, _ := strings.Cut(err.Error(), "): ")
	return reason
}

// imports tries a model; the error is that it is refused.
func imports(path string) (right bool, err error) {
	file, err := onnx.Read(path)
	if err != nil {
		return false, err
	}
	g, err := file.Flatten()
	if err != nil {
		return false, err
	}
	cases, err := modeltest.Cases(path, g)
	if err != nil {
		return false, err
	}
	for _, bound := range []bool{false, true} {
		if bound && (len(cases) != 1 || len(g.Inputs) < 2) {
			break
		}
		ok, problem := importsCase(file, g, cases, bound)
		if problem == nil {
			return ok, nil
		}
		err = problem
	}
	return false, err
}

func importsCase(file *onnx.Model, g *onnx.Graph, cases []modeltest.Case, bound bool) (right bool, err error) {
	if bound {
		file = bind(file, g, cases[0])
	}
	m, err := Lower(file)
	if err != nil {
		return false, err
	}
	if err := m.Write(file, "model.onnx", Options{Name: "model"}); err != nil {
		return false, err
	}
	for _, c := range cases {
		if ok, err := m.gives(c); !ok {
			return ok, err
		}
	}
	return true, nil
}

// bind makes constants of all inputs but the first.
func bind(file *onnx.Model, g *onnx.Graph, c modeltest.Case) *onnx.Model {
	graph, model := *file.Graph, *file
	model.Graph = &graph
	graph.Initializers = slices.Clone(graph.Initializers)
	for _, v := range g.Inputs[1:] {
		x := *c.Inputs[v.Name]
		x.Name = v.Name
		graph.Initializers = append(graph.Initializers, &x)
	}
	return &model
}

// gives computes a case by the oracle.
func (m *Model) gives(c modeltest.Case) (bool, error) {
	rows, err := m.rowsIn(c)
	if err != nil {
		return false, err
	}
	ys := m.oracle(rows)
	start := 0
	for _, h := range m.Net.Heads {
		k := slices.IndexFunc(m.Graph.Outputs, func(v *onnx.Value) bool { return v.Name == h.Name })
		want := *eval.Cast(c.Outputs[k], onnx.Double)
		got := eval.Tensor{Elem: onnx.Double, Dims: want.Dims}
		for _, y := range ys {
			got.Floats = append(got.Floats, y[start:start+h.Size()]...)
		}
		start += h.Size()
		if !modeltest.Near(&got, &want) {
			return false, nil
		}
	}
	return true, nil
}

// rowsIn cuts the inputs of a case into rows.
func (m *Model) rowsIn(c modeltest.Case) (rows [][]float64, err error) {
	for k, in := range m.Net.Inputs {
		t := eval.Cast(c.Inputs[m.Graph.Inputs[k].Name], onnx.Double)
		n := size(in.Dims)
		if k > 0 && len(t.Floats) != len(rows)*n {
			return nil, errRefused
		}
		for i := range len(t.Floats) / n {
			if i == len(rows) {
				rows = append(rows, nil)
			}
			rows[i] = append(rows[i], t.Floats[i*n:i*n+n]...)
		}
	}
	return rows, nil
}

// oracle computes the spec of the model.
func (m *Model) oracle(rows [][]float64) [][]float64 {
	machine := interp.New(plan.Lower(m.Spec))
	var params []float64
	for _, t := range m.Spec.Tensors() {
		params = append(params, m.Tensors[t.Name].Data...)
	}
	machine.SetParams(params)
	for _, t := range m.Spec.NormTensors() {
		if strings.Contains(t.Name, "running") {
			machine.SetRunning(t.Param, m.Tensors[t.Name].Data)
			continue
		}
		machine.SetConstant(t.Param, m.Tensors[t.Name].Data)
	}
	return machine.Forward(rows)
}

var errRefused = errors.New("refused")
