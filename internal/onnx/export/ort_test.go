package export_test

import (
	"encoding/base64"
	"encoding/binary"
	"flag"
	"fmt"
	"math"
	"math/rand/v2"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/nngen/nngen/internal/onnx"
	"github.com/nngen/nngen/internal/onnx/export"
	"github.com/nngen/nngen/internal/randspec"
	"github.com/nngen/nngen/spec"
)

var ort = flag.String("ort", "", "a folder in which onnxruntime-node is installed (npm i --ignore-scripts onnxruntime-node): exports are run by ONNX Runtime, too")

// run is what run.js is asked for, and what it answers.
type (
	packed struct {
		Dims []int  `json:"dims"`
		Data string `json:"data"`
	}
	run struct {
		Model  string            `json:"model"`
		Inputs map[string]packed `json:"inputs"`
	}
	answer struct {
		Error   string
		Outputs []string
	}
)

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
	var runs []run
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
		path := filepath.Join(dir, fmt.Sprintf("%d.onnx", i))
		write(t, path, m.Encode())
		runs, want = append(runs, run{path, feeds(m, rows)}), append(want, oracle(s, tensors, rows))
	}
	for i, a := range answersOf(t, exec.CommandContext(t.Context(), "node", "testdata/run.js", *ort), dir, runs) {
		if a.Error != "" {
			t.Errorf("%s: %s", filepath.Base(runs[i].Model), a.Error)
			continue
		}
		t.Run(filepath.Base(runs[i].Model), func(t *testing.T) { same(t, "ONNX Runtime", a.rows(t, len(want[i])), want[i], 1e-5) })
	}
	t.Logf("%d exports", len(runs))
}

// feeds cuts rows into the inputs of a graph.
func feeds(m *onnx.Model, rows [][]float64) map[string]packed {
	inputs := map[string]packed{}
	at := 0
	for _, v := range m.Graph.Inputs {
		dims, n := []int{len(rows)}, 1
		for _, d := range v.Dims[1:] {
			dims = append(dims, int(d.Size))
			n *= int(d.Size)
		}
		var b []byte
		for _, row := range rows {
			for _, x := range row[at : at+n] {
				b = binary.LittleEndian.AppendUint32(b, math.Float32bits(float32(x)))
			}
		}
		at += n
		inputs[v.Name] = packed{dims, base64.StdEncoding.EncodeToString(b)}
	}
	return inputs
}

// rows are the outputs of each of n rows, one after the other.
func (a answer) rows(t *testing.T, n int) [][]float64 {
	t.Helper()
	rows := make([][]float64, n)
	for _, text := range a.Outputs {
		b, err := base64.StdEncoding.DecodeString(text)
		if err != nil {
			t.Fatal(err)
		}
		each := len(b) / 4 / n
		for i := range rows {
			for k := range each {
				rows[i] = append(rows[i], float64(math.Float32frombits(binary.LittleEndian.Uint32(b[4*(i*each+k):]))))
			}
		}
	}
	return rows
}
