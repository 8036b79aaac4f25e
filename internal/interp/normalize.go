package interp

import (
	"math"

	"github.com/nngen/nngen/internal/ir"
	"gonum.org/v1/gonum/stat"
)

// standardize computes N = (X − mean)/√(variance + ε) of each run of entries.
func standardize(_ *Machine, in *ir.Instr, N *value, args []*value) {
	op, x := in.Op.(*ir.Standardize), args[0].data
	for at := 0; at < len(x); at += op.Size {
		run := x[at : at+op.Size]
		mean, variance := stat.PopMeanVariance(run, nil)
		for i, v := range run {
			N.data[at+i] = (v - mean) / math.Sqrt(variance+op.Epsilon)
		}
	}
}

// standardizeGrad computes dX = (dN − mean(dN) − N·mean(dN∘N))/√(variance + ε) of each run of entries.
func standardizeGrad(_ *Machine, in *ir.Instr, dX *value, args []*value) {
	op := in.Op.(*ir.StandardizeGrad)
	for at := 0; at < len(dX.data); at += op.Size {
		_, variance := stat.PopMeanVariance(args[2].data[at:at+op.Size], nil)
		unstandardize(dX.data[at:at+op.Size], args[0].data[at:at+op.Size], args[1].data[at:at+op.Size], math.Sqrt(variance+op.Epsilon))
	}
}

// unstandardize computes dx = (dn − mean(dn) − n·mean(dn∘n))/deviation. dx may be dn.
func unstandardize(dx, dn, n []float64, deviation float64) {
	mean, along := stat.Mean(dn, nil), 0.0
	for i := range n {
		along += dn[i] * n[i] / float64(len(n))
	}
	for i := range n {
		dx[i] = (dn[i] - mean - n[i]*along) / deviation
	}
}

// channel picks the entries of a channel from all examples, and put puts them back.
func channel(v *value, c, inner int) (list []float64) {
	for at := c * inner; at < len(v.data); at += v.buf.Size() {
		list = append(list, v.data[at:at+inner]...)
	}
	return list
}

func put(v *value, c, inner int, list []float64) {
	for at := c * inner; at < len(v.data); at += v.buf.Size() {
		list = list[copy(v.data[at:at+inner], list):]
	}
}

// batchMoments computes mean and biased variance of every channel over the batch, in training.
func (m *Machine) batchMoments(in *ir.Instr, dst *value, args []*value) {
	if !m.training {
		return
	}
	inner := in.Op.(*ir.BatchMoments).Inner
	n := in.Dst.Dims[1]
	for c := range n {
		dst.data[c], dst.data[n+c] = stat.PopMeanVariance(channel(args[0], c, inner), nil)
	}
}

// batchStandardize takes the moments of the batch in training, and the running ones elsewhere.
func (m *Machine) batchStandardize(in *ir.Instr, dst *value, args []*value) {
	op := in.Op.(*ir.BatchStandardize)
	n := args[1].buf.Dims[1]
	mean, variance := args[2].data, args[3].data
	if m.training {
		mean, variance = args[1].data[:n], args[1].data[n:]
	}
	standardizeChannels(dst, args[0], mean, variance, op.Inner, op.Epsilon)
}

func channelStandardize(_ *Machine, in *ir.Instr, dst *value, args []*value) {
	op := in.Op.(*ir.ChannelStandardize)
	standardizeChannels(dst, args[0], args[1].data, args[2].data, op.Inner, op.Epsilon)
}

func standardizeChannels(dst, x *value, mean, variance []float64, inner int, epsilon float64) {
	for c := range mean {
		list := channel(x, c, inner)
		for i := range list {
			list[i] = (list[i] - mean[c]) / math.Sqrt(variance[c]+epsilon)
		}
		put(dst, c, inner, list)
	}
}

func batchStandardizeGrad(_ *Machine, in *ir.Instr, dX *value, args []*value) {
	op, n := in.Op.(*ir.BatchStandardizeGrad), args[2].buf.Dims[1]
	for c := range n {
		dn := channel(args[0], c, op.Inner)
		unstandardize(dn, dn, channel(args[1], c, op.Inner), math.Sqrt(args[2].data[n+c]+op.Epsilon))
		put(dX, c, op.Inner, dn)
	}
}

// moving computes r = (1 − momentum)·r + momentum·moment, of the last batch.
func (m *Machine) moving(in *ir.Instr, running *value, args []*value) {
	op := in.Op.(*ir.Moving)
	n := len(running.data)
	moment, values := args[0].data[:n], float64(m.examples*op.Inner)
	unbiased := 1.0
	if op.Variance {
		if values == 1 {
			return
		}
		moment, unbiased = args[0].data[n:], values/(values-1)
	}
	for c := range running.data {
		running.data[c] = (1-op.Momentum)*running.data[c] + op.Momentum*unbiased*moment[c]
	}
}
