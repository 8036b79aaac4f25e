package onnx

import (
	"math"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"google.golang.org/protobuf/encoding/protowire"
)

// mlp is a small model: y = Relu(x·W), with the nodes in the wrong order and W among the inputs.
func mlp() *Model {
	tensor := func(name string, dims ...int) *Value {
		v := &Value{Name: name, Type: TensorType, Elem: Float, Shaped: true}
		for _, d := range dims {
			v.Dims = append(v.Dims, Dim{Size: int64(d)})
		}
		return v
	}
	x := tensor("x", 0, 2)
	x.Dims[0] = Dim{Size: -1, Name: "batch"}
	return &Model{
		IR: 8, Producer: "test", Opsets: []Opset{{Standard, 17}}, Metadata: []Pair{{"labels", "a,b"}},
		Graph: &Graph{
			Name: "g",
			Nodes: []*Node{
				{Name: "last", Op: "Relu", Inputs: []string{"h"}, Outputs: []string{"y"}},
				{Name: "first", Op: "MatMul", Inputs: []string{"x", "W"}, Outputs: []string{"h"}},
			},
			Initializers: []*Tensor{{Name: "W", Elem: Float, Dims: []int{2, 2}, Floats: []float64{1, 2, 3, 4}}},
			Inputs:       []*Value{x, tensor("W", 2, 2)},
			Outputs:      []*Value{tensor("y", 1, 2)},
		},
	}
}

// TestEncode: what is written is read again.
func TestEncode(t *testing.T) {
	m := mlp()
	m.Graph.Nodes[0].Attrs = []*Attr{
		{Name: "i", Kind: KindInt, I: -3}, {Name: "f", Kind: KindFloat, F: 0.5}, {Name: "s", Kind: KindString, S: "text"},
		{Name: "is", Kind: KindInts, Ints: []int64{1, -2}}, {Name: "fs", Kind: KindFloats, Floats: []float64{1, 2}},
		{Name: "ss", Kind: KindStrings, Strings: []string{"a", ""}},
		{Name: "t", Kind: KindTensor, T: &Tensor{Name: "t", Elem: Int64, Dims: []int{2}, Ints: []int64{-1, 1}}},
		{Name: "d", Kind: KindTensor, T: &Tensor{Name: "d", Elem: Double, Dims: []int{1}, Floats: []float64{math.Pi}}},
		{Name: "x", Kind: KindTensor, T: &Tensor{Name: "x", Elem: String, Dims: []int{2}, Strings: []string{"a", "b"}}},
	}
	got, err := Decode(m.Encode())
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(got, m) {
		t.Errorf("got %+v, want %+v", got, m)
	}
}

func TestFlatten(t *testing.T) {
	g, err := mlp().Flatten()
	if err != nil {
		t.Fatal(err)
	}
	if len(g.Inputs) != 1 || g.Nodes[0].Name != "first" || g.Nodes[1].Name != "last" || g.Nodes[0].Version != 17 {
		t.Errorf("inputs %v, nodes %v", g.Inputs, g.Nodes)
	}
}

// TestInline writes out a function that calls another, with an attribute of the caller's and a default.
func TestInline(t *testing.T) {
	m := mlp()
	m.Opsets = append(m.Opsets, Opset{"mine", 1})
	m.Graph.Nodes[0] = &Node{Name: "call", Op: "Outer", Domain: "mine", Inputs: []string{"h"}, Outputs: []string{"y"}, Attrs: []*Attr{{Name: "slope", Kind: KindFloat, F: 0.25}}}
	m.Functions = []*Function{
		{Name: "Outer", Domain: "mine", Inputs: []string{"a"}, Outputs: []string{"b"}, Attrs: []string{"slope"}, Nodes: []*Node{
			{Op: "Inner", Domain: "mine", Inputs: []string{"a"}, Outputs: []string{"t"}, Attrs: []*Attr{{Name: "alpha", Kind: KindFloat, Ref: "slope"}}},
			{Op: "Inner", Domain: "mine", Inputs: []string{"t"}, Outputs: []string{"b"}}}},
		{Name: "Inner", Domain: "mine", Inputs: []string{"x"}, Outputs: []string{"y"}, Defaults: []*Attr{{Name: "alpha", Kind: KindFloat, F: 0.5}}, Nodes: []*Node{
			{Op: "LeakyRelu", Inputs: []string{"x"}, Outputs: []string{"y"}, Attrs: []*Attr{{Name: "alpha", Kind: KindFloat, Ref: "alpha"}}}},
			Opsets: []Opset{{Standard, 16}}},
	}
	m, err := Decode(m.Encode())
	if err != nil {
		t.Fatal(err)
	}
	g, err := m.Flatten()
	if err != nil {
		t.Fatal(err)
	}
	first, second := g.Nodes[1], g.Nodes[2]
	if len(g.Nodes) != 3 || first.Attr("alpha").F != 0.25 || second.Attr("alpha").F != 0.5 || first.Version != 16 || second.Outputs[0] != "y" || first.Outputs[0] != second.Inputs[0] {
		t.Errorf("nodes %+v %+v", first, second)
	}
}

func TestRefusals(t *testing.T) {
	for _, c := range []struct {
		name, want string
		change     func(m *Model)
	}{
		{"opset", "the file uses opset 27; 6 to 26 are understood", func(m *Model) { m.Opsets[0].Version = 27 }},
		{"format", "the file is of version 2 of the format; 3 to 13 are understood", func(m *Model) { m.IR = 2 }},
		{"no opset", "the file does not say which version", func(m *Model) { m.Opsets = nil }},
		{"domain", `node "first" (mine.MatMul): the file does not say which version of the operators of "mine" it uses`, func(m *Model) { m.Graph.Nodes[1].Domain = "mine" }},
		{"cycle", `it reads what is computed from its own output`, func(m *Model) { m.Graph.Nodes[1].Inputs[0] = "y" }},
		{"unknown", `node "first" (MatMul): it reads "q", which nothing computes`, func(m *Model) { m.Graph.Nodes[1].Inputs[0] = "q" }},
		{"twice", `the value "h" is defined twice`, func(m *Model) { m.Graph.Nodes[0].Outputs[0] = "h" }},
		{"output", `the output "z" is computed by nothing`, func(m *Model) { m.Graph.Outputs[0].Name = "z" }},
		{"recursion", "functions call each other more than 32 deep", func(m *Model) {
			m.Functions = []*Function{{Name: "Relu", Inputs: []string{"x"}, Outputs: []string{"y"}, Nodes: []*Node{{Op: "Relu", Inputs: []string{"x"}, Outputs: []string{"y"}}}}}
		}},
		{"bomb", "has more than 65536 nodes", func(m *Model) {
			f := func(name, calls string) *Function {
				node := &Node{Op: calls, Inputs: []string{"x"}, Outputs: []string{""}}
				last := &Node{Op: calls, Inputs: []string{"x"}, Outputs: []string{"y"}}
				return &Function{Name: name, Inputs: []string{"x"}, Outputs: []string{"y"}, Nodes: append(make([]*Node, 0), node, node, node, node, node, node, node, last)}
			}
			m.Functions = []*Function{f("Relu", "A"), f("A", "B"), f("B", "C"), f("C", "D"), f("D", "E"), f("E", "F")}
		}},
	} {
		m := mlp()
		c.change(m)
		m, err := Decode(m.Encode())
		if err == nil {
			_, err = m.Flatten()
		}
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %s", c.name, err, c.want)
		}
	}
}

// TestTensors reads numbers in every way in which they may be stored.
func TestTensors(t *testing.T) {
	message := func(elem Elem, dims []int64, fields func(w *writer)) []byte {
		var w writer
		w.packed(1, dims)
		w.int(2, int64(elem))
		fields(&w)
		return w.b
	}
	two := []int64{2}
	for _, c := range []struct {
		name string
		b    []byte
		want []float64
		err  string
	}{
		{"float16", message(Float16, []int64{4}, func(w *writer) { w.packed(5, []int64{0x3c00, 0xc000, 0x0001, 0x7c00}) }), []float64{1, -2, 0x1p-24, math.Inf(1)}, ""},
		{"bfloat16", message(BFloat16, two, func(w *writer) { w.bytes(9, []byte{0x80, 0x3f, 0x00, 0xc0}) }), []float64{1, -2}, ""},
		{"int8", message(Int8, two, func(w *writer) { w.bytes(9, []byte{0xff, 0x7f}) }), []float64{-1, 127}, ""},
		{"uint64", message(Uint64, two, func(w *writer) { w.packed(11, []int64{1, 2}) }), []float64{1, 2}, ""},
		{"double", message(Double, []int64{1}, func(w *writer) {
			w.b = protowire.AppendTag(w.b, 10, protowire.Fixed64Type)
			w.b = protowire.AppendFixed64(w.b, math.Float64bits(0.1))
		}), []float64{0.1}, ""},
		{"short", message(Float, two, func(w *writer) { w.bytes(9, make([]byte, 4)) }), nil, "it holds 4 bytes, but its dimensions [2] of float say 8"},
		{"huge", message(Float, []int64{1 << 40, 1 << 40}, func(w *writer) {}), nil, "a dimension is 1099511627776"},
		{"large", message(Float, []int64{1 << 20, 1 << 20}, func(w *writer) {}), nil, "it has too many elements"},
		{"complex", message(14, two, func(w *writer) {}), nil, "complex64 is not understood"},
		{"int4", message(22, two, func(w *writer) {}), nil, "int4 is not understood"},
		{"range", message(Uint8, two, func(w *writer) { w.packed(5, []int64{1, 256}) }), nil, "256 is no uint8"},
		{"elsewhere", message(Float, two, func(w *writer) { w.int(14, 1) }), nil, "its data lies in another file"},
	} {
		got, err := DecodeTensor(c.b)
		if c.err != "" {
			if err == nil || !strings.Contains(err.Error(), c.err) {
				t.Errorf("%s: %v, want %s", c.name, err, c.err)
			}
			continue
		}
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		for i, x := range got.Ints {
			got.Floats = append(got.Floats[:i], float64(x))
		}
		if !reflect.DeepEqual(got.Floats, c.want) {
			t.Errorf("%s: %v, want %v", c.name, got.Floats, c.want)
		}
	}
}

// TestSparse: an initializer without its zeros is refused by its name.
func TestSparse(t *testing.T) {
	b := mlp().Encode()
	var sparse, graph, model writer
	sparse.message(1, (&Tensor{Name: "S", Elem: Float, Dims: []int{1}, Floats: []float64{1}}).encode)
	graph.bytes(15, sparse.b)
	model.bytes(7, graph.b)
	_, err := Decode(append(model.b, b...))
	if err == nil || !strings.Contains(err.Error(), `the initializer "S" is a sparse tensor: write it as a dense one`) {
		t.Error(err)
	}
}

// TestExternal reads data from a file of the folder, and from nowhere else.
func TestExternal(t *testing.T) {
	dir := t.TempDir()
	folder := filepath.Join(dir, "models")
	if err := os.MkdirAll(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	data := (&Tensor{Elem: Float, Floats: []float64{9, 1, 2, 3, 4}}).raw()
	for _, path := range []string{filepath.Join(folder, "w.bin"), filepath.Join(dir, "outside.bin")} {
		if err := os.WriteFile(path, data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink(filepath.Join(dir, "outside.bin"), filepath.Join(folder, "link.bin")); err != nil {
		t.Fatal(err)
	}
	for location, want := range map[string]string{"w.bin": "", "../outside.bin": "its data cannot be read", "link.bin": "its data cannot be read",
		filepath.Join(dir, "outside.bin"): "its data cannot be read", "none.bin": "its data cannot be read"} {
		path := filepath.Join(folder, "m.onnx")
		if err := os.WriteFile(path, external(location), 0o644); err != nil {
			t.Fatal(err)
		}
		m, err := Read(path)
		if want != "" {
			if err == nil || !strings.Contains(err.Error(), want) {
				t.Errorf("%s: %v, want %s", location, err, want)
			}
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		if w := m.Graph.Initializers[0]; !reflect.DeepEqual(w.Floats, []float64{1, 2, 3, 4}) {
			t.Errorf("%s: %v", location, w.Floats)
		}
	}
}

// external is mlp with the data of W in a file, from byte 4 on.
func external(location string) []byte {
	m := mlp()
	m.Graph.Initializers = nil
	var w, graph, model writer
	w.packed(1, []int64{2, 2})
	w.int(2, int64(Float))
	w.text(8, "W")
	for _, kv := range []Pair{{"location", location}, {"offset", "4"}, {"length", "16"}} {
		w.message(13, func(w *writer) { w.text(1, kv.Key); w.text(2, kv.Value) })
	}
	w.int(14, 1)
	m.Graph.encode(&graph)
	graph.bytes(5, w.b)
	model.int(1, m.IR)
	model.message(8, m.Opsets[0].encode)
	model.bytes(7, graph.b)
	return model.b
}

// FuzzDecode: no bytes make the reader panic, and what it reads it can write.
func FuzzDecode(f *testing.F) {
	f.Add(mlp().Encode())
	f.Add(external("w.bin"))
	models, _ := filepath.Glob("testdata/models/*.onnx")
	for _, path := range models {
		b, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		m, err := Decode(b)
		if err != nil {
			return
		}
		m.Flatten()
		if _, err := Decode(m.Encode()); err != nil && !strings.Contains(err.Error(), "UTF-8") {
			t.Errorf("what was read cannot be written: %v", err)
		}
	})
}
