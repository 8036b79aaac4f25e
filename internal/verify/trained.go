package verify

import (
	"fmt"
	"math/rand/v2"
	"slices"

	"github.com/nngen/nngen/internal/verify/probe"
)

// TrainedRows is on how many rows a trained model is compared.
const TrainedRows = 200

// Trained is a model that there is already. Besides what is compared for all, its outputs are.
type Trained struct {
	Weights string // the file, as it is shown
	Path    string // where the program around the package finds it
	Tensors map[string][]float64
	Data    string      // the file that the rows are of, as it is shown
	Rows    [][]float64 // raw; none where some are to be drawn
}

// OfTrained is the comparison of what a trained model answers.
type OfTrained struct {
	Weights string `json:"file"`
	Data    string `json:"data,omitempty"` // empty where the rows are drawn
	Rows    int    `json:"rows"`           // that were compared
	// LeftOut counts rows in which the bound is passed, as it is with weights that are changed by about a rounding error.
	LeftOut int    `json:"left_out,omitempty"`
	Error   Number `json:"error"` // max|got − want| / max|want| of the worst row
	Bound   Number `json:"bound"`
	Problem string `json:"problem,omitempty"` // empty where the bound is kept
}

// text is a sentence about it.
func (o *OfTrained) text(model string) string {
	rows := "rows that are drawn"
	if o.Data != "" {
		rows = "rows of " + o.Data
	}
	left := ""
	if o.LeftOut > 0 {
		left = fmt.Sprintf("; left out: %d in which the rounding of its weights alone may change more", o.LeftOut)
	}
	if o.Rows == 0 {
		return fmt.Sprintf("%s with %s: no row to compare%s\n", model, o.Weights, left)
	}
	return fmt.Sprintf("%s with %s: outputs differ from the oracle's by at most %.1e, on %d %s%s\n", model, o.Weights, float64(o.Error), o.Rows, rows, left)
}

// trainedRows asks for the outputs of a trained model: on rows of its data, or else on some that are drawn around what its inputs expect.
func (t *trial) trainedRows() {
	m := t.model
	if m == nil {
		return
	}
	rows, most := m.Rows, max(1, min(TrainedRows, workBudget/t.work))
	if len(rows) == 0 {
		d := *t
		d.rand, d.x = rand.New(rand.NewPCG(7, 8)), t.expected(m.Tensors)
		for range most {
			x, _ := d.example()
			rows = append(rows, x)
		}
	}
	t.req.Trained = probe.Trained{Weights: m.Path, X: rows[:min(most, len(rows))]}
}

// expected is the distribution of the entries of an input by the offsets and scales of a file.
func (t *trial) expected(tensors map[string][]float64) (x normal) {
	norms := t.spec.Norms()
	for _, n := range norms[:len(norms)-len(t.spec.Outputs())] {
		if n.How == "none" {
			x.none(n.Size*n.Inner, true)
			continue
		}
		x.add(tensors[n.Tensor+".offset"], tensors[n.Tensor+".scale"], n.Inner)
	}
	return x
}

// trained compares the outputs of a trained model with those of the oracle with the same weights, row by row, and what it decides.
func (t *trial) trained(got probe.Answers) *OfTrained {
	if t.model == nil {
		return nil
	}
	o := &OfTrained{Weights: t.model.Weights, Data: t.model.Data, Bound: Number(t.precision.result)}
	if got.Problem != "" {
		o.Problem = fmt.Sprintf("%s: %s", o.Weights, got.Problem)
		return o
	}
	own := t.own()
	for i, x := range t.req.Trained.X {
		want, between := own.forward(x)
		c := t.outputs("Forward", [][]float64{got.Single[i], got.Batch[i]}, [][]float64{want, want})
		problem := ""
		switch {
		case !c.OK:
			problem = fmt.Sprintf("error %.1e, bound %.0e; output %d is %v instead of %v", float64(c.Error), float64(c.Bound), c.index, c.Got, c.Want)
		case got.Classes != nil:
			problem = t.undecided(got.Classes[i], want)
		}
		if problem != "" && (between || own.unsteady(x, want)) {
			o.LeftOut++
			continue
		}
		o.Rows++
		if c.worseThan(Check{Error: o.Error}) {
			o.Error = c.Error
		}
		if problem != "" && o.Problem == "" {
			o.Problem = fmt.Sprintf("outputs with %s: in row %d, %s", o.Weights, i, problem)
		}
	}
	return o
}

// undecided says what is wrong with the decisions about outputs; where these are within the bound of a tie or of a threshold, both
// decisions are right.
func (t *trial) undecided(classes []int, want []float64) string {
	near, from, k := t.precision.result*largest(want), 0, 0
	norms := t.spec.Norms()
	norms = norms[len(norms)-len(t.spec.Outputs()):]
	for h, out := range t.spec.Outputs() {
		y := want[from : from+out.Units]
		switch {
		case !out.Task.Labels:
		case out.Task.Classes:
			if c := classes[k]; c < 0 || c >= len(y) || y[c] < slices.Max(y)-near {
				return fmt.Sprintf("Classify says %d of the outputs %v", c, y)
			}
			k++
		default:
			for i, p := range y {
				at := out.Threshold.Value
				if out.Threshold.Find != "" {
					at = t.model.Tensors[norms[h].Tensor+".threshold"][i]
				}
				if yes := classes[k] == 1; yes && p < at-near || !yes && p >= at+near {
					return fmt.Sprintf("Classify says %t of the output %v, whose threshold is %v", yes, p, at)
				}
				k++
			}
		}
		from += out.Units
	}
	return ""
}
