package codegen

import (
	"github.com/dave/jennifer/jen"

	"github.com/nngen/nngen/internal/ir"
)

// window prints how a window slides over a map. Distances of 1 and a single group are left out.
func window(w *ir.Window) *jen.Statement {
	sizes := func(list ...int) *jen.Statement {
		return jen.Index(jen.Lit(len(list))).Int().ValuesFunc(func(v *jen.Group) {
			for _, n := range list {
				v.Lit(n)
			}
		})
	}
	return nn("Window").ValuesFunc(func(v *jen.Group) {
		v.Id("In").Op(":").Add(sizes(w.In[:]...))
		v.Id("Out").Op(":").Add(sizes(w.Out[:]...))
		v.Id("Kernel").Op(":").Add(sizes(w.Kernel[:]...))
		for _, f := range []struct {
			name  string
			value [2]int
			usual int
		}{{"Stride", w.Stride, 1}, {"Before", w.Before, 0}, {"Dilation", w.Dilation, 1}} {
			if f.value != [2]int{f.usual, f.usual} {
				v.Id(f.name).Op(":").Add(sizes(f.value[:]...))
			}
		}
		if w.Groups != 1 {
			v.Id("Groups").Op(":").Lit(w.Groups)
		}
		if w.Last != [2]bool{} {
			v.Id("Last").Op(":").Index(jen.Lit(2)).Bool().Values(jen.Lit(w.Last[0]), jen.Lit(w.Last[1]))
		}
		if w.ByTap {
			v.Id("ByTap").Op(":").True()
		}
	})
}

// convolved writes W∗a + b.
func convolved(_ notation, _ *ir.Instr, a []string) string {
	if len(a) == 3 {
		return a[0] + "∗" + a[1] + " + " + a[2]
	}
	return a[0] + "∗" + a[1]
}
