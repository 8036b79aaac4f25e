package lower

import (
	"slices"
	"strings"
	"testing"

	"github.com/nngen/nngen/internal/expr"
	"github.com/nngen/nngen/internal/onnx"
	"github.com/nngen/nngen/internal/onnx/modeltest"
)

// TestWords: formulas as frameworks write them are words of the vocabulary, and what is nearly one is not.
func TestWords(t *testing.T) {
	for formula, want := range map[string]string{
		"x": "", "max(x, 0)": "relu", "0.5*(x*(1 + erf(x/1.4142135)))": "gelu", "x*sigmoid(x)": "silu", "x/(1 + exp(-x))": "silu",
		"x*tanh(log(1 + exp(x)))": "mish", "x*tanh(softplus(x))": "mish", "x/(abs(x) + 1)": "softsign", "x*min(max(x + 3, 0), 6)/6": "hard_swish",
		"min(max(x, 0), 6)": "relu6", "min(max(x, 0), 6.001)": "none", "max(min(x, 1), -1)": "hard_tanh", "where(x >= 0, x, 0.25*x)": "leaky_relu 0.25",
		"where(x > 0, x, 2*expm1(x))": "elu 2", "0.16666667*x + 0.5": "none", "max(min(0.16666667*x + 0.5, 1), 0)": "hard_sigmoid",
		"1.0507010*where(x > 0, x, 1.6732632*expm1(x))": "selu", "min(max(x, -1000), 1000)": "none",
	} {
		a, ok := wordOf(expr.MustParse(formula, "x"))
		got := a.Word
		for _, at := range a.Args {
			got += " " + literal(at.Value)
		}
		if !ok {
			got = "none"
		}
		if got != want {
			t.Errorf("%s is %q, want %q", formula, got, want)
		}
	}
}

func lowered(t *testing.T, name string) *Network {
	t.Helper()
	g, err := modeltest.Load("../testdata/models/" + name + ".onnx")
	if err != nil {
		t.Fatal(err)
	}
	n, err := Graph(g)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// TestModels: the layers of models of PyTorch.
func TestModels(t *testing.T) {
	for name, want := range map[string]string{
		"torch113_acts": "dense gelu, dense silu, dense mish, dense hard_swish, dense elu, dense selu, dense relu6, dense hard_tanh, " +
			"dense softplus, dense softsign, dense leaky_relu, dense hard_sigmoid, activation leaky_relu",
		"torch113_mlp_bn_eval": "dense relu, dense",
		"torch113_residual":    "dense relu, add, dense",
		"torch113_cnn":         "conv2d relu, max_pool2d, conv2d relu, global_avg_pool, dense",
		"torch113_view_dyn":    "conv1d relu, flatten, dense",
		"torch113_layernorm17": "dense, layer_norm relu, dense",
		"torch113_norm_inside": "scale, scale, dense softmax",
		"skl_mlp_binary":       "dense relu, dense sigmoid",
		"skl_scaler_mlp":       "scale, scale, dense sigmoid, dense softmax",
	} {
		var list []string
		for _, l := range lowered(t, name).Layers {
			list = append(list, strings.TrimSpace(l.Kind+" "+l.Activation.Word))
		}
		if got := strings.Join(list, ", "); got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
}

// TestLayerNorm: a layer normalization that an old exporter wrote out is one layer, with its factors and offsets.
func TestLayerNorm(t *testing.T) {
	number := func(name string, x float64) *onnx.Tensor {
		return &onnx.Tensor{Name: name, Elem: onnx.Float, Dims: []int{}, Floats: []float64{x}}
	}
	vector := func(name string, x ...float64) *onnx.Tensor {
		return &onnx.Tensor{Name: name, Elem: onnx.Float, Dims: []int{len(x)}, Floats: x}
	}
	last := []*onnx.Attr{{Name: "axes", Kind: onnx.KindInts, Ints: []int64{-1}}}
	node := func(op, out string, attrs []*onnx.Attr, in ...string) *onnx.Node {
		return &onnx.Node{Op: op, Version: 14, Inputs: in, Outputs: []string{out}, Attrs: attrs}
	}
	g := &onnx.Graph{
		Inputs:       []*onnx.Value{{Name: "x", Type: onnx.TensorType, Elem: onnx.Float, Shaped: true, Dims: []onnx.Dim{{Size: -1, Name: "N"}, {Size: 3}}}},
		Outputs:      []*onnx.Value{{Name: "y"}},
		Initializers: []*onnx.Tensor{number("two", 2), number("eps", float64(float32(1e-5))), vector("g", 1, 2, 3), vector("b", 4, 5, 6)},
		Nodes: []*onnx.Node{
			node("ReduceMean", "m", last, "x"), node("Sub", "d", nil, "x", "m"), node("Pow", "s", nil, "d", "two"), node("ReduceMean", "v", last, "s"),
			node("Add", "ve", nil, "v", "eps"), node("Sqrt", "r", nil, "ve"), node("Div", "n", nil, "d", "r"), node("Mul", "ng", nil, "n", "g"), node("Add", "y", nil, "ng", "b"),
		},
	}
	n, err := Graph(g)
	if err != nil {
		t.Fatal(err)
	}
	l := n.Layers[0]
	if len(n.Layers) != 1 || l.Kind != "layer_norm" || l.Attrs[0].Value != 1e-5 || !slices.Equal(l.Params[0].Data, []float64{1, 2, 3}) || !slices.Equal(l.Params[1].Data, []float64{4, 5, 6}) {
		t.Errorf("%d layers, the first %+v", len(n.Layers), l)
	}
	g.Nodes[3].Attrs = []*onnx.Attr{{Name: "axes", Kind: onnx.KindInts, Ints: []int64{0}}} // over rows
	if _, err := Graph(g); err == nil || !strings.Contains(err.Error(), `node "v" (ReduceMean): it works across rows, along the axis of the batch`) {
		t.Error(err)
	}
}

// TestRefusals name the node, its operator and what is missing.
func TestRefusals(t *testing.T) {
	for name, want := range map[string]string{
		"torch113_gru": `node "/g/Transpose" (Transpose): it moves the axis of the batch`,
	} {
		g, err := modeltest.Load("../testdata/models/" + name + ".onnx")
		if err != nil {
			t.Fatal(err)
		}
		if _, err := Graph(g); err == nil || err.Error() != want {
			t.Errorf("%s: %v, want %s", name, err, want)
		}
	}
}
