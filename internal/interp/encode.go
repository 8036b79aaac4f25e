package interp

import (
	"math"

	"github.com/nngen/nngen/internal/ir"
)

// filled puts the fills where a number is missing.
func (m *Machine) filled(in *ir.Instr, dst *value, args []*value) {
	m.eachEntry(in.Dst, func(j, i int) {
		v := args[0].example(j)[i]
		if math.IsNaN(v) {
			v = args[1].data[i]
		}
		dst.example(j)[i] = v
	})
}

// oneHot is 1 in the row of the code. What is no code is NaN.
func (m *Machine) oneHot(in *ir.Instr, dst *value, args []*value) {
	op := in.Op.(*ir.OneHot)
	for j := range m.examples {
		d, row := dst.example(j), op.Row(args[0].example(j)[op.Entry])
		fill(d, 0)
		switch {
		case row >= 0:
			d[row] = 1
		case row == ir.Refused:
			fill(d, math.NaN())
		}
	}
}

// embed copies the row of the code.
func (m *Machine) embed(in *ir.Instr, dst *value, args []*value) {
	op := in.Op.(*ir.Embed)
	for j := range m.examples {
		d, row := dst.example(j), op.Row(args[1].example(j)[op.Entry])
		fill(d, 0)
		switch {
		case row >= 0:
			copy(d, args[0].data[row*len(d):])
		case row == ir.Refused:
			fill(d, math.NaN())
		}
	}
}

// embedGrad adds the gradient of every example to the row of its code.
func (m *Machine) embedGrad(in *ir.Instr, dE *value, args []*value) {
	op := in.Op.(*ir.EmbedGrad)
	fill(dE.data, 0)
	for j := range m.examples {
		g, row := args[0].example(j), op.Row(args[1].example(j)[op.Entry])
		for i, v := range g {
			if row >= 0 {
				dE.data[row*len(g)+i] += v
			}
		}
	}
}

func (m *Machine) ordinal(in *ir.Instr, dst *value, args []*value) {
	op := in.Op.(*ir.Ordinal)
	for j := range m.examples {
		dst.example(j)[0] = rank(op.Code, args[0].example(j)[op.Entry])
	}
}

// rank is the place of a value between the first, 0, and the last, 1. The mean of places is between them, too.
func rank(c ir.Code, x float64) float64 {
	last := float64(c.Values - 1)
	switch {
	case x >= 0 && x <= last:
		return x / last
	case c.Row(x) == ir.None:
		return 0
	case c.Row(x) >= 0:
		return float64(c.Row(x)) / last
	}
	return math.NaN()
}

func (m *Machine) cycle(in *ir.Instr, dst *value, args []*value) {
	op := in.Op.(*ir.Cycle)
	for j := range m.examples {
		d, x := dst.example(j), args[0].example(j)[op.Entry]
		d[0], d[1] = math.Sincos(2 * math.Pi * (x - op.First) / op.Period)
		if math.IsNaN(x) && op.Zeros {
			fill(d, 0)
		}
	}
}

func (m *Machine) isMissing(in *ir.Instr, dst *value, args []*value) {
	for i, entry := range in.Op.(*ir.IsMissing).Entries {
		for j := range m.examples {
			dst.example(j)[i] = 0
			if math.IsNaN(args[0].example(j)[entry]) {
				dst.example(j)[i] = 1
			}
		}
	}
}

func (m *Machine) piecewise(in *ir.Instr, dst *value, args []*value) {
	op := in.Op.(*ir.Piecewise)
	for i, entry := range op.Entries {
		edges := args[1].data[i*(op.Bins+1) : (i+1)*(op.Bins+1)]
		for j := range m.examples {
			for k := range op.Bins {
				dst.example(j)[i*op.Bins+k] = ir.Bin(args[0].example(j)[entry], edges, k)
			}
		}
	}
}

func (m *Machine) piecewiseGrad(in *ir.Instr, dX *value, args []*value) {
	op := in.Op.(*ir.PiecewiseGrad)
	fill(dX.data, 0)
	for i, entry := range op.Entries {
		edges := args[2].data[i*(op.Bins+1) : (i+1)*(op.Bins+1)]
		for j := range m.examples {
			for k := range op.Bins {
				dX.example(j)[entry] += args[0].example(j)[i*op.Bins+k] * ir.BinSlope(args[1].example(j)[entry], edges, k)
			}
		}
	}
}
