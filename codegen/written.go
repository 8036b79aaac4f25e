package codegen

import (
	"strconv"

	"github.com/dave/jennifer/jen"

	"github.com/nngen/nngen/internal/expr"
	"github.com/nngen/nngen/internal/ir"
)

// writtenOut prints what is written out for one example: a product, and with it an activation, a softmax, or a map.
func (r *row) writtenOut(c *ir.Call) {
	in := c.First()
	switch in.Op.(type) {
	case ir.Softmax:
		r.softmax(in)
		return
	case *ir.Map:
		r.entries(in)
		return
	}
	W, bias := in.Args[0], in.Args[2]
	r.List(id(W.Name), id(bias.Name)).Op(":=").List(jen.Op("&").Add(r.buf(W)), jen.Op("&").Add(r.buf(bias)))
	r.units(r.Group, c, r.buf(in.Dst), r.buf(in.Args[1]))
}

// units prints one line for each unit: act(W·x + b), where act is a formula in one variable. W and b are called as they
// are; z and x are the expressions of the others.
func (g *generator) units(b *jen.Group, c *ir.Call, z, x *jen.Statement) {
	of, act := "x", expr.Expr(expr.Var("x"))
	if m, ok := c.Last().Op.(*ir.Map); ok {
		of, act = m.Vars[0], m.F
	}
	W, bias := c.First().Args[0], c.First().Args[2]
	for o := range W.Rows() {
		terms := make([]jen.Code, W.Cols())
		for i := range terms {
			terms[i] = entry(id(W.Name), W.Offset(o, i)).Op("*").Add(entry(x, i))
		}
		s := scope{bits: g.types.bits, vars: map[string]*jen.Statement{of: chains(entry(id(bias.Name), o), terms)}, sum: of}
		b.Add(entry(z, o)).Op("=").Add(s.code(act))
	}
}

// entries prints a map, one line for each entry.
func (r *row) entries(in *ir.Instr) {
	m := in.Op.(*ir.Map)
	for k := range in.Dst.Size() {
		s := scope{bits: r.types.bits, vars: map[string]*jen.Statement{}}
		for i, v := range m.Vars {
			s.vars[v] = entry(r.buf(in.Args[i]), k)
		}
		r.Add(entry(r.buf(in.Dst), k)).Op("=").Add(s.code(m.F))
	}
}

// expShifted is what softmax takes the shares of: no exp of it is infinite.
var expShifted = expr.MustParse("exp(z - top)", "z", "top")

// softmax prints the softmax of a few classes.
func (r *row) softmax(in *ir.Instr) {
	y, z, n := r.buf(in.Dst), r.buf(in.Args[0]), in.Dst.Size()
	var zs, ys []jen.Code
	for k := range n {
		zs, ys = append(zs, entry(z, k)), append(ys, entry(y, k))
	}
	r.BlockFunc(func(b *jen.Group) {
		b.Id("top").Op(":=").Id("max").Call(zs...)
		for k := range n {
			s := scope{bits: r.types.bits, vars: map[string]*jen.Statement{"z": entry(z, k)}}
			b.Add(entry(y, k)).Op("=").Add(s.code(expShifted))
		}
		b.Id("share").Op(":=").Lit(1).Op("/").Add(jen.Parens(chains(nil, ys)))
		for k := range n {
			b.Add(entry(y, k)).Op("*=").Id("share")
		}
	})
}

// writtenOut prints what is written out for a batch: a product with its activation, or its gradients.
func (b *batch) writtenOut(c *ir.Call) {
	switch in := c.First(); {
	case ir.Is[ir.Affine](in):
		W, x, bias := in.Args[0], in.Args[1], in.Args[2]
		b.eachRow([]*ir.Buffer{W, bias}, []*ir.Buffer{x, in.Dst}, func(row *jen.Group) {
			b.units(row, c, local(in.Dst), local(x))
		})
	case ir.Is[ir.InputGrad](in):
		W, dz := in.Args[0], in.Args[1]
		b.eachRow([]*ir.Buffer{W}, []*ir.Buffer{dz, in.Dst}, func(row *jen.Group) {
			for i := range W.Cols() {
				terms := make([]jen.Code, W.Rows())
				for o := range terms {
					terms[o] = entry(id(W.Name), W.Offset(o, i)).Op("*").Add(entry(local(dz), o))
				}
				row.Add(entry(local(in.Dst), i)).Op("=").Add(chains(nil, terms))
			}
		})
	default:
		b.weightGrad(c)
	}
}

// local is what eachRow calls the row of a buffer, or a parameter.
func local(b *ir.Buffer) *jen.Statement { return id(b.Memory().Name) }

// eachRow prints a loop over the examples, with names for the parameters and for the rows of buffers.
func (b *batch) eachRow(params, rows []*ir.Buffer, body func(*jen.Group)) {
	b.For(id("k").Op(":=").Range().Id("n")).BlockFunc(func(loop *jen.Group) {
		var names, values []jen.Code
		for _, p := range params {
			names, values = append(names, local(p)), append(values, jen.Op("&").Add(b.buf(p)))
		}
		for _, r := range rows {
			names, values = append(names, local(r)), append(values, b.row(r))
		}
		loop.List(names...).Op(":=").List(values...)
		body(loop)
	})
}

// row is the row of example k as an array.
func (b *batch) row(x *ir.Buffer) *jen.Statement {
	from := jen.Add(b.buf(x)).Index(times("k", x.Size()), jen.Empty())
	return jen.Parens(jen.Op("*").Add(b.array(x.Size()))).Call(from)
}

// heldSums is how many sums over the examples are held in registers.
const heldSums = 8

// weightGrad prints dW = dZ·Aᵀ, and with it db = Σ dZ if the call computes that: unit by unit the sums over all examples.
func (b *batch) weightGrad(c *ir.Call) {
	dW := c.First().Dst
	apart := dW.Rows() - dW.Tail
	for from := 0; from < dW.Cols(); from += heldSums {
		b.sums(c, from, 0, apart)
		if dW.Tail > 0 {
			b.sums(c, from, apart, dW.Rows())
		}
	}
}

// sums prints the gradient of some units by the weights of a few inputs.
func (b *batch) sums(c *ir.Call, from, unit, last int) {
	dW, dz, a := c.First().Dst, c.First().Args[0], c.First().Args[1]
	to := min(from+heldSums, dW.Cols())
	names := make([]jen.Code, to-from)
	for i := range names {
		names[i] = id("s" + strconv.Itoa(from+i))
	}
	bias := len(c.Instrs) > 1 && from == 0
	body := func(loop *jen.Group) {
		sums := names
		if bias {
			sums = append(sums, id("s"))
		}
		loop.Var().List(sums...).Add(b.elem())
		loop.For(id("k").Op(":=").Range().Id("n")).BlockFunc(func(row *jen.Group) {
			d := id("k")
			if dz.Size() > 1 {
				d = times("k", dz.Size()).Op("+").Add(place(0, 1, unit, last))
			}
			row.List(id("d"), local(a)).Op(":=").List(b.buf(dz).Index(d), b.row(a))
			for i, s := range names {
				row.Add(s).Op("+=").Id("d").Op("*").Add(entry(local(a), from+i))
			}
			if bias {
				row.Id("s").Op("+=").Id("d")
			}
		})
		for i, s := range names {
			step := 0
			if last-unit > 1 {
				step = dW.Offset(unit+1, from+i) - dW.Offset(unit, from+i)
			}
			loop.Add(b.buf(dW)).Index(place(dW.Offset(unit, from+i)-step*unit, step, unit, last)).Op("=").Add(s)
		}
		if bias {
			loop.Add(b.buf(c.Last().Dst)).Index(place(0, 1, unit, last)).Op("=").Id("s")
		}
	}
	switch {
	case last-unit == 1:
		b.BlockFunc(body)
	case unit == 0:
		b.For(id("o").Op(":=").Range().Lit(last)).BlockFunc(body)
	default:
		b.For(id("o").Op(":=").Lit(unit), id("o").Op("<").Lit(last), id("o").Op("++")).BlockFunc(body)
	}
}

// place is base + o·step, for a loop over units or the only one.
func place(base, step, unit, last int) *jen.Statement {
	o := times("o", step)
	switch {
	case last-unit == 1:
		return jen.Lit(base + unit*step)
	case base == 0:
		return o
	case base < 0:
		return o.Op("-").Lit(-base)
	}
	return jen.Lit(base).Op("+").Add(o)
}

// entry is an entry of an array.
func entry(array *jen.Statement, i int) *jen.Statement { return array.Clone().Index(jen.Lit(i)) }

// chain is the number of products added one after the other: several short chains run side by side in the processor,
// where a single long one would wait for itself.
const chain = 4

// chains prints first + Σ terms in chains; first may be nil.
func chains(first jen.Code, terms []jen.Code) *jen.Statement {
	total := &jen.Statement{}
	for from := 0; from < len(terms); from += chain {
		part := terms[from:min(from+chain, len(terms))]
		if from == 0 && first != nil {
			part = append([]jen.Code{first}, part...)
		}
		if from > 0 {
			total.Op("+").Line()
		}
		total.Add(plus(part, len(terms) > chain))
	}
	return total
}

// plus prints a sum, in parentheses where it has several terms and they are asked for.
func plus(terms []jen.Code, parens bool) *jen.Statement {
	s := jen.Add(terms[0])
	for _, t := range terms[1:] {
		s.Op("+").Add(t)
	}
	if parens && len(terms) > 1 {
		return jen.Parens(s)
	}
	return s
}
