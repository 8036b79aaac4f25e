package codegen

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/nngen/nngen/internal/expr"
	"github.com/nngen/nngen/internal/ir"
	"github.com/nngen/nngen/internal/vector"
	kernels "github.com/nngen/nngen/runtime"
)

// Formulas without a kernel of their own are functions of the package, each printed once however many layers call it: a loop
// over blocks of entries, whose body has a call of a kernel for every step.

// entrywise is such a function.
type entrywise struct {
	name, doc string
	vars      []string // that stand for entries, in order
	code      *vector.Code
	result    bool
	sum       bool
	weighted  bool            // entries count by the weight of their row
	slope     expr.Num        // the constant factor of its gradient, which is taken with the weight
	least     int             // fewer entries are a loop
	loop      vector.Formulas // that the loop computes
}

// mapSteps prints the call of the function for a map; whole is the Go expression of a buffer as a slice.
func (g *generator) mapSteps(c *ir.Call, whole func(*ir.Buffer) *jen.Statement) *jen.Statement {
	in := c.First()
	f := in.Formula()
	code, ok := vector.Compile(vector.Formulas{Result: f})
	if !ok {
		panic("internal error: there are no steps for " + in.String())
	}
	e := entrywise{name: eachName(in), doc: "computes dst = " + f.String() + ", entry by entry", vars: in.Op.(*ir.Map).Vars, code: code,
		result: true, least: c.Least, loop: vector.Formulas{Result: f}}
	args := []jen.Code{whole(in.Dst)}
	for _, v := range e.operands() {
		args = append(args, whole(in.Arg(v)))
	}
	return id(g.entrywise(e)).Call(args...)
}

// eachName is what the function for a map is called, unless another is.
func eachName(in *ir.Instr) string {
	m, suffix := in.Op.(*ir.Map), ""
	if m.SlopeOf != nil {
		m, suffix = m.SlopeOf.Op.(*ir.Map), "Slope"
	}
	if m.Word == "" || m.Word == "f" {
		return "eachFormula" + suffix
	}
	var name strings.Builder
	for _, part := range strings.Split(m.Word, "_") {
		name.WriteString(strings.ToUpper(part[:1]) + part[1:])
	}
	return "each" + name.String() + suffix
}

// lossSteps prints the sum of a loss and, where grad is given, its gradient.
func (g *generator) lossSteps(b *jen.Group, h head, grad *ir.Instr) {
	in := h.Loss
	f := vector.Formulas{Sum: in.Op.(*ir.Loss).F}
	e := entrywise{name: "eachLoss", doc: "returns the sum of " + f.Sum.String(), vars: in.Op.(*ir.Loss).Vars, sum: true, least: g.lossCall(h).Least}
	var args []jen.Code
	if grad != nil {
		f.Result = grad.Op.(*ir.Map).F
		if g.scales(h) {
			f.Result, f.Numbers = scaled(expr.Var("scale"), f.Result), []string{"scale"}
		}
		e.name, e.result = "eachLossGrad", true
		e.doc += " and computes dst = " + f.Result.String() + ", entry by entry"
		args = append(args, g.trainBuf(grad.Dst))
	}
	code, ok := vector.Compile(f)
	if !ok { // the gradient is a constant
		g.lossSum(b, h, grad)
		return
	}
	e.code, e.loop = code, f
	for _, v := range e.operands() {
		args = append(args, g.trainBuf(in.Arg(v)))
	}
	if len(f.Numbers) > 0 {
		args = append(args, id(h.local("scale")))
	}
	b.Id(h.local("sum")).Op(":=").Id(g.entrywise(e)).Call(args...)
}

// operands are the variables that the code reads entries of.
func (e *entrywise) operands() []string {
	return slices.DeleteFunc(slices.Clone(e.vars), func(v string) bool { return !slices.Contains(e.code.Operands, v) })
}

// entrywise returns the name of a function, which is printed into this file unless it or one before has it.
func (g *generator) entrywise(e entrywise) string {
	for _, known := range g.each {
		if known.doc == e.doc && slices.Equal(known.operands(), e.operands()) {
			return known.name
		}
	}
	name := e.name
	for n := 2; slices.ContainsFunc(g.each, func(known entrywise) bool { return known.name == e.name }); n++ {
		e.name = name + strconv.Itoa(n)
	}
	g.each = append(g.each, e)
	return e.name
}

// entrywiseFunctions prints the functions that have come up since it was called last.
func (g *generator) entrywiseFunctions(f *jen.File) {
	for _, e := range g.each[g.printed:] {
		g.entrywiseFunction(f, &e)
	}
	g.printed = len(g.each)
}

func (g *generator) entrywiseFunction(f *jen.File, e *entrywise) {
	doc(f, "%s %s.", e.name, e.doc)
	var params []jen.Code
	names := e.operands()
	if e.result {
		names = append([]string{"dst"}, names...)
	}
	for _, v := range names {
		params = append(params, id(v))
	}
	list := jen.List(params...).Add(g.slice())
	sig := f.Func().Id(e.name).ParamsFunc(func(p *jen.Group) {
		p.Add(list)
		for _, n := range e.code.Numbers {
			p.Id(n).Add(g.elem())
		}
		if e.weighted {
			p.Id("ws").Add(g.slice())
			p.Id("units").Int()
			p.Id("scale").Float64()
		}
	})
	if e.sum {
		sig.Params(id("sum").Float64())
	}
	sig.BlockFunc(func(b *jen.Group) {
		g.loopInstead(b, e, names)
		g.blockMemory(b, e)
		first := id(names[0])
		b.For(id("from").Op(":=").Lit(0), id("from").Op("<").Len(first), id("from").Op("+=").Add(nn("BlockEntries"))).BlockFunc(func(b *jen.Group) {
			g.blockBody(b, e, names)
		})
		if n := len(e.blocks()); n > 0 && n <= kernels.MostBlocks {
			b.Add(g.kernel("giveBackBlocks")).Call(id("blocks"))
		}
		if e.sum {
			b.Return(id("sum"))
		}
	})
}

// loopInstead prints the loop for where it takes less time: for less than least entries, and in float64 for builds whose steps are no assembly.
func (g *generator) loopInstead(b *jen.Group, e *entrywise, of []string) {
	var when *jen.Statement
	var why string
	few, without := jen.Len(id(of[0])).Op("<").Lit(e.least), jen.Op("!").Add(nn("F64Steps"))
	switch {
	case g.types.bits == 64 && e.least > 1:
		when, why = few.Op("||").Add(without), "The calls take longer than so few entries, and without assembly than any number of them."
	case g.types.bits == 64:
		when, why = without, "The calls take longer without assembly."
	case e.least > 1:
		when, why = few, "The calls take longer than so few entries."
	default:
		return
	}
	body := []jen.Code{jen.Comment("// " + why), g.entryLoop(e, of)}
	if e.sum {
		body = append(body, jen.Return(id("sum")))
	} else {
		body = append(body, jen.Return())
	}
	b.If(when).Block(body...)
}

// entryLoop prints the loop that computes what the steps do.
func (g *generator) entryLoop(e *entrywise, of []string) *jen.Statement {
	s := scope{bits: g.types.bits}
	times := func(v *jen.Statement) *jen.Statement { return v }
	if e.weighted {
		times = g.weighed
	}
	var vars, entries []jen.Code
	for _, v := range e.operands() {
		vars, entries = append(vars, id(v)), append(entries, id(v).Index(id("k")))
	}
	each := []jen.Code{jen.List(vars...).Op(":=").List(entries...)}
	if e.sum {
		each = append(each, g.addLoss(s, "sum", e.loop.Sum, times)...)
	}
	if e.result {
		each = append(each, s.assign(id("dst").Index(id("k")), e.loop.Result)...)
	}
	if e.weighted {
		return g.overWeighted(id("units"), id("dst"), id("scale"), each)
	}
	return jen.For(id("k").Op(":=").Range().Id(of[0])).Block(each...)
}

// blockMemory declares the blocks that hold what lies between, and fills those of one number. More than are borrowed are rare.
func (g *generator) blockMemory(b *jen.Group, e *entrywise) {
	switch n := len(e.blocks()); {
	case n > kernels.MostBlocks:
		b.Var().Id("blocks").Index(jen.Lit(n)).Index(nn("BlockEntries")).Add(g.elem())
	case n > 0:
		b.Id("blocks").Op(":=").Add(g.kernel("borrowBlocks")).Call()
	}
	for i, v := range e.code.Filled {
		b.Add(g.kernel("fill")).Call(all(id("blocks").Index(jen.Lit(e.code.Held+i))), scope{bits: g.types.bits}.code(v))
	}
}

// blocks are the names of the blocks, the last of which are those that are filled.
func (e *entrywise) blocks() (names []string) {
	for i := range e.code.Held + len(e.code.Filled) {
		names = append(names, e.block(i))
	}
	return names
}

// blockBody prints the steps for one block of the slices named.
func (g *generator) blockBody(b *jen.Group, e *entrywise, of []string) {
	b.Id("to").Op(":=").Min(id("from").Op("+").Add(nn("BlockEntries")), jen.Len(id(of[0])))
	var names, parts []jen.Code
	for _, v := range of {
		names, parts = append(names, id(v)), append(parts, id(v).Index(id("from"), id("to")))
	}
	b.List(names...).Op(":=").List(parts...)
	names, parts = nil, nil
	for i, name := range e.blocks() {
		names = append(names, id(name))
		parts = append(parts, id("blocks").Index(jen.Lit(i)).Index(jen.Empty(), id("to").Op("-").Id("from")))
	}
	if len(names) > 0 {
		b.List(names...).Op(":=").List(parts...)
	}
	for _, s := range e.code.Steps {
		b.Add(g.blockStep(e, s))
	}
}

// block names a block: one that holds something, or one that is filled.
func (e *entrywise) block(i int) string {
	if i < e.code.Held {
		return fmt.Sprintf("t%d", i+1)
	}
	return fmt.Sprintf("c%d", i-e.code.Held+1)
}

// blockStep prints the call of a kernel, with what it computes where that is short.
func (g *generator) blockStep(e *entrywise, s vector.Step) *jen.Statement {
	var args []jen.Code
	for _, a := range s.Args {
		args = append(args, g.stepPlace(e, a))
	}
	switch {
	case s.Kernel == vector.Sum && e.weighted:
		return g.addUp("weigh", id("dst"), args[0], id("ws"), id("from"), id("units"), id("scale"), jen.Op(literal(float64(e.slope), g.types.bits)))
	case s.Kernel == vector.Sum:
		return g.addUp(s.Kernel, args...)
	case s.Kernel == vector.Copy:
		return jen.Copy(g.stepPlace(e, s.Dst), args[0])
	}
	call := g.kernel(s.Kernel).Call(append([]jen.Code{g.stepPlace(e, s.Dst)}, args...)...)
	if s.Dst.Kind == vector.Result {
		return call
	}
	if text := s.Is.String(); len(text) <= 60 {
		call.Comment("// " + text)
	}
	return call
}

// addUp prints that a kernel adds to the sum. In float64 it begins with the sum, so that Go's kernel adds in the order of a loop.
func (g *generator) addUp(kernel string, args ...jen.Code) *jen.Statement {
	if g.types.bits == 64 {
		return id("sum").Op("=").Add(g.kernel(kernel)).Call(append([]jen.Code{id("sum")}, args...)...)
	}
	return id("sum").Op("+=").Add(g.kernel(kernel)).Call(args...)
}

func (g *generator) stepPlace(e *entrywise, p vector.Place) *jen.Statement {
	switch p.Kind {
	case vector.Held:
		return id(e.block(p.Index))
	case vector.Filled:
		return id(e.block(e.code.Held + p.Index))
	case vector.Number:
		return scope{bits: g.types.bits}.code(p.Value)
	case vector.Result:
		return id("dst")
	}
	return id(p.Name)
}
