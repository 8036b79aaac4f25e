package plan

import (
	"fmt"

	"github.com/nngen/nngen/internal/ir"
	"github.com/nngen/nngen/internal/words"
)

// The gradients and the kernels of what slides over a map: convolutions and pools.

// conv: dW and dA are convolutions again, and db sums the gradient of a channel.
func (d *backward) conv(in *ir.Instr, g *ir.Buffer) {
	w, W, a := in.Op.(*ir.Conv).Window, in.Args[0], in.Args[1]
	if d.wants(W) {
		d.Emit(&ir.ConvWeightGrad{Window: w}, d.GradOf(W), g, a)
	}
	if len(in.Args) == 3 && d.wants(W) {
		d.Emit(ir.BiasGrad{Inner: w.Out[1] * w.Out[2]}, d.GradOf(in.Args[2]), g)
	}
	d.add(a, func(da *ir.Buffer) { d.Emit(&ir.ConvInputGrad{Window: w}, da, W, g) })
}

// convTransposed: the gradient of a transposed convolution is the convolution itself.
func (d *backward) convTransposed(in *ir.Instr, g *ir.Buffer) {
	w, W, a := in.Op.(*ir.ConvInputGrad).Window, in.Args[0], in.Args[1]
	if d.wants(W) {
		d.Emit(&ir.ConvWeightGrad{Window: w}, d.GradOf(W), a, g)
	}
	d.add(a, func(da *ir.Buffer) { d.Emit(&ir.Conv{Window: w}, da, W, g) })
}

func (d *backward) maxPool(in *ir.Instr, g *ir.Buffer) {
	d.add(in.Args[0], func(da *ir.Buffer) {
		d.Emit(&ir.MaxPoolGrad{Window: in.Op.(*ir.MaxPool).Window}, da, g, in.Dst, in.Args[0])
	})
}

func (d *backward) avgPool(in *ir.Instr, g *ir.Buffer) {
	op := in.Op.(*ir.AvgPool)
	d.add(in.Args[0], func(da *ir.Buffer) { d.Emit(&ir.AvgPoolGrad{Window: op.Window, Padding: op.Padding}, da, g) })
}

// conv is Z = W∗A + b, and with it a relu that follows in its place. The kernel for a batch shares the examples among cores,
// so that its operands cannot lie on the stack.
func (c *chooser) conv(in *ir.Instr, batch bool) *ir.Call {
	w := in.Op.(*ir.Conv).Window
	kernel := "conv"
	if batch {
		kernel = "convBatch"
	}
	if call := c.folded(in, kernel+"Norm"); call != nil {
		return call
	}
	call := call(kernel, in, in.Dst, in.Args[0], in.Args[1])
	if len(in.Args) == 3 {
		call.Kernel += "Bias"
		call.Args = append(call.Args, in.Args[2])
		if next := c.next(0); next != nil && next.IsRelu(in.Dst) {
			take(call, next, "Relu")
		}
	}
	call.Args = append(call.Args, w)
	call.Why = columnsOf(w)
	return call
}

// folded is a convolution with the batch_norm behind it, which predictions fold into the weights, and a relu behind that; nil where
// none follows in its place, since others read what lies between.
func (c *chooser) folded(in *ir.Instr, kernel string) *ir.Call {
	standardize, affine := c.next(0), c.next(1)
	w := in.Op.(*ir.Conv).Window
	if affine == nil || !ir.Is[*ir.ChannelStandardize](standardize) || !ir.Is[*ir.Map](affine) {
		return nil
	}
	op, m := standardize.Op.(*ir.ChannelStandardize), affine.Op.(*ir.Map)
	inner := w.Out[1] * w.Out[2]
	gamma, beta := affine.Arg("gamma"), affine.Arg("beta")
	inPlace := standardize.Dst == in.Dst && standardize.Args[0] == in.Dst && affine.Dst == in.Dst && affine.Arg("n") == in.Dst
	if !inPlace || op.Inner != inner || gamma == nil || beta == nil || m.F.String() != "gamma * n + beta" {
		return nil
	}
	var bias ir.Arg = ir.Absent{}
	if len(in.Args) == 3 {
		bias = in.Args[2]
	}
	call := call(kernel, in, affine.Dst, in.Args[0], in.Args[1], bias, gamma, beta, standardize.Args[1], standardize.Args[2], ir.Num(op.Epsilon), w)
	call.Instrs = append(call.Instrs, standardize, affine)
	if relu := c.next(2); relu != nil && relu.IsRelu(affine.Dst) {
		take(call, relu, "Relu")
	}
	call.Why = columnsOf(w) + "; the weights have the scale of batch_norm in them"
	return call
}

// columnsOf says what a convolution is as a product, and where its columns come from.
func columnsOf(w *ir.Window) string {
	k := w.Weights()
	text := fmt.Sprintf("a product of %d × %d weights with what the taps see in %s, read %s",
		w.Out[0]/w.Groups, k[1]*k[2]*k[3], words.Count(w.Out[1]*w.Out[2], "window"), source(w))
	if w.Groups > 1 {
		text += fmt.Sprintf(", for each of %d groups", w.Groups)
	}
	return text
}

// source is what the taps are read from: the map itself where no window sees beyond it or leaves out entries.
func source(w *ir.Window) string {
	switch w.Last {
	case [2]bool{false, true}:
		return "where it lies, to a result that lies channels last"
	case [2]bool{true, false}:
		return "from a map that lies channels last"
	case [2]bool{true, true}:
		return "from a map that lies channels last, as the result does"
	}
	copied := "where it lies"
	for d := range 2 {
		last := (w.Out[1+d]-1)*w.Stride[d] + (w.Kernel[d]-1)*w.Dilation[d] - w.Before[d]
		switch {
		case w.Stride[d] != 1:
			return "from a copy of the map that has the rows and columns of each phase of the stride together"
		case w.Before[d] > 0 || last >= w.In[1+d]:
			copied = "from a copy of the map with zeros around it, for which masks stand in AVX-512"
		}
	}
	return copied
}

// convInputGrad is dA of a convolution, or a transposed one forward.
func convInputGrad(batch bool) choice {
	kernel := map[bool]string{true: "convInputGradBatch", false: "convInputGrad"}[batch]
	return func(_ *chooser, in *ir.Instr) *ir.Call {
		return call(kernel, in, in.Dst, in.Args[0], in.Args[1], in.Op.(*ir.ConvInputGrad).Window)
	}
}

func convWeightGrad(_ *chooser, in *ir.Instr) *ir.Call {
	return call("convWeightGrad", in, in.Dst, in.Args[0], in.Args[1], in.Op.(*ir.ConvWeightGrad).Window)
}

func maxPool(_ *chooser, in *ir.Instr) *ir.Call {
	w, kernel := in.Op.(*ir.MaxPool).Window, "maxPool"
	if !halving(w) {
		kernel = "slidingMax"
	}
	return call(kernel, in, in.Dst, in.Args[0], w)
}

// halving reports whether the windows of a pool halve a map, for which there are kernels, so that none slide along it.
func halving(w *ir.Window) bool {
	return w.Kernel[0] <= 2 && w.Kernel[1] == 2 && w.Stride == w.Kernel && w.Before == [2]int{}
}

// maxPoolGrad takes in the slope of a relu that made the map: what is not above 0 passes no gradient.
func (c *chooser) maxPoolGrad(in *ir.Instr) *ir.Call {
	call := call("maxPoolGrad", in, in.Dst, in.Args[0], in.Args[1], in.Args[2], in.Op.(*ir.MaxPoolGrad).Window)
	if next := c.next(0); next != nil && isReluGrad(next) && next.Dst == in.Dst && next.Arg("y") == in.Args[2] {
		call.Kernel, call.Instrs = "maxPoolReluGrad", append(call.Instrs, next)
	}
	return call
}

func avgPool(_ *chooser, in *ir.Instr) *ir.Call {
	op := in.Op.(*ir.AvgPool)
	kernel := "avgPool"
	if w := op.Window; !halving(w) && w.Out[1]*w.Out[2] > 1 {
		kernel = "slidingMean"
	}
	return call(averaging(kernel, op.Padding), in, in.Dst, in.Args[0], op.Window)
}

func avgPoolGrad(_ *chooser, in *ir.Instr) *ir.Call {
	op := in.Op.(*ir.AvgPoolGrad)
	return call(averaging("avgPoolGrad", op.Padding), in, in.Dst, in.Args[0], op.Window)
}

// averaging is the kernel of a mean of all taps, or of those within the map.
func averaging(kernel string, padding bool) string {
	if padding {
		return kernel
	}
	return kernel + "Within"
}

func (d *backward) resample(in *ir.Instr, g *ir.Buffer) {
	d.add(in.Args[0], func(da *ir.Buffer) { d.Emit(&ir.ResampleGrad{Resample: *in.Op.(*ir.Resample)}, da, g) })
}

func resample(_ *chooser, in *ir.Instr) *ir.Call {
	op := in.Op.(*ir.Resample)
	return call("resample", in, in.Dst, in.Args[0], ir.Int(op.In), ir.Int(op.Out), ir.Int(op.Inner), ir.Bool(op.Corners))
}

func resampleGrad(_ *chooser, in *ir.Instr) *ir.Call {
	op := in.Op.(*ir.ResampleGrad)
	return call("resampleGrad", in, in.Dst, in.Args[0], ir.Int(op.In), ir.Int(op.Out), ir.Int(op.Inner), ir.Bool(op.Corners))
}
