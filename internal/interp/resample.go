package interp

import (
	"math"

	"github.com/nngen/nngen/internal/ir"
)

// resample interpolates along an axis.
func resample(_ *Machine, in *ir.Instr, dst *value, args []*value) {
	fill(dst.data, 0)
	shared(in.Op.(*ir.Resample), len(dst.data), func(to, from int, share float64) { dst.data[to] += share * args[0].data[from] })
}

func resampleGrad(_ *Machine, in *ir.Instr, dA *value, args []*value) {
	fill(dA.data, 0)
	shared(&in.Op.(*ir.ResampleGrad).Resample, len(args[0].data), func(to, from int, share float64) { dA.data[from] += share * args[0].data[to] })
}

// shared visits what every one of size entries of the result takes of entries of the operand.
func shared(r *ir.Resample, size int, visit func(to, from int, share float64)) {
	for to := range size {
		inner, o, outer := to%r.Inner, to/r.Inner%r.Out, to/(r.Inner*r.Out)
		at := math.Max(0, (float64(o)+0.5)*float64(r.In)/float64(r.Out)-0.5)
		if r.Corners {
			at = float64(o) * float64(r.In-1) / math.Max(1, float64(r.Out-1))
		}
		low := int(at)
		high := min(low+1, r.In-1)
		for _, end := range []struct {
			i     int
			share float64
		}{{low, 1 - (at - float64(low))}, {high, at - float64(low)}} {
			visit(to, (outer*r.In+end.i)*r.Inner+inner, end.share)
		}
	}
}
