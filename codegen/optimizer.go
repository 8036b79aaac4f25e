package codegen

import (
	"slices"

	"github.com/dave/jennifer/jen"

	"github.com/nngen/nngen/internal/expr"
	"github.com/nngen/nngen/internal/ir"
)

// update prints Update and the rule of the optimizer, which it applies to each parameter.
func (g *generator) update(f *jen.File) {
	o := g.prog.Optimizer
	doc(f, "Update takes one step of %s with the gradient of the last Backward. Where that is not finite it changes nothing and returns false.", o.Name)
	f.Add(method("t", "Trainer", "Update")).Params().Bool().BlockFunc(func(b *jen.Group) {
		args := []jen.Code{flat(g.storage.trained()), flat(field("t", "grad"))}
		for _, s := range o.States {
			args = append(args, flat(field("t", s)))
		}
		count := func() { b.Add(field("t", "updates")).Op("++") }
		if g.looksItself() {
			g.scalars(b)
			b.If(jen.Op("!").Add(g.kernel("finiteSgd")).Call(append(args, g.updateFields(o.Fast))...)).Block(jen.Return(jen.False()))
			count()
		} else {
			b.If(jen.Op("!").Add(g.kernel("finite")).Call(flat(field("t", "grad")))).Block(jen.Return(jen.False()))
			count()
			g.scalars(b)
			b.Add(g.step(args))
		}
		g.afterUpdate(b)
		g.storage.round(b, field("t", "model"), field("t", "weights"))
		b.Return(jen.True())
	})
	g.moved().methods(f)
	g.clip(f)
	if o.Fast == nil {
		g.rule(f)
	}
}

// looksItself reports whether there is a kernel that changes the parameters only where their gradient is finite: what it is given must not depend on
// that, nor on the number of the update.
func (g *generator) looksItself() bool {
	o := g.prog.Optimizer
	return o.Fast != nil && o.Fast.Kernel == "sgd" && g.types.bits == 32 && g.prog.ClipNorm == 0 && len(o.Scalars) == 0 && !expr.Mentions(g.prog.Rate, "t")
}

// afterUpdate prints what layers do once the parameters are changed.
func (g *generator) afterUpdate(b *jen.Group) {
	if len(g.moves()) == 0 {
		return
	}
	b.Line()
	b.Comment("// The running statistics move towards those of the batch.")
	b.Id("m").Op(":=").Add(field("t", "model"))
	g.moved().print(b)
}

// moved are the running statistics as updates move them.
func (g *generator) moved() *parts {
	p := &parts{recv: "t", typ: "Trainer", name: "move"}
	p.add(id("m").Op("*").Id("Model"), id("m"))
	return each(g, p, g.moves(), "moves some of the running statistics", never[*ir.Instr](), g.moving)
}

func (g *generator) moves() (list []*ir.Instr) {
	for _, in := range g.prog.Update {
		if ir.Is[*ir.Moving](in) {
			list = append(list, in)
		}
	}
	return list
}

// step is the call that changes the parameters, given them, their gradient and the states.
func (g *generator) step(args []jen.Code) *jen.Statement {
	if fast := g.prog.Optimizer.Fast; fast != nil {
		return g.kernel(fast.Kernel).Call(append(args, g.updateFields(fast))...)
	}
	for _, s := range g.stepScalars() {
		args = append(args, g.rounded(id(s)))
	}
	return id(g.prog.Optimizer.Name).Call(args...)
}

// flat is a set of weights of the Trainer as one slice: all of them are changed by the same rule.
func flat(set *jen.Statement) *jen.Statement { return set.Dot("flat").Call() }

// rounded is a float64 in the precision of the model.
func (g *generator) rounded(v *jen.Statement) *jen.Statement {
	if g.types.bits == 32 {
		return g.elem().Call(v)
	}
	return v
}

// updateFields prints the struct of scalars that the kernel of an optimizer takes.
func (g *generator) updateFields(fast *ir.FastUpdate) *jen.Statement {
	return nn(fast.Struct).Types(g.elem()).ValuesFunc(func(v *jen.Group) {
		s := scope{bits: 64}
		for _, f := range fast.Fields {
			number, constant := f.F.(expr.Num)
			switch {
			case constant && number == 0:
			case constant:
				v.Line().Id(f.Var).Op(":").Op(literal(float64(number), g.types.bits))
			default:
				v.Line().Id(f.Var).Op(":").Add(g.rounded(s.code(f.F)))
			}
		}
		v.Line()
	})
}

// scalars prints what is computed once per update, in float64: the learning rate and what the rule makes of it.
func (g *generator) scalars(b *jen.Group) {
	s := scope{bits: 64, vars: map[string]*jen.Statement{
		"e": jen.Float64().Call(field("t", "epoch")), "t": jen.Float64().Call(field("t", "updates"))},
		counts: map[string]*jen.Statement{"t": field("t", "updates")}}
	g.learningRate(b, s)
	if g.prog.ClipNorm > 0 {
		b.Id("clip").Op(":=").Id("t").Dot("clip").Call()
	}
	for _, a := range g.prog.Optimizer.Scalars {
		b.Id(a.Var).Op(":=").Add(s.code(a.F))
	}
}

// learningRate declares lr, that of SetRate or that of the schedule.
func (g *generator) learningRate(b *jen.Group, s scope) {
	g.scheduledRate(b, s)
	b.If(field("t", "rated")).Block(id("lr").Op("=").Add(field("t", "rate")))
}

// scheduledRate declares lr, which the schedule may make depend on the epoch e.
func (g *generator) scheduledRate(b *jen.Group, s scope) {
	rate := g.prog.Rate
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
		norm := jen.Qual("math", "Sqrt").Call(g.kernel("sumSquares").Call(flat(field("t", "grad"))))
		b.Return(jen.Min(jen.Lit(1), jen.Op(literal(c, 64)).Op("/").Parens(norm.Op("+").Op("1e-06"))))
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
