package main

import (
	"bytes"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/nngen/nngen/internal/weights"
)

// TestImportWeights gives the tensors of a weights file the names of a module of PyTorch, and gets the same weights back.
func TestImportWeights(t *testing.T) {
	const specFile = "../../examples/specs/iris.yaml"
	want, err := os.ReadFile("../../examples/specs/iris.safetensors")
	if err != nil {
		t.Fatal(err)
	}
	foreign := bytes.ReplaceAll(bytes.ReplaceAll(want, []byte("layer1."), []byte("model0.")), []byte("layer2."), []byte("model2."))
	foreign = bytes.ReplaceAll(foreign, []byte(`"nngen"`), []byte(`"torch"`))
	dir := t.TempDir()
	from, to := filepath.Join(dir, "torch.safetensors"), filepath.Join(dir, "iris.safetensors")
	if err := os.WriteFile(from, foreign, 0o644); err != nil {
		t.Fatal(err)
	}
	command := func(status int, args ...string) string {
		t.Helper()
		var stdout, stderr bytes.Buffer
		if got := run(args, strings.NewReader(""), &stdout, &stderr); got != status {
			t.Fatalf("nngen %s: exit status %d\n%s", strings.Join(args, " "), got, &stderr)
		}
		return stdout.String() + stderr.String()
	}
	said := command(0, "import", from, "--spec", specFile, "-o", to)
	for _, line := range []string{"layer1.weight is model0.weight\n", "layer2.bias is model2.bias\n", "input.scale is input.scale\n", "6 tensors written to "} {
		if !strings.Contains(said, line) {
			t.Errorf("%q is not said in\n%s", line, said)
		}
	}
	if !reflect.DeepEqual(tensorsOf(t, specFile, to), tensorsOf(t, specFile, "../../examples/specs/iris.safetensors")) {
		t.Error("the weights are not those that they were")
	}
	if said := command(1, "export", specFile, "--weights", from, "-o", filepath.Join(dir, "m.onnx")); !strings.Contains(said, "if PyTorch wrote them, make weights of them with nngen import ") {
		t.Errorf("the way to use weights of PyTorch is not said:\n%s", said)
	}
	if said := command(1, "import", from, "--spec", specFile, "-o", to); !strings.Contains(said, "is there already") {
		t.Errorf("an existing file: %s", said)
	}
}

// tensorsOf reads the weights of a spec.
func tensorsOf(t *testing.T, specFile, path string) map[string][]float64 {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	tensors, err := weights.Read(load(specFile).spec, bytes.NewReader(content))
	if err != nil {
		t.Fatal(err)
	}
	return tensors
}
