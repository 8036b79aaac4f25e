package convert

import (
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/nngen/nngen/internal/onnx"
	"github.com/nngen/nngen/internal/onnx/modeltest"
)

// FuzzImport damages models. Whatever they become: nothing panics, and what is imported computes by the oracle what the
// file does, computed node by node.
func FuzzImport(f *testing.F) {
	small, _ := filepath.Glob(modeltest.Suite + "/*/*/model.onnx")
	for _, path := range append(modeltest.Models("../testdata/models"), small...) {
		b, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		if len(b) < 2500 {
			f.Add(b)
		}
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		file, err := onnx.Decode(b)
		if err != nil {
			return
		}
		m, err := Lower(file)
		if err != nil && strings.Contains(err.Error(), "internal error") {
			t.Fatal(err)
		}
		if err != nil || m.Net.Work() > 1<<16 || m.Net.Columns != nil {
			return
		}
		if m.Write(file, "model.onnx", Options{Name: "model"}) != nil {
			return
		}
		rows := m.Rows()[:3]
		want, err := m.Compute(rows)
		if err != nil {
			return // import refuses what it cannot prove
		}
		if !tame(want) {
			return
		}
		p := Proof{}
		if err := p.compare(m, m.oracle(rows), want); err != nil || p.Err() != nil {
			t.Errorf("%v %v\n%s", err, p.Err(), m.Text)
		}
	})
}

// tame reports whether the numbers are of a size at which float64 does not tell apart two orders of the same sums.
func tame(want [][]float64) bool {
	for _, row := range want {
		for _, x := range row {
			if math.Abs(x) > 1e12 || math.IsNaN(x) || x != 0 && math.Abs(x) < 1e-12 {
				return false
			}
		}
	}
	return true
}
