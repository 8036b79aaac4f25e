package codegen

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/dave/jennifer/jen"
)

// liesInOrder reports whether the embedded file has the numbers of the model in canonical order, as it is when nngen has written it: then
// Pretrained takes them from there, and a program that needs no other weights is not linked with what reads files.
func (g *generator) liesInOrder() bool {
	l := g.face.Layout
	if l == nil || l.Bits != g.types.bits {
		return false
	}
	var all []Stored
	for _, p := range g.prog.Params() {
		all = append(all, Stored{p.Saved.Tensor, p.Dims})
	}
	for _, t := range g.heldTensors() {
		all = append(all, t.Stored)
	}
	return slices.EqualFunc(l.Tensors, all, func(a, b Stored) bool { return a.Name == b.Name && slices.Equal(a.Dims, b.Dims) })
}

// takeEmbedded makes a model m of the embedded file.
func (g *generator) takeEmbedded(b *jen.Group) {
	l := g.face.Layout
	b.Id("m").Op(":=").Add(g.bare())
	b.Comment("// The digest is that of the file that this was built for, so that its header need not be read.")
	b.Id("numbers").Op(":=").Add(nn("Embedded"+strconv.Itoa(l.Bits))).Call(id("embedded"), jen.Lit(l.From), jen.Op(fmt.Sprintf("0x%016x", l.Digest)), jen.Lit(g.face.Package))
	at := g.prog.NumParams()
	b.Add(field("m", paramsField)).Dot("unpack").Call(id("numbers").Index(jen.Empty(), jen.Lit(at)))
	for _, t := range g.heldTensors() {
		b.Copy(t.numbers, id("numbers").Index(jen.Lit(at), jen.Lit(at+product(t.Dims))))
		at += product(t.Dims)
	}
}
