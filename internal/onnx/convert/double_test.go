package convert

import (
	"testing"

	"github.com/nngen/nngen/internal/onnx"
)

// TestDoubles: what a file of doubles computes beyond the range of float32 is refused as float32, and imported as float64.
func TestDoubles(t *testing.T) {
	if testing.Short() {
		t.Skip("compiles packages")
	}
	rows := []onnx.Dim{{Size: -1, Name: "N"}, {Size: 2}}
	double := func(name string, dims []int, x ...float64) *onnx.Tensor {
		return &onnx.Tensor{Name: name, Elem: onnx.Double, Dims: dims, Floats: x}
	}
	node := func(op string, out string, in ...string) *onnx.Node {
		return &onnx.Node{Op: op, Inputs: in, Outputs: []string{out}}
	}
	file, err := onnx.Decode((&onnx.Model{IR: 8, Opsets: []onnx.Opset{{Version: 17}}, Graph: &onnx.Graph{
		Name:         "large",
		Inputs:       []*onnx.Value{{Name: "x", Type: onnx.TensorType, Elem: onnx.Double, Shaped: true, Dims: rows}},
		Outputs:      []*onnx.Value{{Name: "y", Type: onnx.TensorType, Elem: onnx.Double}},
		Initializers: []*onnx.Tensor{double("w", []int{2, 2}, 1e39, -2e39, 3e40, 1), double("small", []int{}, 1e-39)},
		Nodes:        []*onnx.Node{node("MatMul", "h", "x", "w"), node("Relu", "r", "h"), node("Mul", "y", "r", "small")},
	}}).Encode())
	if err != nil {
		t.Fatal(err)
	}
	for _, wide := range []bool{false, true} {
		m, err := Lower(file)
		if err == nil {
			err = m.Write(file, "large.onnx", Options{Name: "large", Float64: wide})
		}
		if err == nil {
			var proofs []Proof
			if proofs, err = Prove(t.Context(), m.Claim()); err == nil {
				err = proofs[0].Err()
			}
		}
		t.Log(err)
		if (err == nil) != wide {
			t.Errorf("float64 %v: %v", wide, err)
		}
	}
}
