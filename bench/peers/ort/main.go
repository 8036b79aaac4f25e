// Command ort is ONNX Runtime, called as a Go program would, in the comparison.
// usage: ort LIBONNXRUNTIME MODELS
package main

import (
	"fmt"
	"os"
	"path/filepath"

	ort "github.com/yalue/onnxruntime_go"

	"github.com/nngen/nngen/bench/serve"
)

// models are the files that make_onnx.py writes.
var models = []struct {
	name    string
	in, out int
	output  string
}{{"tiny", 4, 3, "a1"}, {"small", 13, 1, "z2"}, {"medium", 784, 10, "a2"}, {"large", 1024, 1000, "a2"}}

func main() {
	ort.SetSharedLibraryPath(os.Args[1])
	must(ort.InitializeEnvironment())
	works := serve.Works{}
	for _, m := range models {
		for _, rows := range []int{1, 256} {
			works[fmt.Sprintf("%s infer%d", m.name, rows)] = func() func(int) {
				s := session(filepath.Join(os.Args[2], m.name+".onnx"), m.output, tensor(rows, m.in), tensor(rows, m.out))
				return serve.Loop(func() { must(s.Run()) })
			}
		}
	}
	serve.Run("ONNX Runtime "+ort.GetVersion()+", 1 thread", works)
}

// tensor is a (rows, n) matrix of some numbers.
func tensor(rows, n int) ort.Value {
	t, err := ort.NewTensor(ort.NewShape(int64(rows), int64(n)), make([]float32, rows*n))
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
