package inspect

import (
	"encoding/json"
	"io"
	"strings"

	"github.com/nngen/nngen/internal/ir"
	"github.com/nngen/nngen/internal/plan"
	"github.com/nngen/nngen/spec"
)

// Report describes a network. Its JSON form is a stable interface: keys are added, but neither renamed nor removed.
type Report struct {
	Model       string   `json:"model"`
	Description string   `json:"description,omitempty"`
	Precision   string   `json:"precision"`
	Task        string   `json:"task"`
	Inputs      Inputs   `json:"inputs"`
	Outputs     Outputs  `json:"outputs"`
	Layers      []Layer  `json:"layers"`
	Totals      Totals   `json:"totals"`
	Training    Training `json:"training"`
}

// Totals are sums over all layers.
type Totals struct {
	Layers       int `json:"layers"` // L: the input is not counted
	Parameters   int `json:"parameters"`
	MultiplyAdds int `json:"multiply_adds"` // per example, forward
	Bytes        int `json:"bytes"`         // of the parameters
}

// New compiles a checked spec and describes the result. An error is a bug of nngen.
func New(s *spec.Spec) (*Report, error) {
	p, err := plan.Compile(s)
	if err != nil {
		return nil, err
	}
	r := &Report{
		Model: s.Model, Description: clean(s.Description), Precision: string(s.Precision), Task: s.Output.Task.Name,
		Inputs: newInputs(s), Outputs: newOutputs(s), Training: newTraining(s, p),
		Totals: Totals{Layers: s.NumLayers(), Parameters: p.NumParams()},
	}
	affine := affineOf(p)
	for i := range s.Layers {
		if !s.Layers[i].Kind.Weighted {
			last := &r.Layers[len(r.Layers)-1]
			last.Then = append(last.Then, then(&s.Layers[i]))
			continue
		}
		l := newLayer(&s.Layers[i], affine[s.Layers[i].Index], s.Precision)
		r.Totals.MultiplyAdds += l.MultiplyAdds
		r.Totals.Bytes += l.Bytes
		r.Layers = append(r.Layers, l)
	}
	return r, nil
}

// affineOf finds the instruction that computes Z of each layer.
func affineOf(p *ir.Program) map[int]*ir.Instr {
	found := map[int]*ir.Instr{}
	for _, in := range p.Forward {
		if ir.Is[ir.Affine](in) {
			found[in.Layer] = in
		}
	}
	return found
}

// JSON writes the report as one document.
func (r *Report) JSON(w io.Writer) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(r)
}

// facts are the totals in one line.
func (r *Report) facts() string {
	t := r.Totals
	return strings.Join([]string{r.Task, r.Precision, count(t.Layers, "layer"), count(t.Parameters, "parameter"),
		count(t.MultiplyAdds, "multiply-add"), count(t.Bytes, "byte")}, " · ")
}
