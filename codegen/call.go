package codegen

import (
	"fmt"
	"slices"

	"github.com/dave/jennifer/jen"

	"github.com/nngen/nngen/internal/ir"
)

// kernelCall prints the call of a kernel from its arguments; whole is the Go expression of a buffer as a slice.
func (g *generator) kernelCall(c *ir.Call, whole func(*ir.Buffer) *jen.Statement) *jen.Statement {
	args := g.args(c, whole)
	if c.By != "" {
		args = []jen.Code{nn(g.prog.Fn(c.By)).Call(args...)}
	}
	return nn(c.Fn(g.prog)).Call(args...)
}

func (g *generator) args(c *ir.Call, whole func(*ir.Buffer) *jen.Statement) []jen.Code {
	var list []jen.Code
	for _, a := range c.Args {
		list = append(list, arg(a, g.types.bits, whole))
	}
	return list
}

// arg prints an argument, for numbers of so many bits; it returns nil for one of a type that it does not know.
func arg(a ir.Arg, bits int, whole func(*ir.Buffer) *jen.Statement) *jen.Statement {
	switch a := a.(type) {
	case *ir.Buffer:
		return whole(a)
	case ir.Int:
		return jen.Lit(int(a))
	case ir.Ints:
		return ints(a)
	case ir.Num:
		return jen.Op(literal(float64(a), bits))
	case ir.Examples:
		return times("n", int(a))
	case ir.Absent:
		return jen.Nil()
	case ir.Bool:
		return jen.Lit(bool(a))
	case *ir.Window:
		return window(a)
	}
	return nil
}

// printable returns an error for a call that neither a kernel computes nor a printer knows.
func printable(p *ir.Program) error {
	for _, list := range p.CallLists() {
		for _, c := range slices.Concat(list.Calls, elsewhere(list.Calls)) {
			known := batchPrinters[c.Kernel] != nil
			switch {
			case list.Name == "one example":
				known = rowPrinters[c.Kernel] != nil
			case list.Name == "loss" && c.First().Part == ir.InTraining:
				known = lossPrinters[c.Kernel] != nil || ir.Is[*ir.Map](c.First())
			case list.Name == "backward" && isHeadGrad(p, c.First()):
				known = true // printed with the loss
			}
			if !known && c.Args == nil {
				return fmt.Errorf("internal error: %s: %q cannot be printed", list.Name, c.First())
			}
			for _, a := range c.Args {
				if arg(a, 64, func(b *ir.Buffer) *jen.Statement { return id(b.Name) }) == nil {
					return fmt.Errorf("internal error: %s: an argument of %q cannot be printed", list.Name, c)
				}
			}
			for _, in := range c.Instrs {
				if notations[in.Op.Name()] == nil && in.Part != ir.InTraining {
					return fmt.Errorf("internal error: %s: %q has no notation", list.Name, in)
				}
			}
		}
	}
	return nil
}

// elsewhere lists the calls of builds without assembly that take the place of others.
func elsewhere(calls []*ir.Call) (list []*ir.Call) {
	for _, c := range calls {
		list = append(list, c.Else...)
	}
	return list
}

func isHeadGrad(p *ir.Program, in *ir.Instr) bool {
	return slices.ContainsFunc(p.Heads, func(h *ir.Head) bool { return h.Grad == in })
}

// paragraphs cuts calls where the layer changes; one that goes on with another layer is of the upper one. Gradients that are computed at the same time are a paragraph of their own.
func paragraphs(calls []*ir.Call) [][]*ir.Call {
	var parts [][]*ir.Call
	for i, c := range calls {
		if i == 0 || c.Parts != nil || calls[i-1].Parts != nil || max(calls[i-1].First().Layer, calls[i-1].Last().Layer) != c.First().Layer {
			parts = append(parts, nil)
		}
		parts[len(parts)-1] = append(parts[len(parts)-1], c)
	}
	return parts
}

// layers cuts instructions where the layer changes.
func layers(list []*ir.Instr) [][]*ir.Instr {
	var parts [][]*ir.Instr
	for i, in := range list {
		if i == 0 || in.Layer != list[i-1].Layer {
			parts = append(parts, nil)
		}
		parts[len(parts)-1] = append(parts[len(parts)-1], in)
	}
	return parts
}

// ints is a slice of whole numbers.
func ints(list []int) *jen.Statement {
	return jen.Index().Int().ValuesFunc(func(v *jen.Group) {
		for _, i := range list {
			v.Lit(i)
		}
	})
}
