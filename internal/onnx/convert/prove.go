package convert

import (
	"bytes"
	"context"
	"encoding/gob"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"slices"
	"strings"

	"github.com/nngen/nngen/internal/onnx"
	"github.com/nngen/nngen/internal/onnx/eval"
	"github.com/nngen/nngen/internal/onnx/proof"
	"github.com/nngen/nngen/internal/workshop"
	"github.com/nngen/nngen/spec"
)

// Bound is the largest difference that a model may have to the file that it came from.
const Bound = 1e-4

// Proof is a comparison of a compiled package with the file that it came from.
type Proof struct {
	Rows  int
	Worst float64 // the largest difference of an output, divided by the largest number of that output in all rows
	Head  string  // the output of the graph that has it
	Row   int
	NaN   bool // one of the two is no number where the other is

	// Rounding is what the same comparison says of the package in float32, where the network rounds: then the one above is of the
	// package in float64, since one number that lies between two steps makes them differ by a step.
	Rounding *Rounding
	// Rounded, where the file quantizes and the model does not, is how far its outputs are from those of the file with its rounding.
	Rounded *float64
}

// OK reports whether the package computes what the file does.
func (p Proof) OK() bool { return p.Err() == nil }

// Claim is a model of which it is claimed that it computes what its graph does.
type Claim struct {
	Model   *Model
	Spec    *spec.Spec
	Weights []byte
}

// Claim is what an import claims.
func (m *Model) Claim() Claim { return Claim{m, m.Spec, m.Weights} }

// Prove compiles the package of each claim and compares its outputs for random rows with those of the graph, computed
// node by node in float64.
func Prove(ctx context.Context, claims ...Claim) ([]Proof, error) {
	var rows, want [][][]float64
	for _, c := range claims {
		x := c.Model.Rows()
		y, err := c.Model.Compute(x)
		if err != nil {
			return nil, fmt.Errorf("the file cannot be computed, so nothing can be proved: %w", err)
		}
		rows, want = append(rows, x), append(want, y)
	}
	twins, err := withTwins(claims)
	if err != nil {
		return nil, err
	}
	for _, c := range twins[len(claims):] {
		rows = append(rows, rows[slices.IndexFunc(claims, func(of Claim) bool { return of.Model == c.Model })])
	}
	answers, err := answer(ctx, twins, rows)
	if err != nil {
		return nil, err
	}
	var proofs []Proof
	next := len(claims)
	for i, c := range claims {
		p := Proof{Rows: len(rows[i])}
		err := p.all(c.Model, answers[i], want[i])
		if err == nil && c.rounds() {
			p, err = p.beside(c.Model, answers[i].Single, want[i])
			if err == nil {
				err = p.wide(c.Model, answers[next], rows[i])
			}
			next++
		}
		if err == nil && c.Model.quantized() {
			err = p.asItIs(c.Model, answers[i], rows[i])
		}
		if err != nil {
			return nil, err
		}
		proofs = append(proofs, p)
	}
	return proofs, nil
}

// Against compares the package of a spec, with weights, with an ONNX file that it has to compute.
func Against(ctx context.Context, s *spec.Spec, weights []byte, path string) (Proof, error) {
	m, err := Import(path, Options{Name: "model", Dequantize: !rounding(s)})
	if err != nil {
		return Proof{}, err
	}
	proofs, err := Prove(ctx, Claim{m, s, weights})
	if err != nil {
		return Proof{}, err
	}
	return proofs[0], nil
}

// answer compiles the package of each claim and computes its rows.
func answer(ctx context.Context, claims []Claim, rows [][][]float64) ([]*proof.Response, error) {
	shop, err := workshop.Open()
	if err != nil {
		return nil, err
	}
	defer shop.Close()
	var programs []*workshop.Program
	for i, c := range claims {
		p, err := shop.Add(fmt.Sprintf("n%d", i), c.Spec, workshop.Proof)
		if err != nil {
			return nil, err
		}
		programs = append(programs, p)
	}
	if err := shop.Build(ctx); err != nil {
		return nil, err
	}
	var list []*proof.Response
	for i, c := range claims {
		weights := shop.Temp(fmt.Sprintf("weights%d", i))
		if err := os.WriteFile(weights, c.Weights, 0o600); err != nil {
			return nil, err
		}
		a, err := ask(ctx, programs[i], proof.Request{Weights: weights, X: rows[i]})
		if err != nil {
			return nil, err
		}
		list = append(list, a)
	}
	return list, nil
}

func ask(ctx context.Context, program *workshop.Program, req proof.Request) (*proof.Response, error) {
	var in, out, log bytes.Buffer
	if err := gob.NewEncoder(&in).Encode(&req); err != nil {
		return nil, err
	}
	cmd := program.Command(ctx)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = &in, &out, &log
	if err := cmd.Run(); err != nil {
		line, _, _ := strings.Cut(strings.TrimSpace(log.String()), "\n")
		return nil, fmt.Errorf("the program around the package failed: %w: %s", err, line)
	}
	answer := &proof.Response{}
	return answer, gob.NewDecoder(&out).Decode(answer)
}

// compare takes the outputs of the package for all rows; those of a row lie one after the other, as in the graph.
func (p *Proof) compare(m *Model, got, want [][]float64) error {
	start := 0
	for _, h := range m.Net.Heads {
		end := start + h.Size()
		largest := 0.0
		for i := range want {
			if len(got[i]) != len(want[i]) {
				return fmt.Errorf("the package has %d outputs, the file %d", len(got[i]), len(want[i]))
			}
			for _, w := range want[i][start:end] {
				if !math.IsInf(w, 0) {
					largest = max(largest, math.Abs(w))
				}
			}
		}
		for i := range want {
			for j := start; j < end; j++ {
				p.note(h.Name, i, got[i][j], want[i][j], largest)
			}
		}
		start = end
	}
	return nil
}

func (p *Proof) note(head string, row int, got, want, largest float64) {
	switch {
	case got == want || math.IsNaN(got) && math.IsNaN(want):
		return
	case math.IsNaN(got) != math.IsNaN(want):
		p.NaN, p.Head, p.Row = true, head, row
		return
	}
	difference := math.Abs(got - want)
	if largest > 0 {
		difference /= largest
	}
	if difference > p.Worst {
		p.Worst, p.Head, p.Row = difference, head, row
	}
}

// maxProof is about how many products of numbers are computed for a proof.
const maxProof = 1 << 33

// Rows draws rows for a model, of several sizes, around what its normalization expects. They are numbers of float32.
func (m *Model) Rows() [][]float64 {
	n := int(min(64, max(4, maxProof/m.Net.Work()))) // the evaluation of many would take minutes
	return m.drawn(rand.New(rand.NewPCG(1, 2)), n)
}

// drawn draws n rows.
func (m *Model) drawn(r *rand.Rand, n int) [][]float64 {
	if m.Net.Columns != nil {
		return m.tableRows(r, n)
	}
	offset, scale := m.Net.Offset, m.Net.Scale // where the inputs lie on which a normalized network was trained
	rows := make([][]float64, n)
	for i := range rows {
		spread := []float64{1, 1, 0.1, 5}[i%4]
		for k, in := range m.Net.Inputs {
			for j := range size(in.Dims) {
				x := draw(r, m.Graph.Inputs[k].Elem, spread)
				if m.Net.Codes > 0 && m.Graph.Inputs[k].Elem.IsInt() {
					x = float64(r.IntN(m.Net.Codes))
				}
				if k == 0 && offset != nil && m.Graph.Inputs[k].Elem.IsFloat() {
					x = offset[j] + scale[j]*x
				}
				rows[i] = append(rows[i], float64(float32(x)))
			}
		}
	}
	return rows
}

func draw(r *rand.Rand, elem onnx.Elem, spread float64) float64 {
	switch {
	case elem == onnx.Bool:
		return float64(r.IntN(2))
	case elem.IsInt():
		low, high := elem.Bounds()
		return float64(max(low, -8) + r.Int64N(min(high, 8)-max(low, -8)+1))
	}
	return spread * r.NormFloat64()
}

// maxFixed is the size of the largest fixed batch that is computed as it is; of a larger one a part is tried first.
const maxFixed = 64

// maxAtOnce is how many numbers of a layer are computed at once: the memory and the limits of the evaluation.
const maxAtOnce = 1 << 21

// Compute computes the graph for rows, and returns the outputs of each, one after the other.
func (m *Model) Compute(rows [][]float64) ([][]float64, error) {
	batch := min(len(rows), max(1, maxAtOnce/m.Net.Largest()))
	switch {
	case m.Net.Single:
		batch = 1
	case m.Net.Batch > 0 && m.Net.Batch <= maxFixed:
		batch = m.Net.Batch
	}
	out, err := m.inBatches(rows, batch)
	if err != nil && m.Net.Batch > maxFixed {
		return m.inBatches(rows, m.Net.Batch)
	}
	return out, err
}

func (m *Model) inBatches(rows [][]float64, batch int) (out [][]float64, err error) {
	for start := 0; start < len(rows); start += batch {
		var part [][]float64
		for i := range batch {
			part = append(part, rows[min(start+i, len(rows)-1)]) // the last batch is filled up
		}
		ys, err := m.run(part)
		if err != nil {
			return nil, err
		}
		out = append(out, ys[:min(batch, len(rows)-start)]...)
	}
	return out, nil
}

// run computes one batch.
func (m *Model) run(rows [][]float64) ([][]float64, error) {
	outputs, err := eval.RunIn(m.Mode, m.Graph, m.inputs(rows))
	if err != nil {
		return nil, err
	}
	return m.cut(outputs, len(rows))
}

// inputs makes inputs of the graph from rows.
func (m *Model) inputs(rows [][]float64) map[string]*eval.Tensor {
	inputs := map[string]*eval.Tensor{}
	if m.Net.Columns != nil {
		m.tableInputs(inputs, rows)
		return inputs
	}
	start := 0
	for k, in := range m.Net.Inputs {
		n := size(in.Dims)
		v := m.Graph.Inputs[k]
		t := &eval.Tensor{Elem: onnx.Double, Dims: m.dims(v, len(rows))}
		for _, row := range rows {
			t.Floats = append(t.Floats, row[start:start+n]...)
		}
		start += n
		inputs[v.Name] = eval.Cast(t, v.Elem)
	}
	return inputs
}

// cut lays the outputs of each of n rows one after the other.
func (m *Model) cut(outputs []*eval.Tensor, n int) ([][]float64, error) {
	ys := make([][]float64, n)
	for _, h := range m.Net.Heads {
		y, err := h.Of(m.Graph, outputs)
		if err != nil {
			return nil, err
		}
		if len(y) != n*h.Size() {
			return nil, fmt.Errorf("the output %q has %d numbers for %d rows", h.Name, len(y), n)
		}
		for i := range ys {
			ys[i] = append(ys[i], y[i*h.Size():(i+1)*h.Size()]...)
		}
	}
	return ys, nil
}

func (m *Model) dims(v *onnx.Value, rows int) []int {
	var dims []int
	for i, d := range v.Dims {
		if i == 0 && !m.Net.Single {
			dims = append(dims, rows)
		} else {
			dims = append(dims, int(d.Size))
		}
	}
	return dims
}

func size(dims []int) int {
	n := 1
	for _, d := range dims {
		n *= d
	}
	return n
}

var errWrong = errors.New("the package does not compute what the file does")

// Err says where a proof failed; it is nil where it did not.
func (p Proof) Err() error {
	switch {
	case p.NaN:
		return fmt.Errorf("%w: in row %d, one of the two is no number at the output %q", errWrong, p.Row, p.Head)
	case math.IsInf(p.Worst, 0):
		return fmt.Errorf("%w: at the output %q it goes beyond the range of its numbers; --precision float64 has more", errWrong, p.Head)
	case p.Rounding != nil && p.Rounding.Worst > Loose:
		return fmt.Errorf("%w: what float32 rounds otherwise than float64 changes an output by %.2g of its largest number", errWrong, p.Rounding.Worst)
	case p.Worst > Bound:
		return fmt.Errorf("%w: at the output %q they differ by %.2g of its largest number, and %g is allowed", errWrong, p.Head, p.Worst, Bound)
	}
	return nil
}
