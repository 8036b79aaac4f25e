package convert

import (
	"bytes"
	"errors"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/nngen/nngen/internal/expr"
	"github.com/nngen/nngen/internal/onnx"
	"github.com/nngen/nngen/internal/onnx/eval"
	"github.com/nngen/nngen/internal/onnx/proof"
	"github.com/nngen/nngen/internal/weights"
	"github.com/nngen/nngen/spec"
)

// Loose bounds what the roundings of float32 may change that fall otherwise than those of float64: a step here and there, of which an
// output sees little.
const Loose = 0.1

// Rounding counts the rows in which numbers were rounded otherwise, and by how much outputs differ there.
type Rounding struct {
	Rows  int
	Worst float64
}

// quantized reports whether the model leaves out the rounding of its file.
func (m *Model) quantized() bool {
	return m.Mode == eval.Smooth && slices.ContainsFunc(m.Graph.Nodes, func(n *onnx.Node) bool {
		return strings.Contains(n.Op, "QuantizeLinear") || strings.HasPrefix(n.Op, "QLinear") || n.Op == "QGemm"
	})
}

// asItIs compares a model without rounding with the file that rounds, row by row, since a scale may follow from all rows of a batch.
func (p *Proof) asItIs(m *Model, a *proof.Response, rows [][]float64) error {
	exact := *m
	exact.Mode = eval.AsIs
	batch := 1
	if m.Net.Batch > 0 {
		batch = m.Net.Batch
	}
	want, err := exact.inBatches(rows, batch)
	if err != nil {
		return err
	}
	other := Proof{}
	if err := other.compare(m, a.Single, want); err != nil {
		return err
	}
	p.Rounded = &other.Worst
	return nil
}

// all compares what the package computes row by row and in batches.
func (p *Proof) all(m *Model, a *proof.Response, want [][]float64) error {
	return errors.Join(p.compare(m, a.Single, want), p.compare(m, a.Batch, want))
}

// beside begins the proof of the package in float64 with what that in float32 makes of rounding.
func (p Proof) beside(m *Model, got, want [][]float64) (Proof, error) {
	wide := Proof{Rows: p.Rows, NaN: p.NaN, Head: p.Head, Row: p.Row, Rounding: &Rounding{Worst: p.Worst}}
	for i := range want {
		row := Proof{}
		if err := row.compare(m, got[i:i+1], want[i:i+1]); err != nil {
			return wide, err
		}
		if row.Worst > Bound {
			wide.Rounding.Rows++
		}
	}
	return wide, nil
}

// wide compares the package in float64 with the graph, which rounds there, too.
func (p *Proof) wide(m *Model, got *proof.Response, rows [][]float64) error {
	double := *m
	double.Mode = eval.InDouble
	want, err := double.Compute(rows)
	if err != nil {
		return err
	}
	return p.all(m, got, want)
}

// rounds reports whether numbers that float32 computes are rounded to whole ones.
func (c Claim) rounds() bool { return c.Spec.Precision == spec.Float32 && rounding(c.Spec) }

// rounding reports whether a layer rounds to whole numbers.
func rounding(s *spec.Spec) bool {
	return slices.ContainsFunc(s.Layers, func(l spec.Layer) bool {
		return l.Kind.Name == "quantize" || l.Formula != nil && expr.Calls(l.Formula, "round")
	})
}

// asSingle are layers whose numbers are in float64 what they are in float32, where they are written in its digits: 0.05 stands for the
// float32 next to it.
func asSingle(layers []spec.Layer) []spec.Layer {
	layers = slices.Clone(layers)
	for i := range layers {
		lists := maps.Clone(layers[i].Lists)
		for key, list := range lists {
			list = slices.Clone(list)
			for j, x := range list {
				if text := strconv.FormatFloat(x, 'g', -1, 64); text == strconv.FormatFloat(x, 'g', -1, 32) {
					list[j] = float64(float32(x))
				}
			}
			lists[key] = list
		}
		layers[i].Lists = lists
	}
	return layers
}

// withTwins adds the same in float64 of each claim that rounds.
func withTwins(claims []Claim) ([]Claim, error) {
	list := slices.Clone(claims)
	for _, c := range claims {
		if !c.rounds() {
			continue
		}
		tensors, err := weights.Read(c.Spec, bytes.NewReader(c.Weights))
		if err != nil {
			return nil, err
		}
		if c.Spec == c.Model.Spec { // before they were rounded to float32
			for name, p := range c.Model.Tensors {
				tensors[name] = p.Data
			}
		}
		wide := *c.Spec
		wide.Precision, wide.Layers = spec.Float64, asSingle(c.Spec.Layers)
		var b bytes.Buffer
		if err := weights.Write(&b, &wide, tensors); err != nil {
			return nil, err
		}
		list = append(list, Claim{c.Model, &wide, b.Bytes()})
	}
	return list, nil
}
