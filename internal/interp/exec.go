package interp

import (
	"fmt"

	"github.com/nngen/nngen/internal/expr"
	"github.com/nngen/nngen/internal/ir"
	"gonum.org/v1/gonum/mat"
)

// exec executes one instruction.
func (m *Machine) exec(in *ir.Instr) {
	run, ok := evaluations[in.Op.Name()]
	if !ok {
		panic(fmt.Sprintf("internal error: cannot run %q", in))
	}
	args := make([]*value, len(in.Args))
	for i, a := range in.Args {
		args[i] = m.values[a]
	}
	run(m, in, m.values[in.Dst], args)
}

// evaluations has the meaning of every operation but Step, which Update evaluates.
var evaluations = map[string]func(m *Machine, in *ir.Instr, dst *value, args []*value){
	ir.Affine{}.Name():                 func(_ *Machine, _ *ir.Instr, dst *value, a []*value) { affine(dst, a[0], a[1], a[2]) },
	(*ir.Map)(nil).Name():              (*Machine).apply,
	ir.Softmax{}.Name():                func(_ *Machine, _ *ir.Instr, dst *value, a []*value) { softmax(dst, a[0]) },
	(*ir.Loss)(nil).Name():             (*Machine).sum,
	(*ir.CrossEntropy)(nil).Name():     (*Machine).crossEntropy,
	(*ir.CrossEntropyGrad)(nil).Name(): (*Machine).crossEntropyGrad,
	ir.WeightGrad{}.Name(): func(_ *Machine, _ *ir.Instr, dW *value, a []*value) {
		dW.rows().Mul(a[0].rows().T(), a[1].rows()) // dW = dZ·Aᵀ
	},
	ir.BiasGrad{}.Name(): func(_ *Machine, _ *ir.Instr, db *value, a []*value) {
		dZ := a[0].rows()
		n, _ := dZ.Dims()
		db.rows().Mul(ones(n).T(), dZ) // db = dZ·1
	},
	ir.InputGrad{}.Name(): func(_ *Machine, _ *ir.Instr, dA *value, a []*value) {
		dA.rows().Mul(a[1].rows(), a[0].rows()) // dA = Wᵀ·dZ
	},
	(*ir.Dropout)(nil).Name(): (*Machine).dropout,
	(*ir.Place)(nil).Name():   (*Machine).place,
}

// factor is a scale for n[L] values of every example.
func (m *Machine) factor(s ir.Scale, values int) float64 {
	switch s {
	case ir.PerExample:
		return 1 / float64(m.examples)
	case ir.PerValue:
		return 1 / float64(m.examples*values)
	}
	return 1
}

// affine computes Z = W·A + b.
func affine(Z, W, A, b *value) {
	z := Z.rows()
	z.Mul(A.rows(), W.rows().T())
	z.Apply(func(_, i int, v float64) float64 { return v + b.data[i] }, z)
}

// apply computes D = k·F(args), entry by entry.
func (m *Machine) apply(in *ir.Instr, dst *value, args []*value) {
	op, f := in.Op.(*ir.Map), m.formulas[in]
	k := m.factor(op.Scale, in.Dst.Size())
	values := make([]float64, len(args))
	m.eachEntry(in.Dst, func(j, i int) {
		at(values, args, j, i)
		m.kink = m.kink || f.nearKink(values)
		dst.example(j)[i] = k * f.value(values...)
	})
}

// sum computes loss = k·Σ F(args) over all entries.
func (m *Machine) sum(in *ir.Instr, dst *value, args []*value) {
	op, f, sum := in.Op.(*ir.Loss), m.formulas[in], 0.0
	values := make([]float64, len(args))
	m.eachEntry(in.Args[0], func(j, i int) {
		at(values, args, j, i)
		m.kink = m.kink || f.nearKink(values)
		sum += f.value(values...)
	})
	dst.data[0] = m.factor(op.Scale, in.Args[0].Size()) * sum
}

// eachEntry visits entry i of example j of a buffer, of which there is one example where it has no batch.
func (m *Machine) eachEntry(b *ir.Buffer, visit func(j, i int)) {
	examples := 1
	if b.Batched {
		examples = m.examples
	}
	for j := range examples {
		for i := range b.Size() {
			visit(j, i)
		}
	}
}

// at sets values to entry i of example j of every operand.
func at(values []float64, args []*value, j, i int) {
	for n, a := range args {
		values[n] = a.example(j)[i]
	}
}

// dropout computes D = A ∘ mask / (1 − rate), or D = A without masks.
func (m *Machine) dropout(in *ir.Instr, dst *value, args []*value) {
	mask := in.Op.(*ir.Dropout).Mask
	m.eachEntry(in.Dst, func(row, unit int) {
		v := args[0].example(row)[unit]
		switch {
		case !m.masked:
		case mask.Keep(uint64(m.updates), row, unit):
			v /= 1 - mask.Rate
		default:
			v = 0
		}
		dst.example(row)[unit] = v
	})
}

func ones(m int) *mat.Dense {
	v := mat.NewDense(m, 1, nil)
	v.Apply(func(_, _ int, _ float64) float64 { return 1 }, v)
	return v
}

// formulaOf is the formula of an instruction and its variables, or nil.
func formulaOf(in *ir.Instr) (expr.Expr, []string) {
	switch op := in.Op.(type) {
	case *ir.Map:
		return op.F, op.Vars
	case *ir.Loss:
		return op.F, op.Vars
	}
	return nil, nil
}
