package codegen

import (
	"fmt"
	"slices"

	"github.com/dave/jennifer/jen"

	"github.com/nngen/nngen/internal/expr"
	"github.com/nngen/nngen/internal/ir"
)

// update prints Update and the rule of the optimizer, which it applies to each parameter.
func (g *generator) update(f *jen.File) {
	o := g.prog.Optimizer
	doc(f, "Update takes one step of %s with the gradient of the last Backward.", o.Name)
	f.Add(method("t", "Trainer", "Update")).Params().BlockFunc(func(b *jen.Group) {
		b.Id("m").Op(":=").Add(field("t", "model"))
		b.Add(field("t", "updates")).Op("++")
		g.scalars(b)
		for _, in := range g.prog.Update {
			args := []jen.Code{all(field("m", in.Dst.Name)), all(id("t").Dot("grad").Dot(in.Dst.Name))}
			for _, s := range o.States {
				args = append(args, all(id("t").Dot(s).Dot(in.Dst.Name)))
			}
			for _, s := range g.stepScalars() {
				args = append(args, jen.Do(func(c *jen.Statement) {
					if g.types.bits == 32 {
						c.Add(g.elem()).Call(id(s))
						return
					}
					c.Id(s)
				}))
			}
			b.Id(o.Name).Call(args...)
		}
	})
	g.clip(f)
	g.rule(f)
}

// scalars prints what is computed once per update, in float64: the learning rate and what the rule makes of it.
func (g *generator) scalars(b *jen.Group) {
	s := scope{bits: 64, vars: map[string]*jen.Statement{
		"e": jen.Float64().Call(field("t", "epoch")), "t": jen.Float64().Call(field("t", "updates"))}}
	g.learningRate(b, s)
	if g.prog.ClipNorm > 0 {
		b.Id("clip").Op(":=").Id("t").Dot("clip").Call()
	}
	for _, a := range g.prog.Optimizer.Scalars {
		b.Id(a.Var).Op(":=").Add(s.code(a.F))
	}
}

// learningRate declares lr, which the schedule may make depend on the epoch e.
func (g *generator) learningRate(b *jen.Group, s scope) {
	rate := g.prog.Rate
	if _, constant := rate.(expr.Num); constant {
		b.Const().Id("lr").Op("=").Add(s.code(rate))
		return
	}
	if expr.Count(rate, "e") > 1 {
		b.Id("e").Op(":=").Add(s.vars["e"])
		s.vars["e"] = id("e")
	}
	if !expr.HasSelect(rate) {
		b.Id("lr").Op(":=").Add(s.code(rate))
		return
	}
	b.Var().Id("lr").Float64()
	b.Add(lines(s.assign(id("lr"), rate)))
}

// clip prints the method that finds the factor for the gradient.
func (g *generator) clip(f *jen.File) {
	c := g.prog.ClipNorm
	if c == 0 {
		return
	}
	doc(f, "clip returns the factor that brings the norm of the whole gradient down to %g, or 1 where it is below; it is that of PyTorch's clip_grad_norm_.", c)
	f.Add(method("t", "Trainer", "clip")).Params().Float64().BlockFunc(func(b *jen.Group) {
		for i, p := range g.prog.Params() {
			op := "+="
			if i == 0 {
				op = ":="
			}
			b.Id("sum").Op(op).Add(g.kernel("sumSquares")).Call(all(id("t").Dot("grad").Dot(p.Name)))
		}
		b.Return(jen.Min(jen.Lit(1), jen.Op(literal(c, 64)).Op("/").Parens(jen.Qual("math", "Sqrt").Call(id("sum")).Op("+").Op("1e-06"))))
	})
}

// stepScalars are the scalars that the rule reads.
func (g *generator) stepScalars() []string {
	candidates := []string{"lr", "clip"}
	for _, a := range g.prog.Optimizer.Scalars {
		candidates = append(candidates, a.Var)
	}
	return slices.DeleteFunc(candidates, func(v string) bool {
		return !slices.ContainsFunc(g.prog.Optimizer.Steps, func(a ir.Assign) bool { return expr.Mentions(a.F, v) })
	})
}

// rule prints the function that changes the entries of one parameter.
func (g *generator) rule(f *jen.File) {
	o := g.prog.Optimizer
	vectors := []jen.Code{id("w"), id("dw")}
	for _, s := range o.States {
		vectors = append(vectors, id(s))
	}
	doc(f, "%s changes the parameters w by their gradient dw.", o.Name)
	f.Func().Id(o.Name).ParamsFunc(func(p *jen.Group) {
		p.List(vectors...).Add(g.slice())
		if scalars := g.stepScalars(); len(scalars) > 0 {
			var list []jen.Code
			for _, s := range scalars {
				list = append(list, id(s))
			}
			p.List(list...).Add(g.elem())
		}
	}).BlockFunc(func(b *jen.Group) {
		for _, v := range vectors[1:] {
			b.Add(v).Op("=").Add(v).Index(jen.Empty(), jen.Len(id("w")))
		}
		b.For(jen.List(id("k"), id("g")).Op(":=").Range().Id("dw")).BlockFunc(g.steps)
	})
}

// steps prints the assignments of the rule. States and w are entries of slices; other names are local.
func (g *generator) steps(b *jen.Group) {
	o := g.prog.Optimizer
	s := scope{bits: g.types.bits, vars: map[string]*jen.Statement{"w": id("w").Index(id("k")), "g": id("g")}}
	for _, name := range o.States {
		s.vars[name] = id(name).Index(id("k"))
	}
	for _, a := range o.Steps {
		if dst, known := s.vars[a.Var]; known {
			b.Add(change(s, dst, a))
		} else {
			b.Id(a.Var).Op(":=").Add(s.code(a.F))
		}
	}
}

// change prints w = e, and w = w - d as w -= d.
func change(s scope, dst *jen.Statement, a ir.Assign) *jen.Statement {
	if sum, ok := a.F.(*expr.Binary); ok && sum.X == expr.Var(a.Var) && (sum.Op == "-" || sum.Op == "+") {
		return dst.Clone().Op(sum.Op + "=").Add(s.code(sum.Y))
	}
	return dst.Clone().Op("=").Add(s.code(a.F))
}

// state prints WriteState and ReadState.
func (g *generator) state(f *jen.File) {
	doc(f, "WriteState writes the counters and the optimizer's state to w; the model is written apart. Training goes on from there as if it had not been interrupted.")
	f.Add(method("t", "Trainer", "WriteState")).Params(id("w").Qual("io", "Writer")).Error().BlockFunc(func(b *jen.Group) {
		g.flatStates(b)
		for i, s := range g.prog.Optimizer.States {
			b.Id("t").Dot(s).Dot("pack").Call(jen.Lit("WriteState"), statePart(i))
		}
		b.Return(nn("WriteState").Call(id("w"), id("fingerprint"), field("t", "epoch"), field("t", "updates"), id("parts")))
	})
	doc(f, "ReadState reads what WriteState wrote. On an error t is unchanged.")
	f.Add(method("t", "Trainer", "ReadState")).Params(id("r").Qual("io", "Reader")).Error().BlockFunc(func(b *jen.Group) {
		g.flatStates(b)
		b.List(id("epoch"), id("updates"), jen.Err()).Op(":=").Add(nn("ReadState")).Call(id("r"), id("fingerprint"), id("parts"))
		b.If(jen.Err().Op("!=").Nil()).Block(jen.Return(jen.Err()))
		b.List(field("t", "epoch"), field("t", "updates")).Op("=").List(id("epoch"), id("updates"))
		for i, s := range g.prog.Optimizer.States {
			b.Id("t").Dot(s).Dot("unpack").Call(statePart(i))
		}
		b.Return(jen.Nil())
	})
}

// flatStates declares the states packed one after the other, and their parts by name.
func (g *generator) flatStates(b *jen.Group) {
	n := len(g.prog.Optimizer.States)
	if n == 0 {
		b.Var().Id("parts").Index().Add(nn("Tensor")).Types(g.elem()).Comment("// " + fmt.Sprintf("%s keeps no state", g.prog.Optimizer.Name))
		return
	}
	b.Id("flat").Op(":=").Make(g.slice(), multiple(n))
	parts := &jen.Statement{}
	for i, s := range g.prog.Optimizer.States {
		list := id("tensors").Call(jen.Lit(s+"."), statePart(i))
		if i == 0 {
			parts = list
			continue
		}
		parts = jen.Append(parts, list.Op("..."))
	}
	b.Id("parts").Op(":=").Add(parts)
}

// statePart is the part of flat that holds the i-th state.
func statePart(i int) *jen.Statement {
	from := jen.Empty()
	if i > 0 {
		from = multiple(i)
	}
	return id("flat").Index(from, multiple(i+1))
}

// multiple is k*NumParams.
func multiple(k int) *jen.Statement {
	if k == 1 {
		return id("NumParams")
	}
	return jen.Lit(k).Op("*").Id("NumParams")
}
