// Package statedict reads weights that PyTorch saved (a state_dict in the safetensors format) and finds out which of them
// belong to which layer of a spec, by order and shape.
package statedict

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/nngen/nngen/internal/numbers"
)

// Tensor is an entry of the file.
type Tensor struct {
	Name  string
	Type  string // as the file has it: F32, F16
	Shape []int
	Data  []float64 // nil where the type holds no numbers of floating point
}

// entry is a tensor in the header of the file.
type entry struct {
	Type    string `json:"dtype"`
	Shape   []int  `json:"shape"`
	Offsets [2]int `json:"data_offsets"`
}

// maxHeader is the longest header that the format allows.
const maxHeader = 100_000_000

// Read reads a file of safetensors: https://github.com/huggingface/safetensors. Tensors come in the order of their names,
// numbers in them by value.
func Read(content []byte) ([]Tensor, error) {
	entries, data, err := split(content)
	if err != nil {
		return nil, err
	}
	var list []Tensor
	for name, text := range entries {
		var e entry
		if err := json.Unmarshal(text, &e); err != nil {
			return nil, fmt.Errorf("the tensor %q: its entry in the header is damaged", name)
		}
		t, err := e.tensor(name, data)
		if err != nil {
			return nil, fmt.Errorf("the tensor %q: %w", name, err)
		}
		list = append(list, t)
	}
	slices.SortFunc(list, func(a, b Tensor) int { return natural(a.Name, b.Name) })
	return list, nil
}

// Count returns how many tensors the file has, of which the beginning is enough that holds the header.
func Count(content []byte) (int, error) {
	entries, _, err := split(content)
	return len(entries), err
}

// split returns what the header says of each tensor, and what stands behind the header.
func split(content []byte) (entries map[string]json.RawMessage, data []byte, err error) {
	if err := foreign(content); err != nil {
		return nil, nil, err
	}
	if len(content) < 8 {
		return nil, nil, errNone
	}
	n := binary.LittleEndian.Uint64(content)
	if n > maxHeader || n > uint64(len(content)-8) {
		return nil, nil, errNone
	}
	if err := json.Unmarshal(content[8:8+n], &entries); err != nil {
		return nil, nil, fmt.Errorf("%w: its header is no JSON", errNone)
	}
	delete(entries, "__metadata__")
	return entries, content[8+n:], nil
}

var errNone = errors.New("this is no file of safetensors")

// widths are the bytes of a number of the types that are read.
var widths = map[string]int{"F64": 8, "F32": 4, "F16": 2, "BF16": 2}

func (e *entry) tensor(name string, data []byte) (Tensor, error) {
	t := Tensor{Name: name, Type: e.Type, Shape: e.Shape}
	if e.Offsets[0] < 0 || e.Offsets[1] < e.Offsets[0] || e.Offsets[1] > len(data) {
		return t, fmt.Errorf("its bytes %v are outside of the file", e.Offsets)
	}
	width := widths[e.Type]
	if width == 0 {
		return t, nil
	}
	n := 1
	for _, d := range e.Shape {
		if d < 0 || d > 0 && n > math.MaxInt32/d {
			return t, fmt.Errorf("its shape %v is none", e.Shape)
		}
		n *= d
	}
	b := data[e.Offsets[0]:e.Offsets[1]]
	if len(b) != n*width {
		return t, fmt.Errorf("it has %d bytes, but its shape %v of %s says %d", len(b), e.Shape, e.Type, n*width)
	}
	t.Data = slices.Grow(t.Data, n)
	for i := range n {
		x := number(e.Type, b[i*width:])
		if !numbers.Finite(x) {
			return t, fmt.Errorf("number %d is %g", i, x)
		}
		t.Data = append(t.Data, x)
	}
	return t, nil
}

func number(typ string, b []byte) float64 {
	switch typ {
	case "F64":
		return math.Float64frombits(binary.LittleEndian.Uint64(b))
	case "F32":
		return float64(math.Float32frombits(binary.LittleEndian.Uint32(b)))
	case "BF16":
		return numbers.BFloat16(binary.LittleEndian.Uint16(b))
	}
	return numbers.Float16(binary.LittleEndian.Uint16(b))
}

// natural orders names as people do: numbers in them by value, so that 10 comes after 2.
func natural(a, b string) int {
	for a != "" && b != "" {
		x, y := chunkOf(a), chunkOf(b)
		a, b = a[len(x):], b[len(y):]
		if x == y {
			continue
		}
		if digit(x[0]) && digit(y[0]) {
			x, y := strings.TrimLeft(x, "0"), strings.TrimLeft(y, "0")
			if len(x) != len(y) {
				return len(x) - len(y)
			}
			if c := strings.Compare(x, y); c != 0 {
				return c
			}
			continue
		}
		return strings.Compare(x, y)
	}
	return len(a) - len(b)
}

// chunkOf is the run of digits, or of others, that a name begins with.
func chunkOf(s string) string {
	i := 1
	for i < len(s) && digit(s[i]) == digit(s[0]) {
		i++
	}
	return s[:i]
}

func digit(c byte) bool { return c >= '0' && c <= '9' }
