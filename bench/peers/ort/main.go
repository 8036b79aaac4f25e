// Command ort is ONNX Runtime, called as a Go program would, in the comparison.
// usage: ort LIBONNXRUNTIME MODELS
package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"

	ort "github.com/yalue/onnxruntime_go"

	"github.com/nngen/nngen/bench/serve"
)

// models are the files that make_onnx.py writes, with the rows of a batch.
var models = []struct {
	name   string
	in     []int64
	out    int64
	output string
	rows   int64
}{
	{"tiny", []int64{4}, 3, "a1", 256}, {"small", []int64{13}, 1, "z2", 256}, {"leaky", []int64{13}, 1, "z2", 256}, {"medium", []int64{784}, 10, "a2", 256}, {"mediumleaky", []int64{784}, 10, "a2", 256},
	{"large", []int64{1024}, 1000, "a2", 256}, {"huge", []int64{4096}, 4096, "z2", 256},
	{"deep", []int64{32}, 32, "z19", 256},
	{"lenet", []int64{1, 28, 28}, 10, "y", 64}, {"dscnn", []int64{1, 49, 10}, 12, "y", 64}, {"signal", []int64{9, 128}, 6, "y", 64},
	{"microkws", []int64{1, 49, 40}, 10, "y", 64},
}

func main() {
	ort.SetSharedLibraryPath(os.Args[1])
	must(ort.InitializeEnvironment())
	works := serve.Works{}
	for _, m := range models {
		path := filepath.Join(os.Args[2], m.name+".onnx")
		if _, err := os.Stat(path); err != nil {
			continue
		}
		for _, rows := range []int64{1, 2, 3, 4, 8, 32, m.rows} {
			works[fmt.Sprintf("%s infer%d", m.name, rows)] = func() func(int) {
				s := session(path, m.output, tensor(rows, m.in...), tensor(rows, m.out))
				return serve.Loop(func() { must(s.Run()) })
			}
		}
	}
	serve.Run("ONNX Runtime "+ort.GetVersion()+", 1 thread", works)
}

// tensor holds some numbers.
func tensor(rows int64, dims ...int64) ort.Value {
	t, err := ort.NewEmptyTensor[float32](slices.Concat([]int64{rows}, dims))
	must(err)
	for i, d := 0, t.GetData(); i < len(d); i++ {
		d[i] = float32(i%17)/17 - 0.5
	}
	return t
}

func session(path, output string, x, y ort.Value) *ort.AdvancedSession {
	o, err := ort.NewSessionOptions()
	must(err)
	must(o.SetIntraOpNumThreads(1))
	must(o.SetInterOpNumThreads(1))
	s, err := ort.NewAdvancedSession(path, []string{"x"}, []string{output}, []ort.Value{x}, []ort.Value{y}, o)
	must(err)
	return s
}

func must(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "ort:", err)
		os.Exit(1)
	}
}
