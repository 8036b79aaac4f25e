package codegen

import (
	"fmt"
	"slices"
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/nngen/nngen/internal/ir"
)

// head is one head of the network, with what the spec says of it.
type head struct {
	*ir.Head
	face *Head
	from int // where its outputs begin
}

func (g *generator) heads() []head {
	var list []head
	from := 0
	for i := range g.face.Heads {
		list = append(list, head{g.prog.Heads[i], &g.face.Heads[i], from})
		from += g.prog.Heads[i].Units
	}
	return list
}

// local is the name of a local variable of a head: sum, or sumPolicy where there are several.
func (h head) local(name string) string { return name + h.face.Go }

// scale is the factor of the loss of a head.
func (h head) scale() ir.Scale {
	if l, ok := h.Loss.Op.(*ir.Loss); ok {
		return l.Scale
	}
	return h.Loss.Op.(*ir.CrossEntropy).Scale
}

// smoothing is that of the classes that are a head's targets.
func (h head) smoothing() float64 {
	if l, ok := h.Loss.Op.(*ir.CrossEntropy); ok {
		return l.Smoothing
	}
	return 0
}

// lossText names the loss of a head.
func (h head) lossText() string {
	if s := h.smoothing(); s != 0 {
		return fmt.Sprintf("%s with labels smoothed by %g", h.face.Loss.Name, s)
	}
	return h.face.Loss.Name
}

// targets is the Go expression of all targets of a head that are no classes.
func (g *generator) targets(h head) *jen.Statement {
	if !g.face.several() {
		return id("targets")
	}
	return field("t", h.local("targets"))
}

// classes is the Go expression of all targets of a head that are classes.
func (g *generator) classes(h head) *jen.Statement {
	if !g.face.several() {
		return id("ts")
	}
	return field("t", h.local("targets"))
}

// targetFields declares where a trainer keeps the targets of a batch head by head.
func (g *generator) targetFields(s *jen.Group) {
	if !g.face.several() {
		return
	}
	s.Line()
	s.Id("losses").Index(jen.Lit(len(g.heads()))).Float64().Comment("// of the heads in the last batch, before they are weighed")
	s.Comment("// the targets of the batch, head by head")
	for _, h := range g.heads() {
		if h.ClassTarget {
			s.Id(h.local("targets")).Index().Id(h.face.Go + "Class")
			s.Id(h.local("soft")).Add(g.slice())
		} else {
			s.Id(h.local("targets")).Add(g.slice())
		}
	}
}

// split prints how the targets of a batch are put into place.
func (g *generator) split(f *jen.File) {
	if !g.face.several() {
		return
	}
	doc(f, "split puts the targets of a batch side by side, head by head.")
	f.Add(method("t", "Trainer", "split")).Params(id("ts").Index().Id("Target")).BlockFunc(func(b *jen.Group) {
		for _, h := range g.heads() {
			targets := field("t", h.local("targets"))
			b.Add(targets).Op("=").Add(targets.Clone()).Index(jen.Empty(), jen.Lit(0))
		}
		b.For(id("i").Op(":=").Range().Id("ts")).BlockFunc(func(b *jen.Group) {
			for _, h := range g.heads() {
				targets, value := field("t", h.local("targets")), id("ts").Index(id("i")).Dot(h.face.Go)
				if !h.ClassTarget {
					value = value.Index(jen.Op(":")).Op("...")
				}
				b.Add(h.eachMember(jen.Add(targets).Op("=").Append(targets.Clone(), value)))
			}
		})
	})
}

// headLosses prints what the loss of several heads is made of.
func (g *generator) headLosses(f *jen.File) {
	if !g.face.several() {
		return
	}
	doc(f, "HeadLosses returns the loss of each head, before it is weighed, in the last call of Loss, Backward or BackwardWeighted. It is valid until the next.")
	f.Add(method("t", "Trainer", "HeadLosses")).Params().Index().Float64().Block(jen.Return(field("t", "losses").Index(jen.Op(":"))))
}

// lossNames names the losses.
func (g *generator) lossNames() string {
	var names []string
	for _, h := range g.heads() {
		names = append(names, h.face.Loss.Name)
	}
	return strings.Join(names, " and ")
}

// headTypes prints Output, Target, the types of classes and what is asked of them where there are several heads.
func (g *generator) headTypes(f *jen.File) {
	doc(f, "Output is what the model says of one example, a field for each head.")
	f.Type().Id("Output").StructFunc(func(s *jen.Group) {
		for _, h := range g.heads() {
			s.Id(h.face.Go).Add(g.array(h.Units)).Comment("// " + outputMeaning(h.face))
		}
	})
	doc(f, "Target is the right answer for one example, a field for each head.")
	f.Type().Id("Target").StructFunc(func(s *jen.Group) {
		for _, h := range g.heads() {
			if h.ClassTarget {
				s.Id(h.face.Go).Id(h.face.Go + "Class")
			} else {
				s.Id(h.face.Go).Add(g.array(h.Units)).Comment("// " + targetMeaning(h.face))
			}
		}
	})
}

// classifyHeads prints Classify and ClassOf where there are several heads: a struct of the classes of those that have any.
func (g *generator) classifyHeads(f *jen.File) {
	var heads []head
	for _, h := range g.heads() {
		if h.face.Task != Values {
			heads = append(heads, h)
		}
	}
	if len(heads) == 0 {
		return
	}
	doc(f, "Classes is what the heads decide.")
	f.Type().Id("Classes").StructFunc(func(s *jen.Group) {
		for _, h := range heads {
			s.Id(h.face.Go).Add(decided(h))
		}
	})
	doc(f, "Classify returns what the heads decide: the most probable class, or what has a probability of at least %s; -1 where an output is NaN.", g.thresholdsWords())
	f.Add(method("m", "Model", "Classify")).Params(id("x").Op("*").Id("Input")).Id("Classes").Block(
		id("y").Op(":=").Add(field("m", "Forward")).Call(id("x")),
		jen.Return(field("m", "ClassOf").Call(jen.Op("&").Id("y"))))
	doc(f, "ClassOf returns what the heads decide, given their outputs.")
	f.Add(method("m", "Model", "ClassOf")).Params(id("y").Op("*").Id("Output")).Params(id("c").Id("Classes")).BlockFunc(func(b *jen.Group) {
		for _, h := range heads {
			out, c := field("y", h.face.Go), field("c", h.face.Go)
			if h.face.Task != Labels {
				b.Add(c).Op("=").Add(g.decision(h, out))
			} else {
				b.For(jen.List(id("i"), id("p")).Op(":=").Range().Add(out)).Block(c.Index(id("i")).Op("=").Id("p").Op(">=").Add(h.threshold(id("i"))))
			}
		}
		b.Return(id("c"))
	})
}

// decided is the type of what a head decides.
func decided(h head) *jen.Statement {
	if h.face.Task == Labels {
		return jen.Index(jen.Lit(h.Units)).Bool()
	}
	return id(h.class())
}

// headNorms prints SetOutputNorm where there are several heads.
func (g *generator) headNorms(f *jen.File) {
	if !g.face.several() || !slices.ContainsFunc(g.face.Heads, func(h Head) bool { return h.Norm != "" }) {
		return
	}
	doc(f, "SetOutputNorm sets the normalization of the outputs: the model returns a·scale + offset. Heads that are not normalized ignore theirs.")
	f.Add(method("m", "Model", "SetOutputNorm")).Params(jen.List(id("offset"), id("scale")).Op("*").Id("Output")).BlockFunc(func(b *jen.Group) {
		g.own(b, "SetOutputNorm")
		for _, h := range g.heads() {
			if n := h.face.Norm; n != "" {
				b.List(field("m", n+"Offset"), field("m", n+"Scale")).Op("=").List(field("offset", h.face.Go), field("scale", h.face.Go))
			}
		}
	})
}
