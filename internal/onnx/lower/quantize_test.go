package lower

import (
	"math"
	"strings"
	"testing"

	"github.com/nngen/nngen/internal/onnx"
	"github.com/nngen/nngen/internal/onnx/eval"
)

// qdqGraph quantizes rows of three numbers and brings them back.
func qdqGraph() *onnx.Graph {
	scalar := func(name string, x float64) *onnx.Tensor {
		return &onnx.Tensor{Name: name, Elem: onnx.Float, Dims: []int{}, Floats: []float64{x}}
	}
	return &onnx.Graph{
		Inputs:       []*onnx.Value{{Name: "x", Type: onnx.TensorType, Elem: onnx.Float, Shaped: true, Dims: []onnx.Dim{{Size: -1, Name: "N"}, {Size: 3}}}},
		Outputs:      []*onnx.Value{{Name: "y"}},
		Initializers: []*onnx.Tensor{scalar("s", 0.5), {Name: "z", Elem: onnx.Uint8, Dims: []int{}, Ints: []int64{3}}},
		Nodes: []*onnx.Node{
			{Name: "Q", Op: "QuantizeLinear", Version: 21, Inputs: []string{"x", "s", "z"}, Outputs: []string{"q"}},
			{Name: "D", Op: "DequantizeLinear", Version: 21, Inputs: []string{"q", "s", "z"}, Outputs: []string{"y"}},
		},
	}
}

// TestQuantize: what is quantized and brought back is a layer that rounds and one that scales; without rounding, one that keeps a range.
func TestQuantize(t *testing.T) {
	n, err := Graph(qdqGraph())
	if err != nil {
		t.Fatal(err)
	}
	if len(n.Layers) != 2 || n.Layers[0].Kind != "quantize" || n.Layers[0].attr("low") != -3.0 || n.Layers[0].attr("high") != 252.0 || n.Layers[1].Kind != "scale" {
		t.Errorf("%d layers, the first %+v", len(n.Layers), n.Layers[0])
	}
	if n, err = Smooth(qdqGraph()); err != nil {
		t.Fatal(err)
	}
	if len(n.Layers) != 1 || n.Layers[0].Kind != "formula" {
		t.Errorf("without rounding: %d layers, the first %+v", len(n.Layers), n.Layers[0])
	}
}

// TestBadQuantization: what cannot be is refused with the node's name, by the lowering and by the evaluation.
func TestBadQuantization(t *testing.T) {
	attr := func(name string, i int64) []*onnx.Attr {
		return []*onnx.Attr{{Name: name, Kind: onnx.KindInt, I: i}}
	}
	for _, c := range []struct {
		name, want string
		change     func(g *onnx.Graph)
	}{
		{"scale 0", `node "Q" (QuantizeLinear): a scale is 0`, func(g *onnx.Graph) { g.Initializers[0].Floats[0] = 0 }},
		{"negative scale", "a scale is -1", func(g *onnx.Graph) { g.Initializers[0].Floats[0] = -1 }},
		{"infinite scale", "a scale is +Inf", func(g *onnx.Graph) { g.Initializers[0].Floats[0] = math.Inf(1) }},
		{"no number", "a scale is NaN", func(g *onnx.Graph) { g.Initializers[0].Floats[0] = math.NaN() }},
		{"no scale", "its input 1 is left out", func(g *onnx.Graph) { g.Nodes[0].Inputs[1] = "" }},
		{"integer scale", "scale", func(g *onnx.Graph) {
			*g.Initializers[0] = onnx.Tensor{Name: "s", Elem: onnx.Int32, Dims: []int{}, Ints: []int64{1}}
		}},
		{"zero point of floats", "zero point", func(g *onnx.Graph) {
			*g.Initializers[1] = onnx.Tensor{Name: "z", Elem: onnx.Float, Dims: []int{}, Floats: []float64{1}}
		}},
		{"two zero points", "zero point", func(g *onnx.Graph) { g.Initializers[1].Dims, g.Initializers[1].Ints = []int{2}, []int64{1, 2} }},
		{"axis", "axis 5 is outside of rank 2", func(g *onnx.Graph) { eachOf(g, 3); g.Nodes[0].Attrs = attr("axis", 5) }},
		{"axis of the batch", "scale", func(g *onnx.Graph) { eachOf(g, 3); g.Nodes[0].Attrs = attr("axis", 0) }},
		{"too many scales", "scale", func(g *onnx.Graph) { eachOf(g, 4) }},
		{"matrix of scales", "its scale has the shape [3 1]", func(g *onnx.Graph) { eachOf(g, 3); g.Initializers[0].Dims = []int{3, 1} }},
		{"other type", "zero point", func(g *onnx.Graph) {
			g.Initializers = append(g.Initializers, &onnx.Tensor{Name: "other", Elem: onnx.Int8, Dims: []int{}, Ints: []int64{1}})
			g.Nodes[1].Inputs[2] = "other"
		}},
		{"output_dtype", "output_dtype", func(g *onnx.Graph) { g.Nodes[0].Attrs = attr("output_dtype", int64(onnx.Int8)) }},
		{"floats", "its input 0 holds float where integers are needed", func(g *onnx.Graph) { g.Nodes = g.Nodes[1:]; g.Nodes[0].Inputs[0] = "x" }},
	} {
		g := qdqGraph()
		c.change(g)
		if _, err := Graph(g); err == nil || !strings.Contains(err.Error(), "node ") || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %s", c.name, err, c.want)
		}
		x := &onnx.Tensor{Elem: onnx.Float, Dims: []int{2, 3}, Floats: make([]float64, 6)}
		if _, err := eval.Run(g, map[string]*onnx.Tensor{"x": x}); err == nil && c.name != "axis of the batch" || err != nil && strings.Contains(err.Error(), "internal error") {
			t.Errorf("%s is computed: %v", c.name, err)
		}
	}
}

// eachOf gives a graph a scale and a zero point for each of n entries.
func eachOf(g *onnx.Graph, n int) {
	g.Initializers[0].Dims, g.Initializers[0].Floats = []int{n}, []float64{0.5, 0.25, 1, 2}[:n]
	g.Initializers[1].Dims, g.Initializers[1].Ints = []int{n}, make([]int64, n)
}
