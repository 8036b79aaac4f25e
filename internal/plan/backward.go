package plan

import (
	"fmt"
	"slices"

	"github.com/nngen/nngen/internal/expr"
	"github.com/nngen/nngen/internal/ir"
)

// backward derives the gradient from the forward pass: its instructions, last to first, each by the rule of its
// operation. What is read in several places has a gradient that is a sum.
type backward struct {
	*ir.Builder
	params bool                      // the gradient by parameters is wanted
	wanted map[*ir.Buffer]bool       // the memory whose gradient is
	grad   map[*ir.Buffer]*ir.Buffer // of the memory that later instructions read
}

// derive emits the gradient of every parameter, given that of results of the forward pass.
func derive(b *ir.Builder, forward []*ir.Instr, given map[*ir.Buffer]*ir.Buffer) *backward {
	d := &backward{b, true, map[*ir.Buffer]bool{}, given}
	for _, in := range forward {
		d.wanted[in.Dst.Memory()] = d.wanted[in.Dst.Memory()] || slices.ContainsFunc(in.Args, d.wants)
	}
	d.through(forward)
	return d
}

// deriveInput emits, after derive, the gradient of x: that of what depends on x and on no parameter.
func (d *backward) deriveInput(forward []*ir.Instr, x *ir.Buffer) {
	d.withoutParams(forward, x)
	d.through(forward)
}

// withoutParams makes what depends on x, and is not wanted yet, all that is wanted.
func (d *backward) withoutParams(forward []*ir.Instr, x *ir.Buffer) {
	before := d.wanted
	d.params, d.wanted = false, map[*ir.Buffer]bool{x.Memory(): true}
	for _, in := range forward {
		if m := in.Dst.Memory(); !before[m] && !flat[in.Op.Name()] && slices.ContainsFunc(in.Args, d.wants) {
			d.wanted[m] = true
		}
	}
}

// flat are the operations whose result says which of several values an operand has, and so has no slope by it.
var flat = map[string]bool{(*ir.OneHot)(nil).Name(): true, (*ir.Ordinal)(nil).Name(): true, (*ir.Cycle)(nil).Name(): true, (*ir.IsMissing)(nil).Name(): true}

// through goes through a forward pass from its end.
func (d *backward) through(forward []*ir.Instr) {
	for _, in := range slices.Backward(forward) {
		if g := d.grad[in.Dst.Memory()]; g != nil && !flat[in.Op.Name()] && slices.ContainsFunc(in.Args, d.wants) {
			d.Layer, d.Part = in.Layer, in.Part
			d.rule(in, g.View(in.Dst.Dims...))
		}
	}
}

func (d *backward) wants(b *ir.Buffer) bool {
	return d.params && b.Role == ir.Param || d.wanted[b.Memory()]
}

// rule emits how the gradient g of the result becomes that of the operands.
func (d *backward) rule(in *ir.Instr, g *ir.Buffer) {
	rule, ok := rules[in.Op.Name()]
	if !ok {
		panic(fmt.Sprintf("internal error: %s has no gradient", in.Op.Name()))
	}
	rule(d, in, g)
}

// rules has the gradient of every operation of a forward pass: given g, that of the result, those of the operands that
// are wanted.
var rules = map[string]func(d *backward, in *ir.Instr, g *ir.Buffer){
	ir.Filled{}.Name():                 (*backward).filled,
	(*ir.Piecewise)(nil).Name():        (*backward).piecewise,
	ir.Affine{}.Name():                 (*backward).affine,
	(*ir.Map)(nil).Name():              (*backward).mapped,
	ir.Softmax{}.Name():                (*backward).softmax,
	(*ir.Dropout)(nil).Name():          (*backward).dropout,
	(*ir.Place)(nil).Name():            (*backward).place,
	(*ir.Largest)(nil).Name():          (*backward).largest,
	(*ir.Standardize)(nil).Name():      (*backward).standardize,
	(*ir.BatchStandardize)(nil).Name(): (*backward).batchStandardize,
	(*ir.Embed)(nil).Name():            (*backward).embed,
	(*ir.Conv)(nil).Name():             (*backward).conv,
	(*ir.ConvInputGrad)(nil).Name():    (*backward).convTransposed,
	(*ir.MaxPool)(nil).Name():          (*backward).maxPool,
	(*ir.AvgPool)(nil).Name():          (*backward).avgPool,
	(*ir.Resample)(nil).Name():         (*backward).resample,
}

// affine: dW = dZ·Aᵀ, db = dZ·1, dA = Wᵀ·dZ.
func (d *backward) affine(in *ir.Instr, g *ir.Buffer) {
	W, a, b := in.Args[0], in.Args[1], in.Args[2]
	if d.wants(W) {
		d.Emit(ir.WeightGrad{}, d.GradOf(W), g, a)
		d.Emit(ir.BiasGrad{}, d.GradOf(b), g)
	}
	d.add(a, func(da *ir.Buffer) { d.Emit(ir.InputGrad{}, da, W, g) })
}

// dropout masks the gradient as the signal was masked.
func (d *backward) dropout(in *ir.Instr, g *ir.Buffer) {
	d.add(in.Args[0], func(dx *ir.Buffer) { d.Emit(in.Op, dx, g) })
}

// place takes the gradient of every entry back to where it came from.
func (d *backward) place(in *ir.Instr, g *ir.Buffer) {
	for i, a := range in.Args {
		d.add(a, func(da *ir.Buffer) { d.Emit(in.Op.(*ir.Place).Transposed(i), da, g) })
	}
}

// softmax: dz = a ∘ (da − Σ da∘a).
func (d *backward) softmax(in *ir.Instr, g *ir.Buffer) {
	d.add(in.Args[0], func(dz *ir.Buffer) { d.Emit(ir.SoftmaxGrad{}, dz, g, in.Dst) })
}

func (d *backward) largest(in *ir.Instr, g *ir.Buffer) {
	d.add(in.Args[0], func(dx *ir.Buffer) {
		d.Emit(&ir.LargestGrad{Block: in.Op.(*ir.Largest).Block}, dx, g, in.Dst, in.Args[0])
	})
}

func (d *backward) standardize(in *ir.Instr, g *ir.Buffer) {
	op := in.Op.(*ir.Standardize)
	d.add(in.Args[0], func(dx *ir.Buffer) {
		d.Emit(&ir.StandardizeGrad{Size: op.Size, Epsilon: op.Epsilon}, dx, g, in.Dst, in.Args[0])
	})
}

// batchStandardize: mean and variance depend on every row of the batch, and so does the gradient.
func (d *backward) batchStandardize(in *ir.Instr, g *ir.Buffer) {
	op := in.Op.(*ir.BatchStandardize)
	d.add(in.Args[0], func(dx *ir.Buffer) {
		d.Emit(&ir.BatchStandardizeGrad{Inner: op.Inner, Epsilon: op.Epsilon}, dx, g, in.Dst, in.Args[1])
	})
}

// embed: the rows of a table have the gradients of the examples that took them.
func (d *backward) embed(in *ir.Instr, g *ir.Buffer) {
	if d.wants(in.Args[0]) {
		d.Emit(&ir.EmbedGrad{Code: in.Op.(*ir.Embed).Code}, d.GradOf(in.Args[0]), g, in.Args[1])
	}
}

// filled passes the gradient where there was a number.
func (d *backward) filled(in *ir.Instr, g *ir.Buffer) {
	d.add(in.Args[0], func(dx *ir.Buffer) {
		d.EmitMap(dx, ir.Map{F: expr.MustParse("where(abs(x) >= 0.0, d, 0.0)", "x", "d")}, ir.Bound{Var: "d", Buf: g}, ir.Bound{Var: "x", Buf: in.Args[0]})
	})
}

func (d *backward) piecewise(in *ir.Instr, g *ir.Buffer) {
	op := in.Op.(*ir.Piecewise)
	d.add(in.Args[0], func(dx *ir.Buffer) {
		d.Emit(&ir.PiecewiseGrad{Entries: op.Entries, Bins: op.Bins}, dx, g, in.Args[0], in.Args[1])
	})
}

// mapped: dx = d ∘ ∂F/∂x of each operand.
func (d *backward) mapped(in *ir.Instr, g *ir.Buffer) {
	for i, a := range in.Args {
		switch {
		case slices.Contains(in.Args[:i], a): // the first has the gradient of all
		case a.Role == ir.Param && d.params:
			d.paramOfMap(in, a, g)
		case d.wants(a):
			d.throughMap(in, a, g)
		}
	}
}

// slope is the derivative of a formula by all variables that stand for the operand, or what the vocabulary knows better.
func slope(in *ir.Instr, of *ir.Buffer) (expr.Expr, *ir.Fast) {
	m := in.Op.(*ir.Map)
	if m.Slope != nil {
		return m.Slope, m.FastSlope
	}
	var sum expr.Expr
	for i, v := range m.Vars {
		if in.Args[i] != of {
			continue
		}
		if part := expr.Diff(m.F, v); sum == nil {
			sum = part
		} else {
			sum = &expr.Binary{Op: "+", X: sum, Y: part}
		}
	}
	return expr.Simplify(sum), nil
}

// throughMap multiplies the gradient by the slope of a formula by one of its operands.
func (d *backward) throughMap(in *ir.Instr, of, g *ir.Buffer) {
	f, fast := slope(in, of)
	if f == expr.Num(1) {
		d.pass(of, g)
		return
	}
	d.add(of, func(dx *ir.Buffer) { d.chain(in, dx, g, f, fast) })
}

// chain emits dst = d ∘ slope.
func (d *backward) chain(in *ir.Instr, dst, g *ir.Buffer, slope expr.Expr, fast *ir.Fast) {
	m := in.Op.(*ir.Map)
	bound := []ir.Bound{{Var: "d", Buf: g}}
	for k, v := range m.Vars {
		bound = append(bound, ir.Bound{Var: v, Buf: in.Args[k], Inner: m.InnerOf(k)})
	}
	if m.Slope != nil {
		bound = append(bound, ir.Bound{Var: "y", Buf: in.Dst})
	}
	f := expr.Simplify(&expr.Binary{Op: "*", X: expr.Var("d"), Y: slope})
	d.EmitMap(dst, ir.Map{F: f, SlopeOf: in, Fast: fast}, bound...)
}

// pass makes g the gradient of a buffer, or a part of it.
func (d *backward) pass(of, g *ir.Buffer) {
	of = of.Memory()
	if d.grad[of] == nil {
		d.grad[of] = g.View(of.Dims...)
		return
	}
	d.sum(of, g.View(of.Dims...))
}

// add emits the gradient of a buffer, or a further part of it, if it is wanted.
func (d *backward) add(of *ir.Buffer, emit func(dst *ir.Buffer)) {
	memory := of.Memory()
	if !d.wants(of) {
		return
	}
	if d.grad[memory] == nil {
		dst := d.GradOf(memory)
		emit(dst.View(of.Dims...))
		d.grad[memory] = dst
		return
	}
	part := d.part(memory)
	emit(part.View(of.Dims...))
	d.sum(memory, part)
}

// part is a buffer for a further part of a gradient.
func (d *backward) part(of *ir.Buffer) *ir.Buffer {
	for n := 2; ; n++ {
		if name := fmt.Sprintf("d%s_%d", of.Name, n); d.Program().Buffer(name) == nil {
			part := d.Like(of, name, ir.Temp)
			part.GradOf = of
			return part
		}
	}
}

// sum adds g to the gradient of a buffer. What has been passed on may be the gradient of another buffer, too, and is
// left as it is.
func (d *backward) sum(of, g *ir.Buffer) {
	total := d.part(of)
	d.EmitMap(total, ir.Map{F: expr.MustParse("d + e", "d", "e")}, ir.Bound{Var: "d", Buf: d.grad[of]}, ir.Bound{Var: "e", Buf: g})
	d.grad[of] = total
}

// paramOfMap sums the gradient of a parameter over the examples, and over the entries that share one of its own.
func (d *backward) paramOfMap(in *ir.Instr, w, g *ir.Buffer) {
	f, _ := slope(in, w)
	part := g
	if f != expr.Num(1) {
		part = d.Temp("p"+w.Name, in.Dst.Dims...)
		d.chain(in, part, g, f, nil)
	}
	inner := in.Op.(*ir.Map).InnerOf(slices.Index(in.Args, w))
	if inner == 1 {
		inner = 0
	}
	d.Emit(ir.BiasGrad{Inner: inner}, d.GradOf(w), part)
}
