package plan

import (
	"slices"
	"strings"

	"github.com/nngen/nngen/internal/ir"
)

// forOne has how every operation of a prediction is computed for one example.
var forOne = map[string]choice{
	ir.Affine{}.Name(): (*chooser).product,
	ir.Softmax{}.Name(): func(c *chooser, in *ir.Instr) *ir.Call {
		switch {
		case c.plain && in.Dst.IsVector() && in.Dst.Size() <= maxClasses:
			return call(ir.WrittenOut, in)
		case in.Dst.IsVector():
			return call("softmax", in, in.Dst, in.Args[0])
		}
		return softmaxRows(in)
	},
	(*ir.Map)(nil).Name():   func(c *chooser, in *ir.Instr) *ir.Call { return c.mapped(in, false) },
	(*ir.Place)(nil).Name(): way(ir.Blocks),

	(*ir.Largest)(nil).Name():            way(ir.Search),
	(*ir.Standardize)(nil).Name():        standardize,
	(*ir.ChannelStandardize)(nil).Name(): channelStandardize,

	ir.Filled{}.Name():          filled,
	(*ir.OneHot)(nil).Name():    oneHot,
	(*ir.Embed)(nil).Name():     embed,
	(*ir.Ordinal)(nil).Name():   ordinal,
	(*ir.Cycle)(nil).Name():     cycle,
	(*ir.IsMissing)(nil).Name(): isMissing,
	(*ir.Piecewise)(nil).Name(): piecewise,

	(*ir.Conv)(nil).Name():          func(c *chooser, in *ir.Instr) *ir.Call { return c.conv(in, false) },
	(*ir.ConvInputGrad)(nil).Name(): convInputGrad(false),
	(*ir.MaxPool)(nil).Name():       maxPool,
	(*ir.AvgPool)(nil).Name():       avgPool,
	(*ir.Resample)(nil).Name():      resample,
}

// forBatch has how every operation is computed for a batch. Losses are written together with their gradient.
var forBatch = map[string]choice{
	ir.Affine{}.Name():        func(c *chooser, in *ir.Instr) *ir.Call { return c.gemm(in, true) },
	ir.Softmax{}.Name():       func(_ *chooser, in *ir.Instr) *ir.Call { return softmaxRows(in) },
	(*ir.Map)(nil).Name():     func(c *chooser, in *ir.Instr) *ir.Call { return c.mapped(in, true) },
	(*ir.Place)(nil).Name():   way(ir.Blocks),
	(*ir.Dropout)(nil).Name(): way(ir.Masked),
	ir.WeightGrad{}.Name():    (*chooser).weightGrad,
	ir.BiasGrad{}.Name():      biasGrad,
	ir.InputGrad{}.Name():     inputGrad,

	ir.SoftmaxGrad{}.Name(): func(_ *chooser, in *ir.Instr) *ir.Call {
		return call("softmaxGradRows", in, in.Dst, in.Args[0], in.Args[1], ir.Int(in.Dst.Last()))
	},

	(*ir.Largest)(nil).Name():              way(ir.Search),
	(*ir.LargestGrad)(nil).Name():          way(ir.Found),
	(*ir.Standardize)(nil).Name():          standardize,
	(*ir.StandardizeGrad)(nil).Name():      standardizeGrad,
	(*ir.BatchMoments)(nil).Name():         (*chooser).batchNorm,
	(*ir.BatchStandardize)(nil).Name():     way(ir.ByMoments),
	(*ir.BatchStandardizeGrad)(nil).Name(): batchStandardizeGrad,
	(*ir.ChannelStandardize)(nil).Name():   channelStandardize,

	(*ir.Conv)(nil).Name():           func(c *chooser, in *ir.Instr) *ir.Call { return c.conv(in, true) },
	(*ir.ConvInputGrad)(nil).Name():  convInputGrad(true),
	(*ir.ConvWeightGrad)(nil).Name(): convWeightGrad,
	(*ir.MaxPool)(nil).Name():        maxPool,
	(*ir.MaxPoolGrad)(nil).Name():    (*chooser).maxPoolGrad,
	(*ir.AvgPool)(nil).Name():        avgPool,
	(*ir.AvgPoolGrad)(nil).Name():    avgPoolGrad,
	(*ir.Resample)(nil).Name():       resample,
	(*ir.ResampleGrad)(nil).Name():   resampleGrad,

	(*ir.Loss)(nil).Name(): (*chooser).loss,
	(*ir.CrossEntropy)(nil).Name(): func(_ *chooser, in *ir.Instr) *ir.Call {
		return crossEntropy("crossEntropyRows", in, in.Op.(*ir.CrossEntropy).Smoothing)
	},
	(*ir.CrossEntropyGrad)(nil).Name(): func(_ *chooser, in *ir.Instr) *ir.Call {
		return crossEntropy("crossEntropyGradRows", in, in.Op.(*ir.CrossEntropyGrad).Smoothing)
	},

	ir.Filled{}.Name():          filled,
	(*ir.OneHot)(nil).Name():    oneHot,
	(*ir.Embed)(nil).Name():     embed,
	(*ir.EmbedGrad)(nil).Name(): embedGrad,
	(*ir.Ordinal)(nil).Name():   ordinal,
	(*ir.Cycle)(nil).Name():     cycle,
	(*ir.IsMissing)(nil).Name(): isMissing,
	(*ir.Piecewise)(nil).Name(): piecewise,

	(*ir.PiecewiseGrad)(nil).Name(): piecewiseGrad,
}

// biasGrad is db = dZ·1.
func biasGrad(_ *chooser, in *ir.Instr) *ir.Call {
	if inner := in.Op.(ir.BiasGrad).Inner; inner > 0 {
		return call("sumChannels", in, in.Dst, in.Args[0], ir.Int(inner))
	}
	return call("sumRows", in, in.Dst, in.Args[0])
}

// call is the call of a kernel for one instruction.
func call(kernel string, in *ir.Instr, args ...ir.Arg) *ir.Call {
	return &ir.Call{Kernel: kernel, Instrs: []*ir.Instr{in}, Args: args}
}

// way is an instruction for which package codegen has a printer.
func way(kernel string) choice {
	return func(_ *chooser, in *ir.Instr) *ir.Call { return call(kernel, in) }
}

// crossEntropy is a kernel of cross-entropy, or the one that smooths targets.
func crossEntropy(kernel string, in *ir.Instr, smoothing float64) *ir.Call {
	if smoothing != 0 {
		return call("smooth"+strings.ToUpper(kernel[:1])+kernel[1:], in)
	}
	return call(kernel, in)
}

func softmaxRows(in *ir.Instr) *ir.Call {
	return call("softmaxRows", in, in.Dst, in.Args[0], ir.Int(in.Dst.Last()))
}

// mapped is a map through its kernel, or else in steps or as a loop.
func (c *chooser) mapped(in *ir.Instr, batch bool) *ir.Call {
	if call := c.batchNormGrad(in); call != nil {
		return call
	}
	if call := affineChannels(in, batch); call != nil {
		return call
	}
	fast := in.Op.(*ir.Map).Fast
	switch {
	case !batch && isWrittenScaling(in):
		return call(ir.WrittenOut, in)
	case c.plain && in.Dst.Size() <= maxEntries:
		return call(ir.Loop, in)
	case fast == nil || !finds(fast, in):
		return c.formula(in, batch)
	}
	args := []ir.Arg{in.Dst}
	for _, v := range fast.Vars {
		args = append(args, in.Arg(v))
	}
	for _, v := range fast.Consts {
		args = append(args, ir.Num(v))
	}
	return call(fast.Kernel, in, args...)
}

// finds reports whether a kernel finds the operands of a map where it wants them.
func finds(f *ir.Fast, in *ir.Instr) bool {
	if f.InPlace && in.Arg("d") != in.Dst {
		return false
	}
	return !slices.ContainsFunc(f.Vars, func(v string) bool { return in.Arg(v) == nil })
}
