package codegen

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/nngen/nngen/internal/ir"
)

// leastFamily is from how many equal layers on their buffers are arrays, so that loops can go over the layers: a thousand layers written
// down one by one take the Go compiler ten seconds.
const leastFamily = 64

// family is the buffers of equal layers that come one after the other, or take turns with others, as one array: W2to999 for W2, W3, …, W999,
// W1to999by2 for W1, W3, …, W999.
type family struct {
	name string
	of   []*ir.Buffer
}

// member is a buffer of a family, and its place there.
type member struct {
	*family
	at int
}

// families finds the family of a buffer that is in one.
type families map[*ir.Buffer]member

// kin are the families of a program: those of parameters, and with them those of temps, or of what a trainer computes on the way.
type kin struct{ params, scratch, train families }

// findFamilies finds those of a program.
func (g *generator) findFamilies() {
	if g.storage != (whole{}) {
		return
	}
	g.kin.params = familiesOf(g.prog.Params())
	if len(g.kin.params) > 0 {
		g.kin.train = familiesOf(slices.Concat(g.prog.TrainScratch...))
		maps.Copy(g.kin.train, g.kin.params)
	}
}

// familiesOf finds families among buffers.
func familiesOf(list []*ir.Buffer) families {
	runs, open := []*family{}, map[string]*family{}
	for _, b := range list {
		prefix, _ := numbered(b.Name)
		kind := fmt.Sprint(prefix, b.Dims)
		if f := open[kind]; f != nil && f.takes(b) {
			f.of = append(f.of, b)
			continue
		}
		f := &family{of: []*ir.Buffer{b}}
		runs, open[kind] = append(runs, f), f
	}
	found := families{}
	for _, f := range runs {
		if len(f.of) < leastFamily {
			continue
		}
		_, last := numbered(f.of[len(f.of)-1].Name)
		f.name = f.of[0].Name + "to" + strconv.Itoa(last)
		if step := f.step(); step > 1 {
			f.name += "by" + strconv.Itoa(step)
		}
		for i, b := range f.of {
			found[b] = member{f, i}
		}
	}
	return found
}

// takes reports whether a buffer continues a family: it is equal, and as many layers on as the others.
func (f *family) takes(b *ir.Buffer) bool {
	last := f.of[len(f.of)-1]
	_, before := numbered(last.Name)
	_, number := numbered(b.Name)
	apart := number > before && number-before <= mostSteps && number > 0 && before > 0
	return apart && equal(last, b) && (len(f.of) == 1 || number-before == f.step())
}

// step is how many layers lie between one member and the next.
func (f *family) step() int {
	_, first := numbered(f.of[0].Name)
	_, second := numbered(f.of[1].Name)
	return second - first
}

// numbered splits dz17 into dz and 17.
func numbered(name string) (prefix string, number int) {
	prefix = strings.TrimRight(name, "0123456789")
	number, err := strconv.Atoi(name[len(prefix):])
	if err != nil {
		return name, -1
	}
	return prefix, number
}

// equal reports whether buffers of two layers are declared alike.
func equal(a, b *ir.Buffer) bool {
	return a.Alike(b) && a.Role == b.Role && a.Base == nil && b.Base == nil &&
		a.Layout == b.Layout && a.Pad == b.Pad && a.Tail == b.Tail && a.Storage == ir.Full && b.Storage == ir.Full
}

// of is a buffer as a field of a struct, or as an entry of one.
func (g *generator) of(holder *jen.Statement, f families, b *ir.Buffer) *jen.Statement {
	if m, ok := f[b]; ok {
		return holder.Dot(m.name).Index(linear(m.at, g.loop.stride))
	}
	return holder.Dot(b.Name)
}

// declared is a buffer as a field of a struct, or, of the first of a family, the array of all.
func (f families) declared(b *ir.Buffer, typ *jen.Statement) *jen.Statement {
	switch m, ok := f[b]; {
	case !ok:
		return id(b.Name).Add(typ)
	case m.at == 0:
		return id(m.name).Index(jen.Lit(len(m.of))).Add(typ)
	}
	return jen.Null()
}
