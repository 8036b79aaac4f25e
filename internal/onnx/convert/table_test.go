package convert

import (
	"strings"
	"testing"

	"github.com/nngen/nngen/internal/onnx"
)

// column describes an input of a table of n columns.
func column(name string, elem onnx.Elem, n int64) *onnx.Value {
	return &onnx.Value{Name: name, Type: onnx.TensorType, Elem: elem, Shaped: true, Dims: []onnx.Dim{{Size: -1, Name: "N"}, {Size: n}}}
}

func texts(name string, list ...string) *onnx.Attr {
	return &onnx.Attr{Name: name, Kind: onnx.KindStrings, Strings: list}
}

func integers(name string, list ...int64) *onnx.Attr {
	return &onnx.Attr{Name: name, Kind: onnx.KindInts, Ints: list}
}

func reals(name string, list ...float64) *onnx.Attr {
	return &onnx.Attr{Name: name, Kind: onnx.KindFloats, Floats: list}
}

func integer(name string, x int64) *onnx.Attr {
	return &onnx.Attr{Name: name, Kind: onnx.KindInt, I: x}
}

// tableGraph is what a pipeline of scikit-learn may be: inputs of several columns, of integers and texts, encoders of each.
func tableGraph() *onnx.Model {
	ml := func(op string, out string, in string, attrs ...*onnx.Attr) *onnx.Node {
		return &onnx.Node{Domain: onnx.ML, Op: op, Inputs: strings.Fields(in), Outputs: []string{out}, Attrs: attrs}
	}
	std := func(op string, out string, in string, attrs ...*onnx.Attr) *onnx.Node {
		n := ml(op, out, in, attrs...)
		n.Domain = ""
		return n
	}
	weight := &onnx.Tensor{Name: "w", Elem: onnx.Float, Dims: []int{12, 1}}
	for i := range 12 {
		weight.Floats = append(weight.Floats, float64(i%5)/4-0.5)
	}
	place := func(name string, i int64) *onnx.Tensor {
		return &onnx.Tensor{Name: name, Elem: onnx.Int64, Dims: []int{1}, Ints: []int64{i}}
	}
	return &onnx.Model{IR: 8, Opsets: []onnx.Opset{{Version: 14}, {Domain: onnx.ML, Version: 2}}, Graph: &onnx.Graph{
		Name: "table",
		Inputs: []*onnx.Value{column("num", onnx.Float, 2), column("count", onnx.Int64, 1), column("txt", onnx.String, 2), column("code", onnx.Int64, 1),
			column("strict", onnx.String, 1)},
		Outputs:      []*onnx.Value{{Name: "y", Type: onnx.TensorType, Elem: onnx.Float}},
		Initializers: []*onnx.Tensor{weight, place("zero", 0), place("one", 1)},
		Nodes: []*onnx.Node{
			ml("ArrayFeatureExtractor", "a", "txt zero"), ml("OneHotEncoder", "ha3", "a", texts("cats_strings", "x", "y", "z"), integer("zeros", 1)),
			std("Flatten", "ha", "ha3", integer("axis", 1)),
			ml("ArrayFeatureExtractor", "b", "txt one"), ml("LabelEncoder", "lb", "b", texts("keys_strings", "low", "high"), integers("values_int64s", 1, 2), integer("default_int64", -3)),
			std("Cast", "fb", "lb", integer("to", int64(onnx.Float))),
			std("Cast", "fc", "count", integer("to", int64(onnx.Float))),
			std("Concat", "numbers", "num fc fb", integer("axis", 1)),
			ml("Scaler", "scaled", "numbers", reals("offset", 1, 2, 3, 0.5), reals("scale", 0.5, 2, 1, 0.25)),
			ml("OneHotEncoder", "hc3", "code", integers("cats_int64s", 7, 11, -2), integer("zeros", 1)), std("Flatten", "hc", "hc3", integer("axis", 1)),
			ml("OneHotEncoder", "hs3", "strict", texts("cats_strings", "on", "off"), integer("zeros", 0)), std("Flatten", "hs", "hs3", integer("axis", 1)),
			std("Concat", "all", "scaled ha hc hs", integer("axis", 1)), std("MatMul", "z", "all w"), std("Sigmoid", "y", "z"),
		},
	}}
}

// TestTable imports a table: the spec has types for its columns, and its package answers as the graph does.
func TestTable(t *testing.T) {
	if testing.Short() {
		t.Skip("compiles packages")
	}
	file, err := onnx.Decode(tableGraph().Encode())
	if err != nil {
		t.Fatal(err)
	}
	m, err := Lower(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := m.Write(file, "table.onnx", Options{Name: "table"}); err != nil {
		t.Fatal(err)
	}
	for _, line := range []string{
		`{name: num_1, normalize: standard}`, `{name: count, normalize: standard}`, `{name: txt_0, type: category, values: ["x", "y", "z"], missing: own, unknown: zeros}`,
		`{name: txt_1, type: category, values: ["low", "high"], missing: own, unknown: own}`, `{name: code, type: category, values: ["7", "11", "-2"], missing: own, unknown: zeros}`,
		`{name: strict, type: category, values: ["on", "off"]}`,
	} {
		if !strings.Contains(string(m.Text), line) {
			t.Errorf("the spec has no line %s", line)
		}
	}
	proofs, err := Prove(t.Context(), m.Claim())
	if err == nil {
		err = proofs[0].Err()
	}
	if err != nil || t.Failed() {
		t.Errorf("%v\n%s", err, m.Text)
	}
}
