// Command models times one row of ONNX files, by ONNX Runtime on one thread and by the packages that nngen makes of them,
// in turn, and prints a table. Each file FOLDER/NAME.onnx has its inputs in FOLDER/ref/NAME.json.
// usage: models LIBONNXRUNTIME NNGEN FILE.onnx...
package main

import (
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"

	ort "github.com/yalue/onnxruntime_go"
)

// rounds is how often each file is timed by each of the two.
const rounds = 3

func main() {
	ort.SetSharedLibraryPath(os.Args[1])
	must(ort.InitializeEnvironment())
	fmt.Println("| file | ONNX Runtime, ns | nngen, ns | ratio |\n|---|---:|---:|---:|")
	var ratios []float64
	for _, path := range os.Args[3:] {
		theirs, ours, err := times(path)
		name := strings.TrimSuffix(filepath.Base(path), ".onnx")
		if err != nil {
			fmt.Printf("| %s | | | %v |\n", name, err)
			continue
		}
		ratios = append(ratios, ours/theirs)
		fmt.Printf("| %s | %.0f | %.0f | %.3f |\n", name, theirs, ours, ours/theirs)
	}
	slices.Sort(ratios)
	if n := len(ratios); n > 0 {
		fmt.Printf("\n%d files, median ratio %.3f, largest %.3f\n", n, ratios[n/2], ratios[n-1])
	}
}

// times are the fastest calls of both, of several rounds in turn.
func times(path string) (theirs, ours float64, err error) {
	dir, err := os.MkdirTemp("", "models")
	must(err)
	defer os.RemoveAll(dir)
	if out, err := exec.Command(os.Args[2], "import", path, "--name", "model", "-o", dir).CombinedOutput(); err != nil {
		return 0, 0, fmt.Errorf("refused: %s", strings.TrimSpace(string(out)))
	}
	run, err := session(path)
	if err != nil {
		return 0, 0, err
	}
	theirs, ours = math.Inf(1), math.Inf(1)
	for range rounds {
		theirs = min(theirs, measure(run))
		own, err := forward(filepath.Join(dir, "model.yaml"))
		if err != nil {
			return 0, 0, err
		}
		ours = min(ours, own)
	}
	return theirs, ours, nil
}

// forward is what nngen bench says of one row, on one core.
func forward(path string) (float64, error) {
	cmd := exec.Command(os.Args[2], "bench", "--json", path)
	cmd.Env = append(os.Environ(), "GOMAXPROCS=1")
	out, err := cmd.Output()
	if err != nil {
		return 0, fmt.Errorf("nngen bench: %w", err)
	}
	var report struct {
		Calls []struct {
			Func string
			NS   float64
		}
	}
	must(json.Unmarshal(out, &report))
	for _, c := range report.Calls {
		if c.Func == "Forward" {
			return c.NS, nil
		}
	}
	return 0, fmt.Errorf("nngen bench says nothing of Forward")
}

// measure is the fastest slice of many calls, in nanoseconds a call.
func measure(run func()) float64 {
	best := math.Inf(1)
	for start := time.Now(); time.Since(start) < time.Second/4; {
		const calls = 50
		begun := time.Now()
		for range calls {
			run()
		}
		best = min(best, float64(time.Since(begun))/calls)
	}
	return best
}

// session runs a file on its inputs, with outputs that stay where they are.
func session(path string) (run func(), err error) {
	text, err := os.ReadFile(filepath.Join(filepath.Dir(path), "ref", strings.TrimSuffix(filepath.Base(path), ".onnx")+".json"))
	if err != nil {
		return nil, err
	}
	type values struct {
		Dims []int64
		Type string
		Data string
	}
	var ref struct{ Inputs, Outputs map[string]values }
	must(json.Unmarshal(text, &ref))
	var names, outNames []string
	var ins, outs []ort.Value
	for name, v := range ref.Inputs {
		if v.Type != "float32" {
			return nil, fmt.Errorf("an input is %s", v.Type)
		}
		t, err := ort.NewEmptyTensor[float32](v.Dims)
		must(err)
		raw, err := base64.StdEncoding.DecodeString(v.Data)
		must(err)
		_, err = binary.Decode(raw, binary.LittleEndian, t.GetData())
		must(err)
		names, ins = append(names, name), append(ins, t)
	}
	for name := range ref.Outputs {
		outNames, outs = append(outNames, name), append(outs, nil)
	}
	o, err := ort.NewSessionOptions()
	must(err)
	must(o.SetIntraOpNumThreads(1))
	must(o.SetInterOpNumThreads(1))
	s, err := ort.NewDynamicAdvancedSession(path, names, outNames, o)
	if err != nil {
		return nil, err
	}
	if err := s.Run(ins, outs); err != nil { // which makes the outputs
		return nil, err
	}
	return func() { must(s.Run(ins, outs)) }, nil
}

func must(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "models:", err)
		os.Exit(1)
	}
}
