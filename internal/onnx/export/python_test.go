package export_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/nngen/nngen/internal/onnx"
	"github.com/nngen/nngen/internal/onnx/export"
	"github.com/nngen/nngen/internal/randspec"
	"github.com/nngen/nngen/internal/thorough"
	"github.com/nngen/nngen/internal/weights"
	"github.com/nngen/nngen/spec"
)

// python finds a Python that has a module.
func python(t *testing.T, module string) string {
	t.Helper()
	for _, name := range []string{"python3", "/usr/bin/python3"} {
		if exec.CommandContext(t.Context(), name, "-c", "import "+module).Run() == nil {
			return name
		}
	}
	t.Skip("there is no Python with the module " + module)
	return ""
}

// TestChecker lets ONNX's own checker look at exports, those of float64 included.
func TestChecker(t *testing.T) {
	name := python(t, "onnx.checker") // the test data alone pass for a module onnx
	dir := t.TempDir()
	for i, text := range append([]string{graph, maps, table, "precision: float64\n" + graph, "precision: float64\n" + maps, "precision: float64\n" + table}, drawn(10)...) {
		s, problems := spec.Parse("model.yaml", []byte(text))
		if s == nil {
			t.Fatal(problems)
		}
		m, err := export.Model(s, draw(s, rand.New(rand.NewPCG(1, 2))))
		if err != nil {
			t.Fatal(err)
		}
		write(t, filepath.Join(dir, fmt.Sprintf("%d.onnx", i)), m.Encode())
	}
	const check = "import glob, onnx, sys\nfor path in glob.glob(sys.argv[1] + '/*.onnx'):\n    onnx.checker.check_model(onnx.load(path), full_check=True)\n"
	if out, err := exec.CommandContext(t.Context(), name, "-c", check, dir).CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}

// drawn are n random specs.
func drawn(n int) (list []string) {
	for i := 0; len(list) < n; i++ {
		text := randspec.Spec(18, uint64(i))
		if s, _ := spec.Parse("model.yaml", []byte(text)); s != nil { // a formula may be flat
			list = append(list, text)
		}
	}
	return list
}

// module is a case of module.py, and answer what comes of it: the numbers of each output.
type (
	module struct {
		Module  string  `json:"module"`
		Class   string  `json:"class"`
		Weights string  `json:"weights"`
		Inputs  []given `json:"inputs"`
	}
	given struct {
		Dims []int     `json:"dims"`
		Data []float64 `json:"data"`
	}
	answer struct {
		Error   string
		Outputs [][]float64
	}
)

// TestPyTorchRuns runs exported modules by PyTorch, which compute what the oracle does.
func TestPyTorchRuns(t *testing.T) {
	thorough.Only(t)
	name := python(t, "torch")
	dir := t.TempDir()
	var cases []module
	var want [][][]float64
	var texts []string
	for i, text := range append([]string{graph, maps}, drawn(*random/8)...) {
		s, problems := spec.Parse("model.yaml", []byte(text))
		if s == nil {
			t.Fatal(problems)
		}
		if s.Typed() || s.Precision == spec.Float64 {
			continue
		}
		r := rand.New(rand.NewPCG(5, uint64(i)))
		tensors, rows := draw(s, r), drawRows(s, r, 6)
		m, err := export.Model(s, tensors)
		if err != nil {
			t.Fatal(err)
		}
		c := module{filepath.Join(dir, fmt.Sprintf("m%d.py", i)), "Model", filepath.Join(dir, fmt.Sprintf("m%d.safetensors", i)), nil}
		for _, v := range m.Graph.Inputs {
			x := feeds(m.Graph, rows)[v.Name]
			c.Inputs = append(c.Inputs, given{x.Dims, x.Floats})
		}
		var file bytes.Buffer
		if err := weights.Write(&file, s, tensors); err != nil {
			t.Fatal(err)
		}
		code, err := export.PyTorch(s, "Model", filepath.Base(c.Weights))
		if err != nil {
			t.Fatal(err)
		}
		write(t, c.Weights, file.Bytes())
		write(t, c.Module, code)
		cases, want, texts = append(cases, c), append(want, oracle(s, tensors, rows)), append(texts, text)
	}
	for i, a := range modulesRun(t, name, dir, cases) {
		t.Run(filepath.Base(cases[i].Module), func(t *testing.T) {
			if a.Error != "" {
				t.Fatalf("%s\n%s", a.Error, texts[i])
			}
			var outputs []*onnx.Tensor
			for _, y := range a.Outputs {
				outputs = append(outputs, &onnx.Tensor{Floats: y})
			}
			same(t, "PyTorch", rowsOf(outputs, len(want[i])), want[i], 1e-5)
		})
	}
	t.Logf("%d modules", len(cases))
}

func write(t *testing.T, path string, data []byte) {
	t.Helper()
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
}

// modulesRun runs modules by PyTorch.
func modulesRun(t *testing.T, python, dir string, cases []module) (answers []answer) {
	t.Helper()
	b, err := json.Marshal(cases)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "cases.json")
	write(t, path, b)
	var stderr bytes.Buffer
	cmd := exec.CommandContext(t.Context(), python, "testdata/module.py", path)
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v\n%s", err, stderr.Bytes())
	}
	if err := json.Unmarshal(out, &answers); err != nil {
		t.Fatal(err)
	}
	return answers
}
