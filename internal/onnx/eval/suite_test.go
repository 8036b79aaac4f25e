package eval_test

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/nngen/nngen/internal/onnx/eval"
	"github.com/nngen/nngen/internal/onnx/modeltest"
)

// computed is how many of the suite's models are computed as it says. It may only grow.
const computed = 800

// TestSuite computes the standard's own models. What is refused is no failure; a wrong number is.
func TestSuite(t *testing.T) {
	models, _ := filepath.Glob(modeltest.Suite + "/*/*/model.onnx")
	if len(models) == 0 {
		t.Skip("without the standard's test data: apt-get install libonnx-testdata")
	}
	passed := 0
	for _, path := range models {
		name := filepath.Base(filepath.Dir(path))
		switch right, err := isRight(path); {
		case err != nil:
			t.Logf("refused %s: %v", name, err)
		case right:
			passed++
		default:
			t.Errorf("wrong %s", name)
		}
	}
	t.Logf("%d of %d", passed, len(models))
	if passed < computed {
		t.Errorf("%d models are computed, %d were", passed, computed)
	}
}

// isRight computes the data sets of a model; the error is that it is refused.
func isRight(path string) (bool, error) {
	g, err := modeltest.Load(path)
	if err != nil {
		return false, err
	}
	cases, err := modeltest.Cases(path, g)
	if err != nil {
		return false, err
	}
	for _, c := range cases {
		out, err := eval.Run(g, c.Inputs)
		if err != nil {
			return false, err
		}
		for i := range out {
			if !modeltest.Near(out[i], c.Outputs[i]) {
				return false, nil
			}
		}
	}
	return true, nil
}

// TestModels computes models of PyTorch and scikit-learn, and an operator each of newer opsets, as ONNX Runtime does.
func TestModels(t *testing.T) {
	refused := map[string]bool{"torch113_gru": true}
	for _, path := range slices.Concat(modeltest.Models("../testdata/models"), modeltest.Models("../testdata/opsets"), modeltest.Models("../testdata/maps")) {
		name := filepath.Base(path[:len(path)-len(".onnx")])
		g, err := modeltest.Load(path)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		ref, err := modeltest.Ref(path)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		out, err := eval.Run(g, ref.Inputs)
		if err != nil {
			if t.Log(name, err); !refused[name] && strings.HasPrefix(path, "../testdata") {
				t.Errorf("%s is refused", name)
			}
			continue
		}
		for i, v := range g.Outputs {
			if want := ref.Outputs[v.Name]; want != nil && !modeltest.Near(out[i], want) {
				t.Errorf("%s: %s is %v %v, not %v %v", name, v.Name, out[i].Dims, out[i].Floats, want.Dims, want.Floats)
			}
		}
	}
}
