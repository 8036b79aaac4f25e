package codegen

import (
	"fmt"
	"slices"

	"github.com/dave/jennifer/jen"

	"github.com/nngen/nngen/internal/words"
)

// members is how many networks the answer is the mean of.
func (g *generator) members() int {
	members := 1
	for _, h := range g.heads() {
		members = max(members, h.Members)
	}
	return members
}

// membersText says which layers belong to which member of an ensemble.
func (g *generator) membersText() string {
	members := g.members()
	if members == 1 {
		return ""
	}
	each := len(g.face.Layers) / members
	return fmt.Sprintf("It is an ensemble: it answers with the mean of what %d networks of %s answer, and its loss is the mean of theirs. Layers 1 to %d are the first network, layers %d to %d the second, and so on.",
		members, words.Count(each, "layer"), each, each+1, 2*each)
}

// ensembles reports whether a head is the mean of several members that have classes for targets, of which kernels want one for
// each row.
func (g *generator) ensembles() bool {
	return slices.ContainsFunc(g.heads(), func(h head) bool { return h.Members > 1 && h.ClassTarget })
}

// memberFields declares where a trainer keeps what a batch has for an example, for each member.
func (g *generator) memberFields(s *jen.Group) {
	if !g.ensembles() {
		return
	}
	s.Line()
	s.Comment("// what is given for an example, for each member of the ensemble")
	if !g.face.several() {
		s.Id("memberClasses").Index().Id("Target")
		s.Id("memberSoft").Index().Id("Output")
	}
	s.Id("memberWeights").Add(g.slice())
}

// eachMember prints the function that repeats what is given for an example.
func (g *generator) eachMember(f *jen.File) {
	if !g.ensembles() {
		return
	}
	doc(f, "eachMember sets dst to the entries of src, each as often as the ensemble has members, and returns it.")
	f.Func().Id("eachMember").Types(jen.Id("E").Any()).Params(jen.List(id("dst"), id("src")).Index().Id("E")).Index().Id("E").Block(
		id("dst").Op("=").Id("dst").Index(jen.Empty(), jen.Lit(0)),
		jen.For(jen.List(jen.Op("_"), id("v")).Op(":=").Range().Id("src")).Block(
			jen.For(jen.Range().Lit(g.members())).Block(id("dst").Op("=").Append(id("dst"), id("v")))),
		jen.Return(id("dst")))
}

// eachMember prints what puts the class of an example into place, as often as an ensemble has members.
func (h head) eachMember(put *jen.Statement) *jen.Statement {
	if h.Members == 1 || !h.ClassTarget {
		return put
	}
	return jen.For(jen.Range().Lit(h.Members)).Block(put)
}

// classesOfRows is the Go expression of a class for each row that the loss of a head is taken of.
func (g *generator) classesOfRows(b *jen.Group, h head) *jen.Statement {
	if g.face.several() {
		return g.classes(h)
	}
	return g.repeated(b, h, "ts", "memberClasses")
}

// repeated is a list of what is given for an example, for each row that the loss of a head is taken of. The trainer keeps it
// in a field.
func (g *generator) repeated(b *jen.Group, h head, list, kept string) *jen.Statement {
	if h.Members == 1 {
		return id(list)
	}
	b.Add(field("t", kept)).Op("=").Id("eachMember").Call(field("t", kept), id(list))
	return field("t", kept)
}
