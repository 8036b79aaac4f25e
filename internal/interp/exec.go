package interp

import (
	"fmt"

	"github.com/nngen/nngen/internal/expr"
	"github.com/nngen/nngen/internal/ir"
)

// exec executes one instruction.
func (m *Machine) exec(in *ir.Instr) {
	run, ok := evaluations[in.Op.Name()]
	if !ok {
		panic(fmt.Sprintf("internal error: cannot run %q", in))
	}
	args := make([]*value, len(in.Args))
	for i, a := range in.Args {
		args[i] = m.value(a)
	}
	run(m, in, m.value(in.Dst), args)
}

// value is what a buffer holds; a view shows that of another one.
func (m *Machine) value(b *ir.Buffer) *value {
	if b.Base != nil {
		return &value{b, m.values[b.Base].data}
	}
	return m.values[b]
}

// evaluations has the meaning of every operation but Step, which Update evaluates.
var evaluations = map[string]func(m *Machine, in *ir.Instr, dst *value, args []*value){
	ir.Affine{}.Name():                 func(m *Machine, _ *ir.Instr, dst *value, a []*value) { m.affine(dst, a[0], a[1], a[2]) },
	(*ir.Map)(nil).Name():              (*Machine).apply,
	ir.Softmax{}.Name():                func(_ *Machine, _ *ir.Instr, dst *value, a []*value) { softmax(dst, a[0]) },
	(*ir.Loss)(nil).Name():             (*Machine).sum,
	(*ir.CrossEntropy)(nil).Name():     (*Machine).crossEntropy,
	(*ir.CrossEntropyGrad)(nil).Name(): (*Machine).crossEntropyGrad,
	ir.WeightGrad{}.Name(): func(_ *Machine, _ *ir.Instr, dW *value, a []*value) {
		dW.rows().Mul(a[0].rows().T(), a[1].rows()) // dW = dZ·Aᵀ
	},
	ir.BiasGrad{}.Name(): func(_ *Machine, in *ir.Instr, db *value, a []*value) {
		biasGrad(db, a[0], max(1, in.Op.(ir.BiasGrad).Inner))
	},
	ir.InputGrad{}.Name(): func(_ *Machine, _ *ir.Instr, dA *value, a []*value) {
		dA.rows().Mul(a[1].rows(), a[0].rows()) // dA = Wᵀ·dZ
	},
	(*ir.Dropout)(nil).Name(): (*Machine).dropout,
	(*ir.Place)(nil).Name():   (*Machine).place,
	ir.SoftmaxGrad{}.Name():   func(_ *Machine, _ *ir.Instr, dz *value, a []*value) { softmaxGrad(dz, a[0], a[1]) },

	(*ir.Largest)(nil).Name():     (*Machine).largest,
	(*ir.LargestGrad)(nil).Name(): (*Machine).largestGrad,

	(*ir.Standardize)(nil).Name():          standardize,
	(*ir.StandardizeGrad)(nil).Name():      standardizeGrad,
	(*ir.BatchMoments)(nil).Name():         (*Machine).batchMoments,
	(*ir.BatchStandardize)(nil).Name():     (*Machine).batchStandardize,
	(*ir.BatchStandardizeGrad)(nil).Name(): batchStandardizeGrad,
	(*ir.ChannelStandardize)(nil).Name():   channelStandardize,
	(*ir.Moving)(nil).Name():               (*Machine).moving,

	ir.Filled{}.Name():          (*Machine).filled,
	(*ir.OneHot)(nil).Name():    (*Machine).oneHot,
	(*ir.Embed)(nil).Name():     (*Machine).embed,
	(*ir.EmbedGrad)(nil).Name(): (*Machine).embedGrad,
	(*ir.Ordinal)(nil).Name():   (*Machine).ordinal,
	(*ir.Cycle)(nil).Name():     (*Machine).cycle,
	(*ir.IsMissing)(nil).Name(): (*Machine).isMissing,
	(*ir.Piecewise)(nil).Name(): (*Machine).piecewise,

	(*ir.PiecewiseGrad)(nil).Name(): (*Machine).piecewiseGrad,

	(*ir.Conv)(nil).Name():           (*Machine).conv,
	(*ir.ConvInputGrad)(nil).Name():  (*Machine).convInputGrad,
	(*ir.ConvWeightGrad)(nil).Name(): (*Machine).convWeightGrad,
	(*ir.MaxPool)(nil).Name():        (*Machine).maxPool,
	(*ir.MaxPoolGrad)(nil).Name():    (*Machine).maxPoolGrad,
	(*ir.AvgPool)(nil).Name():        (*Machine).avgPool,
	(*ir.AvgPoolGrad)(nil).Name():    (*Machine).avgPoolGrad,
	(*ir.Resample)(nil).Name():       resample,
	(*ir.ResampleGrad)(nil).Name():   resampleGrad,
}

// factor is a scale for n[L] values of example j. Weighted examples share their weight's part of the sum, plain sums too.
func (m *Machine) factor(s ir.Scale, values, j int) float64 {
	if m.weights != nil {
		sum := m.weighed
		if s == ir.PerValue {
			sum *= float64(values)
		}
		return m.weights[j] / sum
	}
	switch s {
	case ir.PerExample:
		return 1 / float64(m.examples)
	case ir.PerValue:
		return 1 / float64(m.examples*values)
	}
	return 1
}

// affine computes Z = W·A + b.
func (m *Machine) affine(Z, W, A, b *value) {
	z := Z.rows()
	z.Mul(m.rounded(W, A), W.rows().T())
	z.Apply(func(_, i int, v float64) float64 { return v + b.data[i] }, z)
}

// apply computes D = k·F(args), entry by entry.
func (m *Machine) apply(in *ir.Instr, dst *value, args []*value) {
	op, f := in.Op.(*ir.Map), m.formulas[in]
	k := func(int) float64 { return 1 }
	if op.Weight != 0 { // the gradient of a loss
		k = func(j int) float64 { return m.factor(op.Scale, in.Dst.Size(), j) * op.Weight }
	}
	values := make([]float64, len(args))
	m.eachEntry(in.Dst, func(j, i int) {
		at(values, args, j, i)
		for n := range args {
			if inner := op.InnerOf(n); inner > 0 {
				values[n] = args[n].data[i/inner%len(args[n].data)]
			}
		}
		m.kink = m.kink || m.watching && f.nearKink(values)
		dst.example(j)[i] = k(j) * f.value(values...)
	})
}

// weight is that of a loss among several.
func weight(w float64) float64 {
	if w == 0 {
		return 1
	}
	return w
}

// sum computes loss = k·Σ F(args) over all entries.
func (m *Machine) sum(in *ir.Instr, dst *value, args []*value) {
	op, f, sum := in.Op.(*ir.Loss), m.formulas[in], 0.0
	values := make([]float64, len(args))
	m.eachEntry(in.Args[0], func(j, i int) {
		at(values, args, j, i)
		m.kink = m.kink || m.watching && f.nearKink(values)
		sum += m.factor(op.Scale, in.Args[0].Size(), j) * f.value(values...)
	})
	dst.data[0] = sum
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
		if e := a.example(j); i < len(e) {
			values[n] = e[i]
		}
	}
}

// dropout computes D = A ∘ mask / (1 − rate), or D = A without masks.
func (m *Machine) dropout(in *ir.Instr, dst *value, args []*value) {
	op := in.Op.(*ir.Dropout)
	mask := op.Mask
	m.eachEntry(in.Dst, func(row, unit int) {
		v := args[0].example(row)[unit]
		switch {
		case !m.training:
		case mask.Keep(uint64(m.updates), row, unit/op.Inner):
			v /= 1 - mask.Rate
		default:
			v = 0
		}
		dst.example(row)[unit] = v
	})
}

// biasGrad computes db = dZ·1: the sum of all entries that belong to one of db, of which inner lie next to each other.
func biasGrad(db, dZ *value, inner int) {
	fill(db.data, 0)
	for k, v := range dZ.data {
		db.data[k/inner%len(db.data)] += v
	}
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
