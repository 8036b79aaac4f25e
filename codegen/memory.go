package codegen

import (
	"github.com/dave/jennifer/jen"

	"github.com/nngen/nngen/internal/ir"
)

// memory prints an array of parameters in one type of numbers.
type memory interface {
	// declare prints the array as a field.
	declare(g *generator, s *jen.Group, p *ir.Buffer)
	// pack prints how dst gets the array in canonical order, and unpack the inverse.
	pack(g *generator, p *ir.Buffer, dst, array jen.Code) jen.Code
	unpack(g *generator, p *ir.Buffer, array, src jen.Code) jen.Code
	// holder is the field of the runtime's Tensor for the array.
	holder() string
	// round sets an array to one in full, and widen one in full to it.
	round(p *ir.Buffer, dst, src *jen.Statement) jen.Code
	widen(p *ir.Buffer, dst, src *jen.Statement) jen.Code
}

// memories has the types of numbers in which parameters are kept.
var memories = map[ir.Storage]memory{ir.Full: full{}, ir.BFloat16: bfloat16{packed{"BF16"}}, ir.Int8: int8s{packed{"Int8"}}}

// full is the precision of the package.
type full struct{}

func (full) declare(g *generator, s *jen.Group, p *ir.Buffer) {
	m, in := g.kin.params[p]
	switch {
	case !in:
		s.Id(p.Name).Add(g.array(p.Stored())).Comment("// " + layoutNote(p))
		g.fillLine(s, p.Stored())
	case m.at == 0:
		s.Id(m.name).Index(jen.Lit(len(m.of))).Add(g.array(p.Stored())).Comment("// each " + layoutNote(p))
		g.fillLine(s, len(m.of)*p.Stored())
	}
}

func (full) pack(g *generator, p *ir.Buffer, dst, array jen.Code) jen.Code {
	switch {
	case p.Pad > 0 || p.Tail > 0 || p.Panel > 0:
		return g.kernel("transposeUnpad").Call(dst, array, jen.Lit(p.Rows()), jen.Lit(p.Cols()), jen.Lit(p.Stride()))
	case p.Layout == ir.InputMajor:
		return g.kernel("transpose").Call(dst, array, jen.Lit(p.Cols()), jen.Lit(p.Rows()))
	}
	return jen.Copy(dst, array)
}

func (full) unpack(g *generator, p *ir.Buffer, array, src jen.Code) jen.Code {
	switch {
	case p.Pad > 0 || p.Tail > 0 || p.Panel > 0:
		return g.kernel("transposePad").Call(array, src, jen.Lit(p.Rows()), jen.Lit(p.Cols()), jen.Lit(p.Stride()))
	case p.Layout == ir.InputMajor:
		return g.kernel("transpose").Call(array, src, jen.Lit(p.Rows()), jen.Lit(p.Cols()))
	}
	return jen.Copy(array, src)
}

func (full) holder() string { return "Data" }

func (full) round(_ *ir.Buffer, dst, src *jen.Statement) jen.Code { return dst.Op("=").Add(src) }
func (full) widen(_ *ir.Buffer, dst, src *jen.Statement) jen.Code { return dst.Op("=").Add(src) }

// packed is memory that the kernels of a prefix fill and read.
type packed struct{ prefix string }

func (m packed) pack(_ *generator, p *ir.Buffer, dst, array jen.Code) jen.Code {
	return nn(m.prefix+"Unpack").Call(dst, array, jen.Lit(p.Rows()), jen.Lit(p.Cols()), jen.Lit(p.Stride()))
}

func (m packed) unpack(_ *generator, p *ir.Buffer, array, src jen.Code) jen.Code {
	return nn(m.prefix+"Pack").Call(array, src, jen.Lit(p.Rows()), jen.Lit(p.Cols()), jen.Lit(p.Stride()))
}

func (m packed) round(p *ir.Buffer, dst, src *jen.Statement) jen.Code {
	return nn(m.prefix+"Round").Call(all(dst), all(src), jen.Lit(p.Cols()), jen.Lit(p.Stride()))
}

func (m packed) widen(p *ir.Buffer, dst, src *jen.Statement) jen.Code {
	return nn(m.prefix+"Widen").Call(all(dst), all(src), jen.Lit(p.Cols()), jen.Lit(p.Stride()))
}

// bfloat16 is half the bits of a float32. The weights of two inputs lie side by side.
type bfloat16 struct{ packed }

func (bfloat16) declare(_ *generator, s *jen.Group, p *ir.Buffer) {
	size := (p.Cols() + p.Cols()%2) * p.Stride()
	s.Id(p.Name).Index(jen.Lit(size)).Add(nn("BFloat16")).Comment("// " + layoutNote(p) + ", two inputs side by side")
}

func (bfloat16) holder() string { return "Rounded" }

// int8s are whole numbers with a scale for each unit behind them. The weights of four inputs lie side by side.
type int8s struct{ packed }

func (int8s) declare(_ *generator, s *jen.Group, p *ir.Buffer) {
	groups := (p.Cols() + 3) / 4
	s.Id(p.Name).Index(jen.Lit(4 * p.Stride() * (groups + 1))).Add(nn("Int8")).Comment("// " + layoutNote(p) + ", four inputs side by side, then the scales")
}

func (int8s) holder() string { return "Whole" }
