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

// batchNorm is a batch_norm, and a relu that follows in its place, channel by channel: mean and variance, and what they do, while
// a cache has the channel. It is the moments alone where something else follows.
func (c *chooser) batchNorm(in *ir.Instr) *ir.Call {
	standardize, affine := c.next(0), c.next(1)
	alone := affine == nil || !ir.Is[*ir.BatchStandardize](standardize) || !ir.Is[*ir.Map](affine)
	if alone || standardize.Args[0] != in.Args[0] || standardize.Args[1] != in.Dst || affineChannels(affine, true) == nil || affine.Arg("n") != standardize.Dst {
		return call(ir.Moments, in)
	}
	call := call(ir.BatchNorm, in)
	call.Instrs = append(call.Instrs, standardize, affine)
	call.Why = "some channels at a time, while a cache has them"
	if relu := c.next(2); relu != nil && relu.IsRelu(affine.Dst) {
		call.Instrs = append(call.Instrs, relu)
	}
	return call
}

// batchNormGrad is the gradient of a batch_norm in two passes: Σ dZ and Σ dZ∘N say all that it needs; the slope of a relu behind it
// is part of the first. It is nil where the map is not the first of its instructions, or something else reads what lies between them.
func (c *chooser) batchNormGrad(in *ir.Instr) *ir.Call {
	taken := 4
	if isReluGrad(in) {
		taken++
	}
	if len(c.after) < taken {
		return nil
	}
	list := append([]*ir.Instr{in}, c.after[:taken]...)
	norm := list[taken-4:]
	scaled, product, dgamma, dbeta, grad := norm[0], norm[1], norm[2], norm[3], norm[4]
	if !isBatchNormGrad(norm) || c.readLater(scaled.Dst, taken) || c.readLater(product.Dst, taken) {
		return nil
	}
	op, dz, n, gamma := grad.Op.(*ir.BatchStandardizeGrad), scaled.Arg("d"), grad.Args[1], scaled.Arg("gamma")
	call := &ir.Call{Kernel: "batchNormGrad", Instrs: list, Args: []ir.Arg{grad.Dst, dgamma.Dst, dbeta.Dst, dz, n}}
	if taken > 4 {
		if in.Dst != dz {
			return nil
		}
		call.Kernel = "batchNormReluGrad"
		call.Args = append(call.Args, in.Arg("y"))
	}
	call.Args = append(call.Args, gamma, grad.Args[2], ir.Int(op.Inner), ir.Num(op.Epsilon))
	call.Why = "Σ dZ and Σ dZ∘N say all that the gradient needs"
	return call
}

// isBatchNormGrad reports whether five instructions are those of a batch_norm's gradient.
func isBatchNormGrad(list []*ir.Instr) bool {
	scaled, product, dgamma, dbeta, grad := list[0], list[1], list[2], list[3], list[4]
	maps := ir.Is[*ir.Map](scaled) && ir.Is[*ir.Map](product)
	if !maps || !ir.Is[ir.BiasGrad](dgamma) || !ir.Is[ir.BiasGrad](dbeta) || !ir.Is[*ir.BatchStandardizeGrad](grad) {
		return false
	}
	if scaled.Op.(*ir.Map).F.String() != "d * gamma" || product.Op.(*ir.Map).F.String() != "d * n" || scaled.Arg("gamma") == nil {
		return false
	}
	dz, n, sums := scaled.Arg("d"), grad.Args[1], ir.BiasGrad{}
	if inner := grad.Op.(*ir.BatchStandardizeGrad).Inner; inner > 1 {
		sums.Inner = inner
	}
	if product.Arg("d") != dz || product.Arg("n") != n || dgamma.Args[0] != product.Dst || dbeta.Args[0] != dz || grad.Args[0] != scaled.Dst {
		return false
	}
	return dgamma.Op == sums && dbeta.Op == sums
}

// isReluGrad reports whether the instruction is the slope of a relu, by which a gradient is multiplied in its place.
func isReluGrad(in *ir.Instr) bool {
	m, ok := in.Op.(*ir.Map)
	return ok && m.Fast != nil && m.Fast.Kernel == "reluGrad" && in.Arg("d") == in.Dst && in.Arg("y") != nil
}

// affineChannels is gamma*n + beta, or nil; nil, too, in one example that has one entry of each channel, which a loop goes through as quickly.
func affineChannels(in *ir.Instr, batch bool) *ir.Call {
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
	if inner < 1 || inner == 1 && !batch || gamma.Size() != beta.Size() || n.Size()%(inner*gamma.Size()) > 0 {
		return nil
	}
	return call("affineChannels", in, in.Dst, n, gamma, beta, ir.Int(inner))
}
