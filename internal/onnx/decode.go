package onnx

import (
	"errors"
	"fmt"

	"google.golang.org/protobuf/encoding/protowire"
)

// decoder reads one file. Graphs nest in attributes of nodes, so it counts how deep it is.
type decoder struct {
	depth int
	files opener
}

// maxDepth is how deep graphs may lie in each other.
const maxDepth = 32

// Decode reads a model whose data lies in the file itself. It uses memory in proportion to the file's size.
func Decode(b []byte) (*Model, error) { return (&decoder{}).model(b) }

// DecodeTensor reads a single tensor, as test data has it.
func DecodeTensor(b []byte) (*Tensor, error) {
	t := &Tensor{}
	return t, (&decoder{}).tensor(t, b)
}

func (d *decoder) model(b []byte) (*Model, error) {
	m := &Model{}
	var graphs []*Graph
	err := each(b, func(v field) error {
		switch v.num {
		case 1:
			return v.int(&m.IR)
		case 2:
			return v.text(&m.Producer)
		case 3:
			return v.text(&m.ProducerVersion)
		case 4:
			return v.text(&m.Domain)
		case 5:
			return v.int(&m.Version)
		case 6:
			return v.text(&m.Doc)
		case 7:
			return message(v, &graphs, d.graph)
		case 8:
			return v.opset(&m.Opsets)
		case 14:
			return v.pair(&m.Metadata)
		case 25:
			return message(v, &m.Functions, d.function)
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("this is no ONNX model, or a damaged one: %w", err)
	}
	if len(graphs) != 1 {
		return nil, errors.New("this is no ONNX model: it holds no graph")
	}
	m.Graph = graphs[0]
	return m, m.versions()
}

// versions reports whether the versions of the file are among those that are understood.
func (m *Model) versions() error {
	if m.IR < MinIR || m.IR > MaxIR {
		return fmt.Errorf("the file is of version %d of the format; %d to %d are understood", m.IR, MinIR, MaxIR)
	}
	if len(m.Opsets) == 0 {
		return errors.New("the file does not say which version of the operators it uses (opset_import)")
	}
	for _, o := range m.Opsets {
		if o.Domain == Standard && (o.Version < MinOpset || o.Version > MaxOpset) {
			return fmt.Errorf("the file uses opset %d; %d to %d are understood", o.Version, MinOpset, MaxOpset)
		}
	}
	return nil
}

func (d *decoder) graph(g *Graph, b []byte) error {
	if d.depth++; d.depth > maxDepth {
		return errors.New("graphs lie too deep in each other")
	}
	defer func() { d.depth-- }()
	return each(b, func(v field) error {
		switch v.num {
		case 1:
			return message(v, &g.Nodes, d.node)
		case 2:
			return v.text(&g.Name)
		case 5:
			return message(v, &g.Initializers, d.tensor)
		case 10:
			return v.text(&g.Doc)
		case 11:
			return message(v, &g.Inputs, value)
		case 12:
			return message(v, &g.Outputs, value)
		case 13:
			return message(v, &g.Values, value)
		case 15:
			return d.sparse(v)
		}
		return nil
	})
}

// sparse refuses an initializer that is kept without its zeros, by its name.
func (d *decoder) sparse(v field) error {
	name := "?"
	err := each(v.bytes, func(v field) error {
		var values []*Tensor
		if v.num != 1 || message(v, &values, d.tensor) != nil {
			return nil
		}
		name = values[0].Name
		return nil
	})
	if err != nil {
		return err
	}
	return fmt.Errorf("the initializer %q is a sparse tensor: write it as a dense one", name)
}

func (d *decoder) function(f *Function, b []byte) error {
	return each(b, func(v field) error {
		switch v.num {
		case 1:
			return v.text(&f.Name)
		case 4:
			return v.texts(&f.Inputs)
		case 5:
			return v.texts(&f.Outputs)
		case 6:
			return v.texts(&f.Attrs)
		case 7:
			return message(v, &f.Nodes, d.node)
		case 9:
			return v.opset(&f.Opsets)
		case 10:
			return v.domain(&f.Domain)
		case 11:
			return message(v, &f.Defaults, d.attr)
		case 13:
			return v.text(&f.Overload)
		}
		return nil
	})
}

// domain reads the name of a domain; that of the standard operators has two.
func (v field) domain(dst *string) error {
	err := v.text(dst)
	if *dst == "ai.onnx" {
		*dst = Standard
	}
	return err
}

func (v field) opset(dst *[]Opset) error {
	var o Opset
	err := each(v.bytes, func(v field) error {
		switch v.num {
		case 1:
			return v.domain(&o.Domain)
		case 2:
			return v.int(&o.Version)
		}
		return nil
	})
	*dst = append(*dst, o)
	return errors.Join(err, v.want(protowire.BytesType))
}

func (v field) pair(dst *[]Pair) error {
	var p Pair
	err := each(v.bytes, func(v field) error {
		switch v.num {
		case 1:
			return v.text(&p.Key)
		case 2:
			return v.text(&p.Value)
		}
		return nil
	})
	*dst = append(*dst, p)
	return errors.Join(err, v.want(protowire.BytesType))
}
