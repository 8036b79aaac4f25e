package op

import (
	"fmt"
	"math"
	"slices"

	"github.com/nngen/nngen/internal/expr"
	"github.com/nngen/nngen/internal/ir"
)

// Encoder lowers the raw row of a table to the row that layer 1 sees. What is done to numbers is done to all of the row at
// once; types then take what is theirs.
type Encoder struct {
	*ir.Builder
	raw    *ir.Buffer
	filled *ir.Buffer // missing entries filled
	scaled *ir.Buffer // then transformed and normalized
	tables map[*Input]*ir.Buffer

	parts  []part
	width  int
	flags  *group
	groups []*group // of piecewise encodings, by the number of bins
}

// part is a run of encoded entries that lie side by side in a buffer, too.
type part struct {
	of      *ir.Buffer
	in      *group // or of a group, whose buffer comes later
	from, n int
}

// group is what is computed of several inputs at once.
type group struct {
	name    string
	inputs  []*Input
	entries []int
	bins    int
	buffer  *ir.Buffer
}

// Norm declares the offsets and scales of the raw row, where any number is normalized; it may be nil.
type Norm func(src *ir.Buffer, name string) *ir.Buffer

// Tables declares the embeddings of the inputs, in their order.
func Tables(b *ir.Builder, inputs []*Input) map[*Input]*ir.Buffer {
	tables := map[*Input]*ir.Buffer{}
	for _, in := range inputs {
		if in.Embedding > 0 {
			t := b.Buffer("E"+in.Go, ir.Param, in.Rows(), in.Embedding)
			t.Saved = &ir.Saved{Tensor: in.Tensor("embedding"), Fill: ir.Fill{Dist: string(Normal), Spread: 1, Note: "embedding: N(0, 1)"}}
			tables[in] = t
		}
	}
	return tables
}

// Encode lowers the inputs and returns the encoded row.
func Encode(b *ir.Builder, x *ir.Buffer, inputs []*Input, tables map[*Input]*ir.Buffer, norm Norm) *ir.Buffer {
	e := &Encoder{Builder: b, raw: x, tables: tables}
	plain := !slices.ContainsFunc(inputs, func(in *Input) bool { return in.Width() != 1 || in.Type.Go == GoValue || in.Type.Go == GoTime })
	e.scale(inputs, norm, plain)
	if plain {
		return e.scaled
	}
	for _, in := range inputs {
		in.Type.Encode(e, in)
		if in.Flagged() {
			e.flag(in)
		}
	}
	return e.joined()
}

// scale fills, transforms and normalizes the row. Where nothing follows, the last step makes a0.
func (e *Encoder) scale(inputs []*Input, norm Norm, last bool) {
	log := func(in *Input) bool { return in.Log1p }
	robust := func(in *Input) bool { return in.Normalize == "robust" }
	logs, squashed := slices.ContainsFunc(inputs, log), slices.ContainsFunc(inputs, robust)
	name := func(name string, more bool) string {
		if last && !more {
			return "a0"
		}
		return name
	}
	e.filled = e.raw
	start := Starts(inputs)
	if slices.ContainsFunc(start, func(v float64) bool { return !math.IsNaN(v) }) {
		fill := e.Buffer("inputFill", ir.Constant, len(start))
		fill.Saved = &ir.Saved{Tensor: "input.fill", Fill: ir.Fill{Values: start}}
		for _, in := range inputs {
			if in.Fill().Fitted() {
				fill.Saved.Parts = append(fill.Saved.Parts, ir.SavedPart{Tensor: in.Tensor("fill"), From: in.Entry, Dims: []int{1}})
			}
		}
		e.filled = e.Temp(name("xf", logs || norm != nil), e.raw.Dims...)
		e.Emit(ir.Filled{}, e.filled, e.raw, fill)
	}
	e.scaled = e.some(inputs, e.filled, name("xt", norm != nil), "inputLog", "log1p", "log1p(x)", "1.0/(1.0 + x)", log)
	if norm != nil {
		e.scaled = norm(e.scaled, name("xn", squashed))
	}
	e.scaled = e.some(inputs, e.scaled, name("xr", false), "inputRobust", "squash", Squash, SquashSlope, robust)
}

// Squash is what robust normalization ends with, z/√(1 + (z/3)²), so written that no square overflows.
const Squash = "where(abs(x) > 3.0, 3.0*sign(x)/sqrt(1.0 + 9.0/(x*x)), x/sqrt(1.0 + x*x/9.0))"

// SquashSlope is the slope of Squash.
const SquashSlope = "1.0/((1.0 + x*x/9.0)*sqrt(1.0 + x*x/9.0))"

// Starts are the fills of the raw row in a new model: NaN where nothing stands for a missing entry.
func Starts(inputs []*Input) (list []float64) {
	for _, in := range inputs {
		for i := range in.Entries() {
			list = append(list, in.start(i))
		}
	}
	return list
}

// some applies a formula to the entries of some inputs and leaves the others as they are.
func (e *Encoder) some(inputs []*Input, x *ir.Buffer, name, mask, word, formula, slope string, which func(*Input) bool) *ir.Buffer {
	on := make([]float64, 0, x.Size())
	for _, in := range inputs {
		v := 0.0
		if which(in) {
			v = 1
		}
		on = append(on, slices.Repeat([]float64{v}, in.Entries())...)
	}
	if !slices.Contains(on, 1) {
		return x
	}
	y := e.Temp(name, x.Dims...)
	if !slices.Contains(on, 0) {
		e.EmitMap(y, ir.Map{F: expr.MustParse(formula, "x"), Slope: expr.MustParse(slope, "x"), Word: word}, ir.Bound{Var: "x", Buf: x})
		return y
	}
	only := e.Buffer(mask, ir.Fixed, x.Size())
	only.Values = on
	e.EmitMap(y, ir.Map{F: expr.MustParse("where(on > 0.5, "+formula+", x)", "x", "on"), Slope: expr.MustParse("where(on > 0.5, "+slope+", 1.0)", "x", "on"), Word: word}, ir.Bound{Var: "x", Buf: x}, ir.Bound{Var: "on", Buf: only})
	return y
}

// take adds n entries of a buffer to the encoded row.
func (e *Encoder) take(of *ir.Buffer, from, n int) { e.add(part{of: of, from: from, n: n}) }

func (e *Encoder) add(p part) {
	if k := len(e.parts) - 1; k >= 0 && e.parts[k].of == p.of && e.parts[k].in == p.in && e.parts[k].from+e.parts[k].n == p.from {
		e.parts[k].n += p.n
	} else {
		e.parts = append(e.parts, p)
	}
	e.width += p.n
}

// flag adds the entry that says that an input is missing.
func (e *Encoder) flag(in *Input) {
	if e.flags == nil {
		e.flags = &group{name: "xm"}
	}
	e.add(part{in: e.flags, from: len(e.flags.entries), n: 1})
	e.flags.entries = append(e.flags.entries, in.Entry)
}

// bins adds the bins of an input. Inputs with as many are computed at once.
func (e *Encoder) bins(in *Input) {
	i := slices.IndexFunc(e.groups, func(g *group) bool { return g.bins == in.Bins })
	if i < 0 {
		i = len(e.groups)
		e.groups = append(e.groups, &group{name: fmt.Sprintf("xp%d", in.Bins), bins: in.Bins})
	}
	g := e.groups[i]
	e.add(part{in: g, from: len(g.entries) * in.Bins, n: in.Bins})
	g.entries, g.inputs = append(g.entries, in.Entry), append(g.inputs, in)
}

// compute emits what groups hold.
func (e *Encoder) compute() {
	if e.flags != nil {
		e.flags.buffer = e.Temp(e.flags.name, len(e.flags.entries))
		e.Emit(&ir.IsMissing{Entries: e.flags.entries}, e.flags.buffer, e.raw)
	}
	for _, g := range e.groups {
		edges := e.Buffer(fmt.Sprintf("inputEdges%d", g.bins), ir.Constant, len(g.inputs), g.bins+1)
		edges.Saved = &ir.Saved{Tensor: "input.edges", Fill: ir.Fill{Values: startEdges(len(g.inputs), g.bins)}}
		for i, in := range g.inputs {
			edges.Saved.Parts = append(edges.Saved.Parts, ir.SavedPart{Tensor: in.Tensor("edges"), From: i * (g.bins + 1), Dims: []int{g.bins + 1}})
		}
		g.buffer = e.Temp(g.name, len(g.entries)*g.bins)
		e.Emit(&ir.Piecewise{Entries: g.entries, Bins: g.bins}, g.buffer, e.filled, edges)
	}
}

// startEdges are those of a new model: of bins from 0 to 1.
func startEdges(inputs, bins int) (list []float64) {
	for range inputs {
		for k := range bins + 1 {
			list = append(list, float64(k)/float64(bins))
		}
	}
	return list
}

// joined puts the parts one after the other.
func (e *Encoder) joined() *ir.Buffer {
	e.compute()
	var args []*ir.Buffer
	var runs [][]ir.Run
	to := 0
	for _, p := range e.parts {
		of := p.of
		if p.in != nil {
			of = p.in.buffer
		}
		arg := slices.Index(args, of)
		if arg < 0 {
			arg = len(args)
			args, runs = append(args, of), append(runs, nil)
		}
		runs[arg] = append(runs[arg], ir.Run{To: to, From: p.from, N: p.n})
		to += p.n
	}
	var blocks []ir.Block
	for arg, list := range runs {
		blocks = append(blocks, ir.Blocked(arg, list)...)
	}
	a0 := e.Temp("a0", e.width)
	e.Emit(&ir.Place{Word: "concat", Blocks: blocks}, a0, args...)
	return a0
}
