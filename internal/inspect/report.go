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

	chain bool   // every layer takes the one before
	heads []edge // what each head reads
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
	if s.Standalone {
		p = p.Portable()
	}
	r := &Report{
		Model: s.Model, Description: clean(s.Description), Precision: string(s.Precision), Task: each(s, func(out *spec.Output) string { return out.Task.Name }),
		Inputs: newInputs(s), Outputs: newOutputs(s), Training: newTraining(s, p),
		Totals: Totals{Layers: s.NumLayers(), Parameters: p.NumParams()},
	}
	r.chain = s.Chain()
	r.heads = heads(s)
	calls := callsOf(p)
	for i := range s.Layers {
		if s.Layers[i].Kind.Uncounted {
			r.follow(&s.Layers[i])
			continue
		}
		l := newLayer(s, &s.Layers[i], p, calls[s.Layers[i].Index])
		r.Totals.MultiplyAdds += l.MultiplyAdds
		r.Totals.Bytes += l.Bytes
		r.Layers = append(r.Layers, l)
	}
	return r, nil
}

// each joins what is said of the heads.
func each(s *spec.Spec, say func(*spec.Output) string) string {
	var list []string
	for _, out := range s.Outputs() {
		list = append(list, say(out))
	}
	return strings.Join(list, ", ")
}

// follow notes a layer that is not counted behind the one that it takes.
func (r *Report) follow(l *spec.Layer) {
	for i := range r.Layers {
		if r.Layers[i].Index == l.Index {
			r.Layers[i].Then = append(r.Layers[i].Then, then(l))
		}
	}
}

// callsOf finds the calls of each layer for one example. One that computes two layers is that of both.
func callsOf(p *ir.Program) map[int][]*ir.Call {
	calls := map[int][]*ir.Call{}
	for _, c := range p.Calls.One {
		last := -1
		for _, in := range c.Instrs {
			if in.Layer != last {
				calls[in.Layer] = append(calls[in.Layer], c)
				last = in.Layer
			}
		}
	}
	return calls
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
