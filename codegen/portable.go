package codegen

import (
	"slices"

	"github.com/dave/jennifer/jen"

	"github.com/nngen/nngen/internal/ir"
)

// The methods that take the place of Forward and of those of a trainer where there is no assembly.
const (
	forwardPortable       = "forwardPortable"
	backwardPortable      = "backwardPortable"
	inputGradientPortable = "inputGradientPortable"
)

// differ reports whether builds without assembly compute one of the calls in another way.
func differ(calls []*ir.Call) bool {
	return slices.ContainsFunc(calls, func(c *ir.Call) bool { return c.Else != nil })
}

// otherwise leaves the work of a method to another where there is no assembly, if that differs, and where the spec asks for
// it for batches of one example, too: n is their number, nil outside of training.
func (g *generator) otherwise(b *jen.Group, calls []*ir.Call, n jen.Code, instead ...jen.Code) {
	if !differ(calls) {
		return
	}
	where := jen.Op("!").Add(nn("Assembly"))
	if n != nil && g.prog.AloneToo {
		where.Op("||").Add(n).Op("==").Lit(1)
	}
	b.If(where).Block(instead...)
}

// portableFile prints how builds without assembly compute what they compute in another way: there small layers are quicker
// written out. It is a file of its own so that the others show the network layer by layer.
func (g *generator) portableFile(f *jen.File) {
	other := *g
	other.prog = g.prog.Portable()
	c := g.prog.Calls
	const where = "where there is no assembly"
	if differ(c.One) {
		doc(f, "%s is Forward %s.", forwardPortable, where)
		other.forwardMethod(f, forwardPortable)
	}
	for _, m := range []struct {
		calls    []*ir.Call
		name, of string
		print    func(*jen.File, string)
	}{
		{c.Train, forwardPortable, "forward", other.trainForwardMethod},
		{g.backwardCalls(), backwardPortable, "backward", other.backwardMethod},
		{c.Inputs, inputGradientPortable, "inputGradient", other.inputGradientMethod},
	} {
		if differ(m.calls) {
			doc(f, "%s is %s %s%s.", m.name, m.of, where, g.aloneToo())
			m.print(f, m.name)
		}
	}
}

// aloneToo says that batches of one example are computed so everywhere.
func (g *generator) aloneToo() string {
	if g.prog.AloneToo {
		return ", and of one example alone"
	}
	return ""
}
