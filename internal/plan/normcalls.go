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
