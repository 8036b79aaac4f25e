package train

import (
	"bufio"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"testing"
)

var benchRows = flag.Int("rows", 100_000, "rows of the CSV that BenchmarkRead reads")

// BenchmarkRead reads a CSV of 30 numbers of six digits and a target, as a training does.
func BenchmarkRead(b *testing.B) {
	const inputs = 30
	path := filepath.Join(b.TempDir(), "rows.csv")
	f, err := os.Create(path)
	if err != nil {
		b.Fatal(err)
	}
	w, random := bufio.NewWriter(f), rand.New(rand.NewPCG(1, 2))
	for i := range inputs {
		fmt.Fprintf(w, "x%d,", i)
	}
	fmt.Fprintln(w, "y")
	line := []byte{}
	for range *benchRows {
		line = line[:0]
		for range inputs {
			line = append(strconv.AppendFloat(line, random.NormFloat64(), 'f', 6, 64), ',')
		}
		line = append(line, byte('0'+random.IntN(2)), '\n')
		w.Write(line)
	}
	if err := w.Flush(); err != nil {
		b.Fatal(err)
	}
	info, err := f.Stat()
	if err != nil {
		b.Fatal(err)
	}
	f.Close()
	job := &Job{Data: path, DataShown: "rows.csv", Task: Binary, NumInputs: inputs, NumOutputs: 1, Targets: []string{"y"}}
	b.SetBytes(info.Size())
	b.ReportAllocs()
	for b.Loop() {
		d, err := readDataset[float32](job, inputs)
		if err != nil || d.rows() != *benchRows {
			b.Fatal(err)
		}
	}
}
