package convert

import (
	"math"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/nngen/nngen/internal/onnx"
	"github.com/nngen/nngen/internal/onnx/eval"
	"github.com/nngen/nngen/internal/onnx/modeltest"
)

// refused are the models of testdata that specs have no words for.
var refused = []string{"torch113_gru"}

// TestModels compiles models of PyTorch and scikit-learn and compares their packages with the files, and with what ONNX
// Runtime computes of them. NNGEN_ONNX_MODELS names a folder of more.
func TestModels(t *testing.T) {
	if testing.Short() {
		t.Skip("compiles packages")
	}
	var claims []Claim
	var paths []string
	for _, path := range modeltest.Models("../testdata/models") {
		name := strings.TrimSuffix(filepath.Base(path), ".onnx")
		m, err := Import(path, Options{Name: "model"})
		own := filepath.Dir(path) == "../testdata/models"
		if own && (err != nil) != slices.Contains(refused, name) {
			t.Errorf("%s: %v", name, err)
		}
		if err != nil {
			t.Logf("refused %s: %v", name, err)
			continue
		}
		claims, paths = append(claims, m.Claim()), append(paths, path)
	}
	var rows [][][]float64
	var refs []*modeltest.Reference
	for i, c := range claims {
		ref, err := modeltest.Ref(paths[i])
		if err != nil {
			t.Fatal(err)
		}
		refs = append(refs, ref)
		rows = append(rows, append(c.Model.Rows(), c.Model.rowsOf(t, ref.Inputs)...))
	}
	answers, err := answer(t.Context(), claims, rows)
	if err != nil {
		t.Fatal(err)
	}
	for i, c := range claims {
		name, got := filepath.Base(paths[i]), answers[i].Single
		drawn := len(c.Model.Rows())
		want, err := c.Model.Compute(rows[i][:drawn])
		if err != nil {
			t.Fatal(err)
		}
		p := Proof{Rows: drawn}
		if err := p.compare(c.Model, got[:drawn], want); err != nil {
			t.Fatal(err)
		}
		if err := p.Err(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		t.Logf("passed %s: %.1e", name, p.Worst)
		c.Model.holds(t, name, got[drawn:], refs[i])
	}
}

// TestOpsets imports an operator each of newer opsets, and networks of convolutions, and computes the specs by the oracle as
// ONNX Runtime does.
func TestOpsets(t *testing.T) {
	paths, _ := filepath.Glob("../testdata/opsets/*.onnx")
	maps, _ := filepath.Glob("../testdata/maps/*.onnx")
	if len(paths) == 0 || len(maps) == 0 {
		t.Fatal("there are no models")
	}
	for _, path := range append(paths, maps...) {
		m, err := Import(path, Options{Name: "model"})
		if err != nil {
			t.Errorf("%s: %v", path, err)
			continue
		}
		ref, err := modeltest.Ref(path)
		if err != nil {
			t.Fatal(err)
		}
		m.holds(t, filepath.Base(path), m.oracle(m.rowsOf(t, ref.Inputs)), ref)
	}
}

// rowsOf cuts inputs of the graph into rows.
func (m *Model) rowsOf(t *testing.T, inputs map[string]*onnx.Tensor) (rows [][]float64) {
	t.Helper()
	if m.Net.Columns != nil {
		return m.tableOf(inputs)
	}
	for k, in := range m.Net.Inputs {
		x := eval.Cast(inputs[m.Graph.Inputs[k].Name], onnx.Double)
		n := size(in.Dims)
		for i := range len(x.Floats) / n {
			if i == len(rows) {
				rows = append(rows, nil)
			}
			rows[i] = append(rows[i], x.Floats[i*n:i*n+n]...)
		}
	}
	return rows
}

// tableOf makes raw rows of the inputs of a table.
func (m *Model) tableOf(inputs map[string]*onnx.Tensor) [][]float64 {
	rows := make([][]float64, inputs[m.Graph.Inputs[0].Name].Dims[0])
	for i := range rows {
		for _, c := range m.Net.Columns {
			x := inputs[m.Graph.Inputs[c.Input].Name]
			at := i*x.Dims[1] + c.At
			if c.Cats == nil {
				rows[i] = append(rows[i], eval.Cast(x, onnx.Double).Floats[at])
				continue
			}
			text := ""
			if x.Elem == onnx.String {
				text = x.Strings[at]
			} else {
				text = strconv.FormatInt(x.Ints[at], 10)
			}
			code := slices.Index(c.Cats, text)
			if code < 0 {
				code = len(c.Cats)
			}
			rows[i] = append(rows[i], float64(code))
		}
	}
	return rows
}

// holds compares outputs with a reference, to 1e-5 of the largest number of an output. What is quantized may be off by a step: by
// what it fuses, ONNX Runtime is.
func (m *Model) holds(t *testing.T, name string, ys [][]float64, ref *modeltest.Reference) {
	t.Helper()
	start := 0
	for _, h := range m.Net.Heads {
		outputs := make([]*onnx.Tensor, len(m.Graph.Outputs))
		for k, v := range m.Graph.Outputs {
			if outputs[k] = ref.Outputs[v.Name]; outputs[k] == nil {
				outputs[k] = &onnx.Tensor{Elem: onnx.Float, Dims: []int{0}}
			}
		}
		want, err := h.Of(m.Graph, outputs)
		if err != nil || len(want) == 0 { // a sequence of maps, which the references do not have
			return
		}
		largest := 0.0
		for _, w := range want {
			largest = max(largest, math.Abs(w))
		}
		for i, w := range want {
			if got := ys[i/h.Size()][start+i%h.Size()]; math.Abs(got-w) > 1e-5*max(largest, 1e-30)+1.001*lastStep(h) {
				t.Errorf("%s: %s[%d] is %g, ONNX Runtime says %g", name, h.Name, i, got, w)
				break
			}
		}
		start += h.Size()
	}
}
