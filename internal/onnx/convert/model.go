package convert

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"math"
	"path/filepath"
	"slices"
	"strings"

	"github.com/nngen/nngen/internal/onnx"
	"github.com/nngen/nngen/internal/onnx/eval"
	"github.com/nngen/nngen/internal/onnx/lower"
	"github.com/nngen/nngen/internal/weights"
	"github.com/nngen/nngen/spec"
	"github.com/nngen/nngen/spec/diag"
)

// Model is a graph, and what it is in nngen's words.
type Model struct {
	Graph   *onnx.Graph
	Net     *lower.Network
	Mode    eval.Mode  // what the graph is to do where it quantizes
	Text    []byte     // of the spec
	Spec    *spec.Spec // which the text is
	Tensors map[string]lower.Param
	Weights []byte // the weights file, which has the tensors
}

// Options are what the file does not say.
type Options struct {
	Name    string // of the model
	Task    string // what its only output means, or empty
	Float64 bool
	// Dequantize leaves out the rounding of a quantized file: its weights are what the integers stand for, and what it computes is not
	// rounded to integers.
	Dequantize bool
}

// Lower lowers the graph of a file.
func Lower(file *onnx.Model) (*Model, error) { return lowered(file, lower.Graph) }

// Dequantized lowers the graph of a file without the rounding of what it quantizes.
func Dequantized(file *onnx.Model) (*Model, error) {
	m, err := lowered(file, lower.Smooth)
	if err == nil {
		m.Mode = eval.Smooth
	}
	return m, err
}

func lowered(file *onnx.Model, by func(*onnx.Graph) (*lower.Network, error)) (*Model, error) {
	g, err := file.Flatten()
	if err != nil {
		return nil, err
	}
	net, err := by(g)
	if err != nil {
		return nil, err
	}
	return &Model{Graph: g, Net: net}, nil
}

// Import reads an ONNX file and writes, in memory, the spec and the weights of what it computes.
func Import(path string, o Options) (*Model, error) {
	file, err := onnx.Read(path)
	if err != nil {
		return nil, err
	}
	lowering := Lower
	if o.Dequantize {
		lowering = Dequantized
	}
	m, err := lowering(file)
	if err != nil {
		return nil, err
	}
	return m, m.Write(file, filepath.Base(path), o)
}

// Write writes the spec and the weights of a model that came from a file.
func (m *Model) Write(file *onnx.Model, name string, o Options) error {
	if err := m.setTasks(o.Task, file); err != nil {
		return err
	}
	said := m.Net.Spec(lower.Options{Model: o.Name, File: name, Maker: maker(file), Opset: opset(file), Float64: o.Float64})
	m.Text, m.Tensors = []byte(said.Text), said.Tensors
	s, problems := spec.Parse(o.Name+".yaml", m.Text)
	if s == nil {
		return fmt.Errorf("the spec language cannot say what the file computes:\n%s", rendered(m.Text, problems))
	}
	m.Spec = s
	return m.writeWeights()
}

// setTasks lets the outputs mean what the user says, or else what nngen wrote into the file, where they can.
func (m *Model) setTasks(task string, file *onnx.Model) error {
	if task != "" {
		if len(m.Net.Heads) != 1 {
			return fmt.Errorf("a task is given, but the model has %d outputs", len(m.Net.Heads))
		}
		return m.Net.SetTask(m.Net.Heads[0], task)
	}
	if file.Producer != "nngen" {
		return nil
	}
	for _, h := range m.Net.Heads {
		prefix := ""
		if len(m.Net.Heads) > 1 {
			prefix = h.Name + "."
		}
		if task := note(file, prefix+"task"); task != "" && m.Net.SetTask(h, task) != nil {
			continue
		}
		var labels []string
		if json.Unmarshal([]byte(note(file, prefix+"labels")), &labels) == nil && h.Task != "regression" && (len(labels) == h.Size() || h.Task == "binary" && len(labels) == 2) {
			h.Labels = labels
		}
	}
	return nil
}

// note is an entry of the metadata.
func note(file *onnx.Model, key string) string {
	for _, p := range file.Metadata {
		if p.Key == key {
			return p.Value
		}
	}
	return ""
}

func maker(file *onnx.Model) string {
	return strings.TrimSpace(cmp.Or(file.Producer, "unknown") + " " + file.ProducerVersion)
}

func opset(file *onnx.Model) int64 {
	for _, o := range file.Opsets {
		if o.Domain == onnx.Standard {
			return o.Version
		}
	}
	return 0
}

// rendered shows the first few problems of a text.
func rendered(text []byte, problems diag.List) string {
	problems = problems[:min(3, len(problems))]
	var b bytes.Buffer
	diag.Render(&b, text, problems)
	return strings.TrimRight(b.String(), "\n")
}

// writeWeights makes the weights file: the tensors of the spec.
func (m *Model) writeWeights() error {
	data := map[string][]float64{}
	for _, t := range append(m.Spec.Tensors(), m.Spec.NormTensors()...) {
		p, ok := m.Tensors[t.Name]
		if !ok || !slices.Equal(p.Dims, t.Dims) {
			return fmt.Errorf("internal error: the spec has a tensor %s %v, the import %v", t.Name, t.Dims, p.Dims)
		}
		for _, x := range p.Data {
			if m.Spec.Precision == spec.Float32 && !(math.Abs(x) <= math.MaxFloat32) {
				return fmt.Errorf("%s would hold %g, which float32 cannot: --precision float64 keeps doubles", t.Name, x)
			}
		}
		data[t.Name] = p.Data
	}
	var b bytes.Buffer
	err := weights.Write(&b, m.Spec, data)
	m.Weights = b.Bytes()
	return err
}
