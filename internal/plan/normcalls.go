package plan

import "github.com/nngen/nngen/internal/ir"

// The kernels of layer_norm and batch_norm.

func standardize(_ *chooser, in *ir.Instr) *ir.Call {
	op := in.Op.(*ir.Standardize)
	return call("standardizeRows", in, in.Dst, in.Args[0], ir.Int(op.Size), ir.Num(op.Epsilon))
}

func standardizeGrad(_ *chooser, in *ir.Instr) *ir.Call {
	op := in.Op.(*ir.StandardizeGrad)
	return call("standardizeGradRows", in, in.Dst, in.Args[0], in.Args[1], in.Args[2], ir.Int(op.Size), ir.Num(op.Epsilon))
}

func channelStandardize(_ *chooser, in *ir.Instr) *ir.Call {
	op := in.Op.(*ir.ChannelStandardize)
	return call("standardizeChannels", in, in.Dst, in.Args[0], in.Args[1], in.Args[2], ir.Int(op.Inner), ir.Num(op.Epsilon))
}

func batchStandardizeGrad(_ *chooser, in *ir.Instr) *ir.Call {
	op := in.Op.(*ir.BatchStandardizeGrad)
	return call("batchStandardizeGrad", in, in.Dst, in.Args[0], in.Args[1], in.Args[2], ir.Int(op.Inner), ir.Num(op.Epsilon))
}

// batchNormGrad is the gradient of a batch_norm of maps in two passes: Σ dZ and Σ dZ∘N say all that it needs. It is nil where the map is
// not the first of its five instructions, or something else reads what lies between them.
func (c *chooser) batchNormGrad(in *ir.Instr) *ir.Call {
	product, dgamma, dbeta, grad := c.next(0), c.next(1), c.next(2), c.next(3)
	if grad == nil || !ir.Is[*ir.BatchStandardizeGrad](grad) || !ir.Is[*ir.Map](product) || !ir.Is[ir.BiasGrad](dgamma) || !ir.Is[ir.BiasGrad](dbeta) {
		return nil
	}
	scaled, op := in.Op.(*ir.Map), grad.Op.(*ir.BatchStandardizeGrad)
	dz, gamma, n := in.Arg("d"), in.Arg("gamma"), grad.Args[1]
	sums := ir.BiasGrad{Inner: op.Inner}
	switch {
	case op.Inner < 2 || gamma == nil || scaled.F.String() != "d * gamma" || product.Op.(*ir.Map).F.String() != "d * n",
		product.Arg("d") != dz || product.Arg("n") != n || dgamma.Args[0] != product.Dst || dbeta.Args[0] != dz || grad.Args[0] != in.Dst,
		dgamma.Op != sums || dbeta.Op != sums || c.readLater(in.Dst, 4) || c.readLater(product.Dst, 4):
		return nil
	}
	call := call("batchNormGrad", in, grad.Dst, dgamma.Dst, dbeta.Dst, dz, n, gamma, grad.Args[2], ir.Int(op.Inner), ir.Num(op.Epsilon))
	call.Instrs = append(call.Instrs, product, dgamma, dbeta, grad)
	call.Why = "Σ dZ and Σ dZ∘N say all that the gradient needs"
	return call
}

// affineChannels is gamma*n + beta of maps, or nil.
func affineChannels(in *ir.Instr) *ir.Call {
	m := in.Op.(*ir.Map)
	gamma, beta, n := in.Arg("gamma"), in.Arg("beta"), in.Arg("n")
	if m.F.String() != "gamma * n + beta" || gamma == nil || beta == nil || n == nil {
		return nil
	}
	inner := 0
	for i, a := range in.Args {
		switch {
		case a == gamma || a == beta:
			if inner > 0 && inner != m.InnerOf(i) {
				return nil
			}
			inner = m.InnerOf(i)
		case m.InnerOf(i) > 0:
			return nil
		}
	}
	if inner < 2 || gamma.Size() != beta.Size() || n.Size()%(inner*gamma.Size()) > 0 {
		return nil
	}
	return call("affineChannels", in, in.Dst, n, gamma, beta, ir.Int(inner))
}
