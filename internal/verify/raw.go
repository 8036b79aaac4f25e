package verify

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/nngen/nngen/internal/ir"
	"github.com/nngen/nngen/internal/op"
	"github.com/nngen/nngen/spec"
)

// gapShare is how often a value is drawn as missing, or as none of those listed, where that may be.
const gapShare = 0.2

// raw draws a row as it stands in the data: the entries of Input, and the texts and members of JSON that say the same.
func (t *trial) raw() (x []float64) {
	t.written = written{}
	for i := range t.spec.Inputs {
		in := &t.spec.Inputs[i].Encoding
		if in.Missing.How != op.Refuse && t.rand.Float64() < gapShare {
			x = append(x, slices.Repeat([]float64{math.NaN()}, in.Entries())...)
			t.written.add(t.spec, in, i, t.gap(in), "null")
			continue
		}
		v, text, member := t.value(in)
		x = append(x, v...)
		t.written.add(t.spec, in, i, text, member)
	}
	return x
}

// written is how a row is written in a CSV, column by column, and in JSON.
type written struct {
	texts []string
	json  []byte
}

func (w *written) add(s *spec.Spec, in *op.Input, i int, text, member string) {
	if in.Type.Scaled && s.Data.Decimal == "," {
		text = strings.Replace(text, ".", ",", 1)
	}
	w.texts = append(w.texts, text)
	w.json = append(w.json, map[bool]byte{true: '{', false: ','}[len(w.json) == 0])
	w.json = append(append(append(w.json, quoted(s.Inputs[i].Text)...), ':'), member...)
}

// quoted is a text in JSON.
func quoted(text string) string {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(text); err != nil {
		panic("internal error: " + err.Error())
	}
	return strings.TrimSpace(b.String())
}

// gap is a text that says that there is no value.
func (t *trial) gap(in *op.Input) string {
	missing := t.spec.Data.Missing
	if missing == nil {
		missing = []string{"", "NA", "null"}
	}
	for _, text := range missing {
		if !slices.Contains(in.Values, text) {
			return text
		}
	}
	return ""
}

// value draws a value of an input: its entries, and how it is written in a CSV and in JSON.
func (t *trial) value(in *op.Input) (x []float64, text, member string) {
	switch in.Type.Go {
	case op.GoBool:
		v := t.rand.IntN(2)
		if in.Words {
			return []float64{float64(v)}, in.Values[v], quoted(in.Values[v])
		}
		return []float64{float64(v)}, [...][]string{{"false", "no", "0"}, {"true", "Y", "1.0"}}[v][t.rand.IntN(3)], fmt.Sprint(v == 1)
	case op.GoTime:
		return t.date(in)
	case op.GoValue:
		if in.Unknown.How != op.Refuse && t.rand.Float64() < gapShare {
			return []float64{float64(len(in.Values))}, "none of these", quoted("none of these")
		}
		v := t.rand.IntN(len(in.Values))
		return []float64{float64(v)}, in.Values[v], quoted(in.Values[v])
	}
	v := t.number(in)
	text = strconv.FormatFloat(v, 'g', -1, 64)
	return []float64{v}, text, text
}

// date draws a date, whose parts are those of package time.
func (t *trial) date(in *op.Input) (x []float64, text, member string) {
	const from, to = 788_918_400, 1_893_456_000 // 1995 to 2030
	text = time.Unix(from+t.rand.Int64N(to-from), 0).UTC().Format(in.Format)
	when, err := time.Parse(in.Format, text)
	if err != nil {
		panic("internal error: " + err.Error())
	}
	for _, part := range in.Parts {
		x = append(x, float64(map[string]int{"year": when.Year(), "month": int(when.Month()), "day": when.Day(), "weekday": int(when.Weekday()), "hour": when.Hour()}[part]))
	}
	return x, text, quoted(text)
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
