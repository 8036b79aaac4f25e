package export_test

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"testing"

	"github.com/nngen/nngen/internal/onnx"
	"github.com/nngen/nngen/internal/onnx/export"
	"github.com/nngen/nngen/internal/onnx/modeltest"
	"github.com/nngen/nngen/internal/randspec"
	"github.com/nngen/nngen/spec"
)

var ort = flag.String("ort", "", "a folder in which onnxruntime-node is installed (npm i --ignore-scripts onnxruntime-node): exports are run by ONNX Runtime, too")

// TestONNXRuntime runs exports by ONNX Runtime, which computes what the oracle does.
func TestONNXRuntime(t *testing.T) {
	if *ort == "" {
		t.Skip("without -ort FOLDER")
	}
	texts := []string{graph, maps, table}
	for i := range *random {
		texts = append(texts, randspec.Spec(17, uint64(i)))
	}
	dir := t.TempDir()
	var runs []modeltest.Run
	var want [][][]float64
	for i, text := range texts {
		s, _ := spec.Parse("model.yaml", []byte(text))
		if s == nil || s.Precision == spec.Float64 {
			continue
		}
		r := rand.New(rand.NewPCG(5, uint64(i)))
		tensors, rows := draw(s, r), drawRows(s, r, 7)
		m, err := export.Model(s, tensors)
		if err != nil {
			t.Fatal(err)
		}
		run := modeltest.Run{Model: filepath.Join(dir, fmt.Sprintf("%d.onnx", i)), Inputs: feeds(m.Graph, rows)}
		for _, v := range m.Graph.Outputs {
			run.Wanted = append(run.Wanted, v.Name)
		}
		write(t, run.Model, m.Encode())
		runs, want = append(runs, run), append(want, oracle(s, tensors, rows))
	}
	answers, err := modeltest.Runtime(t.Context(), *ort, runs)
	if err != nil {
		t.Fatal(err)
	}
	for i, a := range answers {
		t.Run(filepath.Base(runs[i].Model), func(t *testing.T) {
			if a.Err != nil {
				t.Fatal(a.Err)
			}
			var list []*onnx.Tensor
			for _, name := range runs[i].Wanted {
				list = append(list, a.Outputs[name])
			}
			same(t, "ONNX Runtime", rowsOf(list, len(want[i])), want[i], 1e-5)
		})
	}
	t.Logf("%d exports", len(runs))
}

// feeds cuts rows into the inputs of a graph.
func feeds(g *onnx.Graph, rows [][]float64) map[string]*onnx.Tensor {
	inputs := map[string]*onnx.Tensor{}
	at := 0
	for _, v := range g.Inputs {
		x := &onnx.Tensor{Elem: v.Elem, Dims: []int{len(rows)}}
		n := 1
		for _, d := range v.Dims[1:] {
			x.Dims = append(x.Dims, int(d.Size))
			n *= int(d.Size)
		}
		for _, row := range rows {
			x.Floats = append(x.Floats, row[at:at+n]...)
		}
		at += n
		inputs[v.Name] = x
	}
	return inputs
}

// rowsOf lays the outputs of each of n rows one after the other.
func rowsOf(outputs []*onnx.Tensor, n int) [][]float64 {
	rows := make([][]float64, n)
	for _, y := range outputs {
		each := len(y.Floats) / n
		for i := range rows {
			rows[i] = append(rows[i], y.Floats[i*each:(i+1)*each]...)
		}
	}
	return rows
}
