package train

import (
	"bytes"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"testing"
)

var benchRows = flag.Int("rows", 100_000, "rows of the CSV that BenchmarkRead reads")

// benchInputs are numbers of six digits.
const benchInputs = 30

// benchTable is a CSV of these and a target.
func benchTable() []byte {
	var text []byte
	for i := range benchInputs {
		text = fmt.Appendf(text, "x%d,", i)
	}
	text = append(text, "y\n"...)
	random := rand.New(rand.NewPCG(1, 2))
	for range *benchRows {
		for range benchInputs {
			text = append(strconv.AppendFloat(text, random.NormFloat64(), 'f', 6, 64), ',')
		}
		text = append(text, byte('0'+random.IntN(2)), '\n')
	}
	return text
}

// BenchmarkRead reads a CSV as a training does.
func BenchmarkRead(b *testing.B) {
	text := benchTable()
	path := filepath.Join(b.TempDir(), "rows.csv")
	if err := os.WriteFile(path, text, 0o644); err != nil {
		b.Fatal(err)
	}
	job := &Job{Data: path, DataShown: "rows.csv", Task: Binary, NumInputs: benchInputs, NumOutputs: 1, Targets: []string{"y"}}
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		d, err := readDataset[float32](job, benchInputs)
		if err != nil || d.rows() != *benchRows {
			b.Fatal(err)
		}
	}
}

type (
	benchRow    [benchInputs]float32
	benchAnswer [1]float32

	// adder is a model that costs next to nothing.
	adder struct {
		Model[float32, benchRow, benchAnswer]
	}
)

func (adder) ForwardBatch(ys []benchAnswer, xs []benchRow) {
	for i := range xs {
		ys[i][0] = 0
		for _, x := range xs[i] {
			ys[i][0] += x
		}
	}
}

// BenchmarkPredict reads the rows of a CSV and writes answers to them.
func BenchmarkPredict(b *testing.B) {
	net := untyped(Network[float32, benchRow, benchAnswer, benchAnswer]{
		Load:   func(string) (Model[float32, benchRow, benchAnswer], error) { return adder{}, nil },
		Input:  func(x *benchRow) []float32 { return x[:] },
		Output: func(y *benchAnswer) []float32 { return y[:] },
	})
	text := benchTable()
	job := &Job{Task: Regression, NumInputs: benchInputs, NumOutputs: 1, Targets: []string{"y"}}
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		if _, err := predict(job, net, bytes.NewReader(text), io.Discard); err != nil {
			b.Fatal(err)
		}
	}
}
