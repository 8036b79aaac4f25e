package convert

import (
	"flag"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"github.com/nngen/nngen/internal/onnx"
	"github.com/nngen/nngen/internal/onnx/modeltest"
)

var ort = flag.String("ort", "", "a folder in which onnxruntime-node is installed (npm i --ignore-scripts onnxruntime-node): packages answer as ONNX Runtime does")

// How many rows are drawn of each model of testdata, and of others.
const ownRows, otherRows = 1000, 100

// TestONNXRuntime compares the packages of imported models, row by row, with ONNX Runtime on the same files; rows of tables have
// gaps and values that are not listed.
func TestONNXRuntime(t *testing.T) {
	if *ort == "" {
		t.Skip("without -ort FOLDER")
	}
	var claims []Claim
	var rows [][][]float64
	var runs []modeltest.Run
	quantized, _ := filepath.Glob(quantizedModels + "/*.onnx")
	for _, path := range append(modeltest.Models("../testdata/models"), quantized...) {
		m, err := Import(path, Options{Name: "model"})
		if err != nil {
			t.Logf("refused %s: %v", filepath.Base(path), err)
			continue
		}
		n := otherRows
		if filepath.Dir(path) == "../testdata/models" {
			n = ownRows
		}
		x := m.drawn(rand.New(rand.NewPCG(7, uint64(len(claims)))), n)
		if m.Net.Single {
			x = x[:1]
		}
		rows = append(rows, x)
		claims = append(claims, m.Claim())
		runs = append(runs, m.asked(plainOutputs(t, path), x)...)
	}
	answers, err := modeltest.Runtime(t.Context(), *ort, runs)
	if err != nil {
		t.Fatal(err)
	}
	got, err := answer(t.Context(), claims, rows)
	if err != nil {
		t.Fatal(err)
	}
	for i, c := range claims {
		name := filepath.Base(runs[0].Model)
		var want [][]float64
		for range len(c.Model.asked("", rows[i])) {
			a, n := answers[0], c.Model.batch(len(rows[i]))
			if runs, answers = runs[1:], answers[1:]; a.Err != nil {
				t.Fatalf("%s: %v", name, a.Err)
			}
			outputs := make([]*onnx.Tensor, len(c.Model.Graph.Outputs))
			for k, v := range c.Model.Graph.Outputs {
				outputs[k] = a.Outputs[v.Name]
			}
			ys, err := c.Model.cut(outputs, n)
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			want = append(want, ys...)
		}
		p := Proof{}
		if err := p.compare(c.Model, got[i].Single, want[:len(rows[i])]); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		bound := 1e-5
		if c.rounds() { // the runtime fuses nodes, and rounds otherwise
			bound = Loose
			if q, err := p.beside(c.Model, got[i].Single, want[:len(rows[i])]); err == nil {
				t.Logf("%s: otherwise in %d rows", name, q.Rounding.Rows)
			}
		}
		t.Logf("%s: %.1e in %d rows", name, p.Worst, len(rows[i]))
		if p.NaN || p.Worst > bound {
			t.Errorf("%s: %+v", name, p)
		}
	}
}

// plainOutputs is a copy of a file without ZipMap, whose maps ONNX Runtime does not hand out.
func plainOutputs(t *testing.T, path string) string {
	t.Helper()
	file, err := onnx.Read(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range file.Graph.Nodes {
		if n.Op != "ZipMap" {
			continue
		}
		n.Op, n.Domain, n.Attrs = "Identity", "", nil
		for _, v := range file.Graph.Outputs {
			if v.Name == n.Outputs[0] {
				*v = onnx.Value{Name: v.Name, Type: onnx.TensorType, Elem: onnx.Float}
			}
		}
		path = filepath.Join(t.TempDir(), filepath.Base(path))
		if err := os.WriteFile(path, file.Encode(), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return path
}

// batch is how many rows are asked for at once.
func (m *Model) batch(rows int) int {
	switch {
	case m.Net.Single:
		return 1
	case m.Net.Batch > 0:
		return m.Net.Batch
	}
	return rows
}

// asked are the runs that compute rows, in batches as large as the file has them.
func (m *Model) asked(path string, rows [][]float64) (runs []modeltest.Run) {
	var wanted []string
	for _, h := range m.Net.Heads {
		wanted = append(wanted, h.Name)
	}
	n := m.batch(len(rows))
	for start := 0; start < len(rows); start += n {
		var part [][]float64
		for i := range n {
			part = append(part, rows[min(start+i, len(rows)-1)])
		}
		runs = append(runs, modeltest.Run{Model: path, Inputs: m.inputs(part), Wanted: wanted})
	}
	return runs
}
