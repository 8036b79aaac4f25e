package codegen

import (
	"fmt"

	"github.com/dave/jennifer/jen"

	"github.com/nngen/nngen/internal/expr"
	"github.com/nngen/nngen/internal/ir"
)

// maxStack is the scratch memory, in bytes, that Forward takes from the stack. Go puts no variable over 128 KiB there.
const maxStack = 64 << 10

// forward prints Forward: one example, layer by layer, without allocation.
func (g *generator) forward(f *jen.File) {
	doc(f, "Forward returns what the model says of one example: %s.", g.outputMeaning())
	f.Add(method("m", "Model", "Forward")).Params(id("x").Op("*").Id("Input")).Params(id("y").Id("Output")).BlockFunc(func(b *jen.Group) {
		r := &row{generator: g, Group: b, declared: map[*ir.Buffer]bool{}}
		if g.pooled {
			b.Add(borrow("s", "scratchPool", "scratch"))
		}
		for i, part := range calls(g.prog.Forward) {
			if i > 0 || g.pooled {
				b.Line()
			}
			for _, layer := range paragraphs(part) {
				b.Comment("// " + heading(layer, false))
			}
			r.paragraph(part)
		}
		b.Return(id("y"))
	})
	if g.pooled {
		g.scratchType(f)
	}
}

// planScratch finds the buffers that Forward needs besides its arguments, and whether they are too large for the stack.
func (g *generator) planScratch() {
	seen, total := map[*ir.Buffer]bool{g.prog.Output: true}, 0
	for _, in := range g.prog.Forward {
		if !seen[in.Dst] {
			g.temps = append(g.temps, in.Dst)
			seen[in.Dst] = true
			total += in.Dst.Size() * g.types.bits / 8
		}
	}
	g.pooled = total > maxStack
}

func (g *generator) scratchType(f *jen.File) {
	doc(f, "scratch is what Forward computes on the way; it is too large for the stack.")
	f.Type().Id("scratch").StructFunc(func(s *jen.Group) {
		for _, b := range g.temps {
			s.Id(b.Name).Add(g.array(b.Size()))
		}
	})
	pool(f, "scratchPool", "scratch")
}

// row prints instructions for one example: buffers are arrays.
type row struct {
	*generator
	*jen.Group
	declared map[*ir.Buffer]bool
}

// buf is the Go expression of a buffer.
func (r *row) buf(b *ir.Buffer) *jen.Statement {
	switch {
	case b == r.prog.Output:
		return id("y")
	case b.Role == ir.Param || b.Role == ir.Constant:
		return field("m", b.Name)
	case b.Role == ir.Temp && r.pooled:
		return field("s", b.Name)
	}
	return id(b.Name)
}

// over is a buffer as what a loop ranges over: of an array Go would make a copy first.
func (r *row) over(b *ir.Buffer) *jen.Statement {
	if b == r.prog.Input {
		return r.buf(b) // a pointer
	}
	return all(r.buf(b))
}

func (r *row) paragraph(part []*ir.Instr) {
	for i := 0; i < len(part); i++ {
		if part[i].Kernel == ir.WithNext {
			i += r.pair(part[i:]) - 1
			continue
		}
		r.declare(part[i].Dst)
		i += r.instr(part[i:]) - 1
	}
}

// instr prints the first instruction of a list, and returns how many are done with it.
func (r *row) instr(part []*ir.Instr) int {
	in := part[0]
	if ir.Is[ir.Affine](in) {
		return r.affine(part)
	}
	write, ok := rowPrinters[in.Op.Name()]
	if !ok {
		panic(fmt.Sprintf("internal error: %s cannot be printed for one example", in.Op.Name()))
	}
	write(r, in)
	return 1
}

// rowPrinters prints every operation of a prediction but Affine for one example.
var rowPrinters = map[string]func(*row, *ir.Instr){
	ir.Softmax{}.Name(): func(r *row, in *ir.Instr) {
		r.Add(r.kernel("softmax")).Call(all(r.buf(in.Dst)), all(r.buf(in.Args[0])))
	},
	(*ir.Map)(nil).Name():   (*row).mapped,
	(*ir.Place)(nil).Name(): (*row).place,
}

// mapped prints a formula through its kernel, or else as a loop.
func (r *row) mapped(in *ir.Instr) {
	if isFast(in) {
		r.Add(r.fast(in, func(b *ir.Buffer) *jen.Statement { return all(r.buf(b)) }))
		return
	}
	r.Add(r.mapLoop(in, r.buf, r.over, false))
}

// affine prints Z = W·A + b, and with it the activation that follows where one kernel does both or it is written out.
func (r *row) affine(part []*ir.Instr) int {
	in := part[0]
	var next *ir.Instr
	if len(part) > 1 {
		next = part[1]
	}
	switch {
	case in.Kernel == ir.WrittenOut && next != nil && fusable(next) && next.Dst == in.Dst:
		r.writtenOut(in, next.Op.(*ir.Map).F)
		return 2
	case in.Kernel == ir.WrittenOut:
		r.writtenOut(in, expr.Var("x"))
	case next != nil && next.IsRelu(in.Dst):
		r.gemv(in, in.Dst, "Relu")
		return 2
	case next != nil && isFusedSoftmax(in, next):
		r.gemv(in, next.Dst, "Softmax")
		return 2
	default:
		r.gemv(in, in.Dst, "")
	}
	return 1
}

// isFusedSoftmax reports whether the softmax of a layer is done by the kernel of its product.
func isFusedSoftmax(in, next *ir.Instr) bool {
	W := in.Args[0]
	return ir.Is[ir.Softmax](next) && next.Dst == in.Dst && W.Layout == ir.InputMajor && !W.Half && in.Kernel != ir.Sparse
}

func (r *row) declare(b *ir.Buffer) {
	if b.Role == ir.Temp && b != r.prog.Output && !r.pooled && !r.declared[b] {
		r.Var().Id(b.Name).Add(r.array(b.Size()))
		r.declared[b] = true
	}
}

// fusable reports whether a map can be written around the sum that it is applied to: it uses it once.
func fusable(in *ir.Instr) bool {
	m, ok := in.Op.(*ir.Map)
	return ok && len(m.Vars) == 1 && expr.Count(m.F, m.Vars[0]) == 1 && !expr.HasSelect(m.F)
}

// gemv prints y = W·x + b, and with it the activation that its kernel does on the way.
func (r *row) gemv(in *ir.Instr, dst *ir.Buffer, then string) {
	W := in.Args[0]
	name, args := "gemvN", []jen.Code{all(r.buf(dst)), all(r.buf(W)), all(r.buf(in.Args[2])), all(r.buf(in.Args[1]))}
	if W.Layout == ir.InputMajor {
		name = "gemvT"
		args = append(args, jen.Lit(W.Stride()))
	}
	if in.Kernel == ir.Sparse {
		name += "Sparse"
	}
	kernel := r.kernel(name + then)
	if W.Half {
		kernel = kernelOf("BF16", name+then)
	}
	r.Add(kernel).Call(args...)
}

// writtenOut prints one line for each unit: act(W·x + b), where act is a formula in x.
func (r *row) writtenOut(in *ir.Instr, act expr.Expr) {
	W, x, bias := in.Args[0], in.Args[1], in.Args[2]
	r.List(id(W.Name), id(bias.Name)).Op(":=").List(jen.Op("&").Add(r.buf(W)), jen.Op("&").Add(r.buf(bias)))
	for o := range W.Rows() {
		sum := r.sum(W, x, bias, o)
		s := scope{bits: r.types.bits, vars: map[string]*jen.Statement{"x": sum}, sum: "x"}
		r.Add(r.buf(in.Dst)).Index(jen.Lit(o)).Op("=").Add(s.code(act))
	}
}

// chain is the number of products added one after the other: several short chains run side by side in the processor,
// where a single long one would wait for itself.
const chain = 4

// sum prints b[o] + Σ W[o,i]·x[i] in chains.
func (r *row) sum(W, x, bias *ir.Buffer, o int) *jen.Statement {
	total := &jen.Statement{}
	for from := 0; from < W.Cols(); from += chain {
		var terms []jen.Code
		if from == 0 {
			terms = append(terms, id(bias.Name).Index(jen.Lit(o)))
		}
		for i := from; i < min(from+chain, W.Cols()); i++ {
			terms = append(terms, id(W.Name).Index(jen.Lit(W.Offset(o, i))).Op("*").Add(r.buf(x)).Index(jen.Lit(i)))
		}
		if from > 0 {
			total.Op("+").Line()
		}
		total.Add(plus(terms, W.Cols() > chain))
	}
	return total
}

// plus prints a sum, in parentheses where it has several terms and they are asked for.
func plus(terms []jen.Code, parens bool) *jen.Statement {
	sum := jen.Add(terms[0])
	for _, t := range terms[1:] {
		sum.Op("+").Add(t)
	}
	if parens && len(terms) > 1 {
		return jen.Parens(sum)
	}
	return sum
}
