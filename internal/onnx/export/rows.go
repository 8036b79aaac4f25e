package export

import (
	"math"
	"slices"

	"github.com/nngen/nngen/internal/expr"
	"github.com/nngen/nngen/internal/ir"
	"github.com/nngen/nngen/internal/onnx"
	"github.com/nngen/nngen/internal/op"
	"github.com/nngen/nngen/spec"
)

// rows writes how a raw row of typed inputs is encoded: op.Encode as nodes.
type rows struct {
	*writer
	raw, filled, scaled string
	parts               []string // of the encoded row
	from, to            int      // of scaled entries that are the next part
}

// encoded is the row that layer 1 sees.
func (w *writer) encoded(x string, s *spec.Spec) string {
	r := &rows{writer: w, raw: x}
	inputs := s.Encodings()
	r.fill(inputs)
	r.scale(inputs, s.Norms()[0])
	for _, in := range inputs {
		w.layer = "input." + in.Name
		r.encode(in)
		if in.Flagged() {
			r.add(r.node("Cast", []string{r.missing(r.raw, in.Entry)}, attrInt("to", int(w.elem))))
		}
	}
	r.flush()
	w.layer = "input"
	if len(r.parts) == 1 {
		return r.parts[0]
	}
	return w.node("Concat", r.parts, attrInt("axis", 1))
}

// fill puts numbers where entries are missing.
func (r *rows) fill(inputs []*op.Input) {
	r.filled, r.layer = r.raw, "input"
	fills := op.Starts(inputs)
	var on []int64
	for _, in := range inputs {
		if in.Fill().Fitted() {
			fills[in.Entry] = r.tensors[in.Tensor("fill")][0]
		}
	}
	for i, v := range fills {
		on = append(on, 1)
		if math.IsNaN(v) { // nothing stands for it
			on[i], fills[i] = 0, 0
		}
	}
	if !slices.Contains(on, 1) {
		return
	}
	at := r.node("IsNaN", []string{r.raw})
	if slices.Contains(on, 0) {
		at = r.node("And", []string{at, r.mask(on)})
	}
	r.filled = r.node("Where", []string{at, r.numbers([]int{1, len(fills)}, fills...), r.raw})
}

func (r *rows) mask(on []int64) string {
	return r.constant(&onnx.Tensor{Elem: onnx.Bool, Dims: []int{1, len(on)}, Ints: on})
}

// scale transforms and normalizes the row.
func (r *rows) scale(inputs []*op.Input, n spec.Norm) {
	r.scaled = r.some(inputs, r.filled, "log1p(x)", func(in *op.Input) bool { return in.Log1p })
	if n.How != "none" {
		d := r.node("Sub", []string{r.scaled, r.tensor(n.Tensor+".offset", []int{n.Size})})
		r.scaled = r.node("Div", []string{d, r.tensor(n.Tensor+".scale", []int{n.Size})})
	}
	r.scaled = r.some(inputs, r.scaled, op.Squash, func(in *op.Input) bool { return in.Normalize == "robust" })
}

// some applies a formula to the entries of some inputs.
func (r *rows) some(inputs []*op.Input, x, formula string, which func(*op.Input) bool) string {
	var on []int64
	for _, in := range inputs {
		v := int64(0)
		if which(in) {
			v = 1
		}
		on = append(on, slices.Repeat([]int64{v}, in.Entries())...)
	}
	if !slices.Contains(on, 1) {
		return x
	}
	y := r.expression(expr.MustParse(formula, "x"), []string{x})
	if !slices.Contains(on, 0) {
		return y
	}
	return r.node("Where", []string{r.mask(on), y, x})
}

// take adds scaled entries to the encoded row. Those next to each other are one part.
func (r *rows) take(entry int) {
	if r.to != entry || r.from == r.to {
		r.flush()
		r.from = entry
	}
	r.to = entry + 1
}

func (r *rows) flush() {
	if r.from < r.to {
		r.parts = append(r.parts, r.entries(r.scaled, r.from, r.to))
	}
	r.from, r.to = 0, 0
}

func (r *rows) add(part string) {
	r.flush()
	r.parts = append(r.parts, part)
}

// entries are some columns of a row.
func (r *rows) entries(x string, from, to int) string {
	return r.node("Slice", []string{x, r.ints(from), r.ints(to), r.ints(1)})
}

func (r *rows) missing(x string, entry int) string {
	return r.node("IsNaN", []string{r.entries(x, entry, entry+1)})
}

// encode adds the entries of an input.
func (r *rows) encode(in *op.Input) {
	switch in.Type.Name {
	case "category":
		r.category(in)
	case "ordinal":
		r.ordinal(in)
	case "date":
		for i, part := range in.Parts {
			r.datePart(in, in.Entry+i, part)
		}
	default:
		r.take(in.Entry)
		if in.Bins > 0 {
			r.bins(in)
		}
	}
}

// category is 1 in the column of its code. What is no code is none of those counted, and 0/0 is no number.
func (r *rows) category(in *op.Input) {
	code := in.Code()
	x := r.replaced(in, code)
	var columns []float64
	for k := range in.Values {
		columns = append(columns, float64(k))
	}
	if in.Missing.How == op.Own {
		columns = append(columns, float64(code.Values+1))
	}
	if in.Unknown.How == op.Own {
		columns = append(columns, float64(code.Values))
	}
	hot := r.is(x, columns...)
	known := r.node("ReduceSum", []string{hot, r.ints(1)}, attrInt("keepdims", 1))
	if code.Unknown == ir.None {
		known = r.node("Add", []string{known, r.is(x, float64(code.Values))})
	}
	hot = r.node("Div", []string{hot, known})
	if in.Embedding > 0 {
		hot = r.node("MatMul", []string{hot, r.tensor(in.Tensor("embedding"), []int{in.Rows(), in.Embedding})})
	}
	r.add(hot)
}

// replaced is the code of an input with a listed value in the place of one that is not.
func (r *rows) replaced(in *op.Input, code ir.Code) string {
	x := r.entries(r.filled, in.Entry, in.Entry+1)
	if in.Unknown.How != op.Given {
		return x
	}
	unknown := r.node("Equal", []string{x, r.numbers([]int{}, float64(code.Values))})
	return r.node("Where", []string{unknown, r.numbers([]int{}, float64(code.Unknown)), x})
}

// is says which of some numbers a column is, as 1 and 0.
func (r *rows) is(x string, list ...float64) string {
	return r.node("Cast", []string{r.node("Equal", []string{x, r.numbers([]int{1, len(list)}, list...)})}, attrInt("to", int(r.elem)))
}

// ordinal is the position of a value from 0 to 1. What lies outside is r·0/0, no number.
func (r *rows) ordinal(in *op.Input) {
	code := in.Code()
	x := r.replaced(in, code)
	if code.Unknown == ir.None {
		unknown := r.node("Equal", []string{x, r.numbers([]int{}, float64(code.Values))})
		x = r.node("Where", []string{unknown, r.numbers([]int{}, 0), x})
	}
	last := r.numbers([]int{}, float64(code.Values-1))
	inside := r.node("And", []string{r.node("GreaterOrEqual", []string{x, r.numbers([]int{}, 0)}), r.node("LessOrEqual", []string{x, last})})
	ok := r.node("Cast", []string{inside}, attrInt("to", int(r.elem)))
	rank := r.node("Mul", []string{r.node("Div", []string{x, last}), ok})
	r.add(r.node("Div", []string{rank, ok}))
}

// datePart is the year, or a place on a circle.
func (r *rows) datePart(in *op.Input, entry int, part string) {
	if part == "year" {
		r.take(entry)
		return
	}
	c := op.Cycle(part)
	x := r.entries(r.filled, entry, entry+1)
	angle := r.node("Mul", []string{r.node("Sub", []string{x, r.numbers([]int{}, c.First)}), r.numbers([]int{}, 2*math.Pi/c.Period)})
	for _, f := range []string{"Sin", "Cos"} {
		y := r.node(f, []string{angle})
		if in.Missing.How == op.Own {
			y = r.node("Where", []string{r.node("IsNaN", []string{x}), r.numbers([]int{}, 0), y})
		}
		r.add(y)
	}
}

// bins are how far a number has come in each bin, from 0 to 1; the first and the last are not bounded. Bins of no width are a step.
func (r *rows) bins(in *op.Input) {
	edges := r.tensors[in.Tensor("edges")]
	n := in.Bins
	low, width, least, most, steps := edges[:n], make([]float64, n), make([]float64, n), slices.Repeat([]float64{1}, n), make([]int64, n)
	for k := range n {
		if width[k] = edges[k+1] - edges[k]; width[k] == 0 {
			width[k], steps[k] = 1, 1
		}
	}
	least[0], most[n-1] = -math.MaxFloat32, math.MaxFloat32
	dims := []int{1, n}
	x := r.entries(r.filled, in.Entry, in.Entry+1)
	z := r.node("Div", []string{r.node("Sub", []string{x, r.numbers(dims, low...)}), r.numbers(dims, width...)})
	z = r.node("Min", []string{r.node("Max", []string{z, r.numbers(dims, least...)}), r.numbers(dims, most...)})
	if slices.Contains(steps, 1) {
		step := r.node("Cast", []string{r.node("GreaterOrEqual", []string{x, r.numbers(dims, low...)})}, attrInt("to", int(r.elem)))
		z = r.node("Where", []string{r.mask(steps), step, z})
	}
	if in.Missing.How == op.Refuse { // no number where there is none, whatever Min and Max make of it
		z = r.node("Where", []string{r.node("IsNaN", []string{x}), x, z})
	}
	r.add(z)
}
