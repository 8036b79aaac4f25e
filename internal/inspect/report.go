package inspect

import (
	"encoding/json"
	"io"
	"strings"

	"github.com/nngen/nngen/internal/ir"
	"github.com/nngen/nngen/internal/plan"
	"github.com/nngen/nngen/internal/words"
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
	affine, calls := products(p)
	for i := range s.Layers {
		if s.Layers[i].Kind.Uncounted {
			last := &r.Layers[len(r.Layers)-1]
			last.Then = append(last.Then, then(&s.Layers[i]))
			continue
		}
		l := newLayer(&s.Layers[i], p, calls[s.Layers[i].Index], affine[s.Layers[i].Index], s.Precision)
		r.Totals.MultiplyAdds += l.MultiplyAdds
		r.Totals.Bytes += l.Bytes
		r.Layers = append(r.Layers, l)
	}
	return r, nil
}

// products finds the instruction that computes Z of each layer for one example, and its call.
func products(p *ir.Program) (affine map[int]*ir.Instr, calls map[int]*ir.Call) {
	affine, calls = map[int]*ir.Instr{}, map[int]*ir.Call{}
	for _, c := range p.Calls.One {
		for _, in := range c.Instrs {
			if ir.Is[ir.Affine](in) {
				affine[in.Layer], calls[in.Layer] = in, c
			}
		}
	}
	return affine, calls
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
	return strings.Join([]string{r.Task, r.Precision, words.Count(t.Layers, "layer"), words.Count(t.Parameters, "parameter"),
		words.Count(t.MultiplyAdds, "multiply-add"), words.Count(t.Bytes, "byte")}, " · ")
}
