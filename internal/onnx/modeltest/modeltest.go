// Package modeltest finds models for the tests of the packages around ONNX: those of the testdata folder, and those of a
// folder that the environment variable NNGEN_ONNX_MODELS names. Beside each model.onnx, ref/model.json holds an input and
// what ONNX Runtime computes of it.
package modeltest

import (
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/nngen/nngen/internal/onnx"
)

// Suite is where Debian's libonnx-testdata lies: the standard's own tests for those who run models.
const Suite = "/usr/lib/python3/dist-packages/onnx/backend/test/data"

// Models lists the models of a folder and of NNGEN_ONNX_MODELS.
func Models(dir string) []string {
	list, _ := filepath.Glob(filepath.Join(dir, "*.onnx"))
	if more := os.Getenv("NNGEN_ONNX_MODELS"); more != "" {
		extra, _ := filepath.Glob(filepath.Join(more, "*.onnx"))
		for _, path := range extra {
			if !slices.ContainsFunc(list, func(have string) bool { return filepath.Base(have) == filepath.Base(path) }) {
				list = append(list, path)
			}
		}
	}
	slices.Sort(list)
	return list
}

// Reference is an input of a model and what it makes of it.
type Reference struct{ Inputs, Outputs map[string]*onnx.Tensor }

// array is a tensor as the files of ref have it.
type array struct {
	Dims []int           `json:"dims"`
	Type string          `json:"type"`
	Data json.RawMessage `json:"data"`
}

// Ref reads the reference of a model.
func Ref(model string) (*Reference, error) {
	name := strings.TrimSuffix(filepath.Base(model), ".onnx") + ".json"
	b, err := os.ReadFile(filepath.Join(filepath.Dir(model), "ref", name))
	if err != nil {
		return nil, err
	}
	var file struct{ Inputs, Outputs map[string]array }
	if err := json.Unmarshal(b, &file); err != nil {
		return nil, err
	}
	r := &Reference{map[string]*onnx.Tensor{}, map[string]*onnx.Tensor{}}
	for name, a := range file.Inputs {
		if r.Inputs[name], err = a.tensor(); err != nil {
			return nil, err
		}
	}
	for name, a := range file.Outputs {
		if r.Outputs[name], err = a.tensor(); err != nil {
			return nil, err
		}
	}
	return r, nil
}

func (a array) tensor() (*onnx.Tensor, error) {
	t := &onnx.Tensor{Dims: a.Dims}
	if a.Type == "string" {
		t.Elem = onnx.String
		return t, json.Unmarshal(a.Data, &t.Strings)
	}
	var text string
	if err := json.Unmarshal(a.Data, &text); err != nil {
		return nil, err
	}
	data, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		return nil, err
	}
	switch a.Type {
	case "float32":
		t.Elem = onnx.Float
		for b := range slices.Chunk(data, 4) {
			t.Floats = append(t.Floats, float64(math.Float32frombits(binary.LittleEndian.Uint32(b))))
		}
	case "float64":
		t.Elem = onnx.Double
		for b := range slices.Chunk(data, 8) {
			t.Floats = append(t.Floats, math.Float64frombits(binary.LittleEndian.Uint64(b)))
		}
	case "int64":
		t.Elem = onnx.Int64
		for b := range slices.Chunk(data, 8) {
			t.Ints = append(t.Ints, int64(binary.LittleEndian.Uint64(b)))
		}
	default:
		return nil, fmt.Errorf("unknown type %s", a.Type)
	}
	return t, nil
}

// Load reads and flattens a model.
func Load(path string) (*onnx.Graph, error) {
	m, err := onnx.Read(path)
	if err != nil {
		return nil, err
	}
	return m.Flatten()
}

// Case is one data set of a model of the suite: what is given, and what comes out, in the order of the graph.
type Case struct {
	Inputs  map[string]*onnx.Tensor
	Outputs []*onnx.Tensor
}

// Cases reads the data sets of a model of the suite. Sequences are an error.
func Cases(model string, g *onnx.Graph) ([]Case, error) {
	dirs, err := filepath.Glob(filepath.Join(filepath.Dir(model), "test_data_set_*"))
	if err != nil {
		return nil, err
	}
	var list []Case
	for _, dir := range dirs {
		c := Case{Inputs: map[string]*onnx.Tensor{}}
		for i, v := range g.Inputs {
			t, err := read(dir, "input", i)
			if err != nil {
				return nil, err
			}
			if v.Elem == onnx.BFloat16 && t.Elem == onnx.Uint16 { // the suite stores the bits
				t = widened(t)
			}
			c.Inputs[v.Name] = t
		}
		for i := range g.Outputs {
			t, err := read(dir, "output", i)
			if err != nil {
				return nil, err
			}
			c.Outputs = append(c.Outputs, t)
		}
		list = append(list, c)
	}
	return list, nil
}

func widened(t *onnx.Tensor) *onnx.Tensor {
	out := &onnx.Tensor{Elem: onnx.BFloat16, Dims: t.Dims}
	for _, bits := range t.Ints {
		out.Floats = append(out.Floats, float64(math.Float32frombits(uint32(bits)<<16)))
	}
	return out
}

func read(dir, kind string, i int) (*onnx.Tensor, error) {
	b, err := os.ReadFile(filepath.Join(dir, fmt.Sprintf("%s_%d.pb", kind, i)))
	if err != nil {
		return nil, err
	}
	return onnx.DecodeTensor(b)
}

// Near compares with the tolerances of the suite: 1e-3 of the number, and 1e-7.
func Near(got, want *onnx.Tensor) bool {
	if !slices.Equal(got.Dims, want.Dims) || !slices.Equal(got.Strings, want.Strings) || !slices.Equal(got.Ints, want.Ints) || len(got.Floats) != len(want.Floats) {
		return false
	}
	for i, w := range want.Floats {
		g := got.Floats[i]
		if g != w && !(math.IsNaN(g) && math.IsNaN(w)) && !(math.Abs(g-w) <= 1e-7+1e-3*math.Abs(w)) {
			return false
		}
	}
	return true
}
