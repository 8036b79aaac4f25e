package interp

import (
	"fmt"

	"github.com/nngen/nngen/internal/ir"
	"gonum.org/v1/gonum/mat"
)

// exec executes one instruction.
func (m *Machine) exec(in *ir.Instr) {
	dst, k := m.buffers[in.Dst], m.factor(in)
	args := make([]*mat.Dense, len(in.Args))
	for i, a := range in.Args {
		args[i] = m.buffers[a]
	}
	switch in.Op {
	case ir.Affine:
		affine(dst, args[0], args[1], args[2])
	case ir.Map:
		m.apply(in, dst, args, k)
	case ir.Softmax:
		softmax(dst, args[0])
	case ir.Loss:
		dst.Set(0, 0, k*m.sum(in, args))
	case ir.CrossEntropy:
		dst.Set(0, 0, k*crossEntropy(args[0], args[1]))
	case ir.CrossEntropyGrad:
		crossEntropyGrad(dst, args[0], args[1], k)
	case ir.WeightGrad: // dW = dZ·Aᵀ
		dst.Mul(args[0], args[1].T())
	case ir.BiasGrad: // db = dZ·1
		dst.Mul(args[0], ones(m.examples))
	case ir.InputGrad: // dA = Wᵀ·dZ
		dst.Mul(args[0].T(), args[1])
	case ir.Dropout:
		m.dropout(in.Mask, dst, args[0])
	default:
		panic(fmt.Sprintf("internal error: cannot run %q", in))
	}
}

// factor is the scale of a loss or of its gradient; n[L] are the rows of what the loss is taken of.
func (m *Machine) factor(in *ir.Instr) float64 {
	switch in.Scale {
	case ir.PerExample:
		return 1 / float64(m.examples)
	case ir.PerValue:
		return 1 / float64(m.examples*in.Args[0].Rows)
	}
	return 1
}

// affine computes Z = W·A + b.
func affine(Z, W, A, b *mat.Dense) {
	Z.Mul(W, A)
	Z.Apply(func(i, _ int, z float64) float64 { return z + b.At(i, 0) }, Z)
}

// apply computes D = k·F(args), entry by entry.
func (m *Machine) apply(in *ir.Instr, dst *mat.Dense, args []*mat.Dense, k float64) {
	f := m.formulas[in]
	dst.Apply(func(i, j int, _ float64) float64 {
		values := entries(args, i, j)
		m.kink = m.kink || f.nearKink(values)
		return k * f.value(values...)
	}, dst)
}

// sum computes Σ F(args) over all entries.
func (m *Machine) sum(in *ir.Instr, args []*mat.Dense) float64 {
	f, sum := m.formulas[in], 0.0
	rows, cols := args[0].Dims()
	for i := range rows {
		for j := range cols {
			values := entries(args, i, j)
			m.kink = m.kink || f.nearKink(values)
			sum += f.value(values...)
		}
	}
	return sum
}

// entries picks entry (i, j) of every matrix; a vector has the same entry for every example.
func entries(args []*mat.Dense, i, j int) []float64 {
	values := make([]float64, len(args))
	for n, a := range args {
		_, cols := a.Dims()
		values[n] = a.At(i, min(j, cols-1))
	}
	return values
}

// dropout computes D = A ∘ mask / (1 − rate), or D = A without masks.
func (m *Machine) dropout(mask ir.Mask, dst, a *mat.Dense) {
	dst.Apply(func(unit, row int, v float64) float64 {
		switch {
		case !m.masked:
			return v
		case mask.Keep(uint64(m.updates), row, unit):
			return v / (1 - mask.Rate)
		}
		return 0
	}, a)
}

func ones(m int) *mat.Dense {
	v := mat.NewDense(m, 1, nil)
	v.Apply(func(_, _ int, _ float64) float64 { return 1 }, v)
	return v
}
