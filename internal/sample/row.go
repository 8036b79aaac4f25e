package sample

import (
	"encoding/json"
	"math"
	"strings"
	"time"

	"github.com/nngen/nngen/internal/op"
	nn "github.com/nngen/nngen/runtime"
	"github.com/nngen/nngen/spec"
)

// row is one example: its entries, and how the example of the package writes them.
type row struct {
	x       []float64
	members []string // of the JSON of a record
	cycles  []int    // of each input where there are no names: entry i is i modulo this
}

// rowOf is the k-th row that may be shown, from about the middle of the training data, as its normalization tells it.
func rowOf(s *spec.Spec, tensors map[string][]float64, k int) (r row) {
	norms := s.Norms()
	if len(s.Inputs) == 0 {
		for _, n := range norms[:max(1, len(s.Ports))] {
			r.cycle(n, tensors, k)
		}
		return r
	}
	for i := range s.Inputs {
		r.column(&s.Inputs[i], norms[0], tensors, k)
	}
	return r
}

// cycle adds the entries of an input: numbers that go round from 0 to about the largest of the training data.
func (r *row) cycle(n spec.Norm, tensors map[string][]float64, k int) {
	largest := 1.0
	for i := range n.Size {
		middle, step := about(n, tensors, i)
		largest = max(largest, middle+2*step)
	}
	cycle := int(min(255, math.Round(largest))) + 1 + k
	for i := range n.Size * n.Inner {
		r.x = append(r.x, float64(i%cycle))
	}
	r.cycles = append(r.cycles, cycle)
}

// about is the middle of an entry in the training data, and how far half of them are from there.
func about(n spec.Norm, tensors map[string][]float64, i int) (middle, step float64) {
	switch n.How {
	case "none":
		return 1, 0
	case "minmax":
		low, width := tensors[n.Tensor+".offset"][i], tensors[n.Tensor+".scale"][i]
		return low + width/2, width / 4
	}
	return tensors[n.Tensor+".offset"][i], tensors[n.Tensor+".scale"][i] / 2
}

// column adds the entries of an input with a name.
func (r *row) column(in *spec.Input, n spec.Norm, tensors map[string][]float64, k int) {
	e := &in.Encoding
	var x []float64
	var member any
	switch e.Type.Go {
	case op.GoBool:
		x, member = []float64{float64(k % 2)}, k%2 == 1
		if e.Words {
			member = e.Values[k%2]
		}
	case op.GoTime:
		day := time.Date(2024, 5, 17+k, 9, 30, 0, 0, time.UTC).Format(e.Format)
		x, member = dateParts(e, day), day
	case op.GoValue:
		x, member = []float64{float64(k % len(e.Values))}, e.Values[k%len(e.Values)]
	default:
		v := number(e, n, tensors, k)
		x, member = []float64{v}, v
	}
	r.x = append(r.x, x...)
	r.members = append(r.members, quoted(in.Text)+": "+quoted(member))
}

// dateParts are the entries of a date, which may say less than a time does.
func dateParts(e *op.Input, day string) []float64 {
	when, err := time.Parse(e.Format, day)
	if err != nil {
		panic("internal error: " + err.Error())
	}
	x := make([]float64, len(e.Parts))
	if err := nn.PutTime(&nn.Column{Parts: e.Parts}, x, when); err != nil {
		panic("internal error: " + err.Error())
	}
	return x
}

// number is a number from the middle of the training data, or beside it, with no more digits than tell rows apart.
func number(e *op.Input, n spec.Norm, tensors map[string][]float64, k int) float64 {
	if e.Normalize == "none" {
		n.How = "none"
	}
	middle, step := about(n, tensors, e.Entry)
	v := middle + step*float64((k+1)/2*(1-k%2*2))/4
	if step > 0 {
		unit := math.Pow(10, -math.Floor(math.Log10(step)))
		v = math.Round(v*unit) / unit
	}
	if e.Log1p {
		return math.Round(math.Expm1(v))
	}
	return v
}

// quoted is a value in JSON.
func quoted(v any) string {
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		panic("internal error: " + err.Error())
	}
	return strings.TrimSpace(b.String())
}
