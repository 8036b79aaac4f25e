package verify

import (
	"math"
	"slices"

	"github.com/nngen/nngen/internal/ir"
	"github.com/nngen/nngen/internal/op"
)

// gapShare is how often a value is drawn as missing, or as none of those listed, where that may be.
const gapShare = 0.2

// dateRanges are the first and the last whole number of each part of a date.
var dateRanges = map[string][2]int{"year": {1995, 2030}, "month": {1, 12}, "day": {1, 31}, "weekday": {0, 6}, "hour": {0, 23}}

// raw draws a row as it stands in the data.
func (t *trial) raw() (x []float64) {
	for _, in := range t.spec.Encodings() {
		missing := in.Missing.How != op.Refuse && t.rand.Float64() < gapShare
		for part := range in.Entries() {
			v := t.value(in, part)
			if missing {
				v = math.NaN()
			}
			x = append(x, v)
		}
	}
	return x
}

// value draws an entry of an input.
func (t *trial) value(in *op.Input, part int) float64 {
	switch in.Type.Go {
	case op.GoBool:
		return float64(t.rand.IntN(2))
	case op.GoTime:
		r := dateRanges[in.Parts[part]]
		return float64(r[0] + t.rand.IntN(r[1]-r[0]+1))
	case op.GoValue:
		if in.Unknown.How != op.Refuse && t.rand.Float64() < gapShare {
			return float64(len(in.Values))
		}
		return float64(t.rand.IntN(len(in.Values)))
	}
	return t.number(in)
}

// number draws a number that is about normal once it is transformed and normalized.
func (t *trial) number(in *op.Input) float64 {
	v := t.normal(t.x.offset[in.Entry], t.x.scale[in.Entry])
	if in.Log1p {
		return t.precision.round(math.Expm1(min(v, 10)))
	}
	return v
}

// fitted draws what training would find in the data: fills and edges. Entries that are not normalized have offset 0 and scale 1.
func (t *trial) fitted() {
	t.req.InputFill, t.req.InputEdges = nil, nil
	inputs := t.spec.Encodings()
	for _, in := range inputs {
		if in.Normalize == "none" && t.req.InputScale != nil {
			for i := range in.Entries() {
				for _, list := range [][]float64{t.req.InputOffset, t.norms["inputOffset"], t.x.offset} {
					list[in.Entry+i] = 0
				}
				for _, list := range [][]float64{t.req.InputScale, t.norms["inputScale"], t.x.scale} {
					list[in.Entry+i] = 1
				}
			}
		}
	}
	t.fills(inputs)
	t.edges(inputs)
}

func (t *trial) fills(inputs []*op.Input) {
	if t.lowered.Buffer("inputFill") == nil {
		return
	}
	fill := op.Starts(inputs)
	for _, in := range inputs {
		switch how := in.Fill(); {
		case !how.Fitted():
		case in.Type.Scaled:
			fill[in.Entry] = t.number(in)
		case how.How == op.MostFrequent:
			fill[in.Entry] = float64(t.rand.IntN(len(in.Values)))
		default: // the mean of positions
			fill[in.Entry] = t.between(0, float64(max(2, len(in.Values))-1))
		}
	}
	t.req.InputFill, t.norms["inputFill"] = fill, fill
}

// edges draws edges in ascending order, some of them equal.
func (t *trial) edges(inputs []*op.Input) {
	drawn := map[string][]float64{}
	for _, in := range inputs {
		if in.Bins == 0 {
			continue
		}
		var list []float64
		for range in.Bins + 1 {
			list = append(list, t.number(in))
		}
		slices.Sort(list)
		if k := t.rand.IntN(len(list)); k > 0 {
			list[k] = list[k-1]
		}
		drawn[in.Tensor("edges")] = list
		t.req.InputEdges = append(t.req.InputEdges, list...)
	}
	for _, c := range t.lowered.WithRole(ir.Constant) {
		if c.Saved.Tensor == "input.edges" {
			for _, p := range c.Saved.Parts {
				t.norms[c.Name] = append(t.norms[c.Name], drawn[p.Tensor]...)
			}
		}
	}
}
