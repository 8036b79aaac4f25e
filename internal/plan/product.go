package plan

import (
	"fmt"

	"github.com/nngen/nngen/internal/expr"
	"github.com/nngen/nngen/internal/ir"
	"github.com/nngen/nngen/internal/words"
	nn "github.com/nngen/nngen/runtime"
)

// product is z = W·x + b of one example, and with it what follows in its place: the activation that a kernel does on the
// way, or that is written around the sum, or the next narrow layer.
func (c *chooser) product(in *ir.Instr) *ir.Call {
	if !in.Dst.IsVector() {
		return c.gemm(in, false)
	}
	if c.writes(in.Args[0]) {
		return c.scalars(in)
	}
	if pair := c.pair(in); pair != nil {
		return pair
	}
	return c.gemv(in)
}

// scalars is a product that is written out.
func (c *chooser) scalars(in *ir.Instr) *ir.Call {
	W := in.Args[0]
	call := call(ir.WrittenOut, in)
	call.Why = fmt.Sprintf("%d·%d = %s", W.Rows(), W.Cols(), words.Count(W.Size(), "multiply-add"))
	if limit := c.prog.Unroll; limit != nil {
		call.Why += fmt.Sprintf(", unroll is %d", *limit)
	}
	if next := c.next(0); next != nil && fusable(next) && next.Dst == in.Dst && next.Reads(in.Dst) {
		call.Instrs = append(call.Instrs, next)
	}
	return call
}

// fusable reports whether a map can be written around the sum that it is applied to: it uses it once.
func fusable(in *ir.Instr) bool {
	m, ok := in.Op.(*ir.Map)
	return ok && len(m.Vars) == 1 && expr.Count(m.F, m.Vars[0]) == 1 && !expr.HasSelect(m.F)
}

// gemv is a product of a matrix and a vector.
func (c *chooser) gemv(in *ir.Instr) *ir.Call {
	W, x, b := in.Args[0], in.Args[1], in.Args[2]
	call := call("gemvN", in, in.Dst, W, b, x)
	call.Storage, call.Why = c.storage(W), layoutOf(W)
	if W.Layout == ir.InputMajor {
		call.Kernel, call.Args = "gemvT", append(call.Args, ir.Int(W.Stride()))
	}
	sparse, next := c.skipsZeros(in), c.next(0)
	if sparse {
		call.Kernel += "Sparse"
		call.Why += ", for inputs that are not 0"
	}
	padded := W.Layout == ir.InputMajor && W.Stride() >= W.Rows() && call.Storage == ir.Full
	switch narrow := W.Rows() <= nn.NarrowUnits && W.Cols() <= nn.NarrowInputs; {
	case c.leak(call):
		c.unitBehind(call)
		return call
	case padded && narrow && !sparse && isSoftmax(next, in.Dst): // for others it would be two calls, too
		take(call, next, "Softmax")
		return call
	case padded:
		call.Kernel += "Padded"
	}
	if next != nil && next.IsRelu(in.Dst) {
		take(call, next, "Relu")
	}
	return call
}

// leak takes a leaky_relu in the place of a product into its call, if there is a kernel for it. The kernel takes the larger of a sum and
// its part, so that alpha has to be between 0 and 1.
func (c *chooser) leak(call *ir.Call) bool {
	next, W := c.next(0), call.First().Args[0]
	known := call.Kernel == "gemvT" || call.Kernel == "gemmNNBias"
	if !known || next == nil || !isLeak(next) || next.Dst != call.First().Dst || call.Storage != ir.Full || c.prog.ElementSize != 4 || W.Tail > 0 || W.Panel > 0 {
		return false
	}
	alpha := next.Op.(*ir.Map).Fast.Consts[0]
	if alpha <= 0 || alpha >= 1 {
		return false
	}
	take(call, next, "LeakyRelu")
	call.Args = append(call.Args, ir.Num(alpha))
	return true
}

// unitBehind takes the one unit that reads what leaky_relu makes of a product of one example, and nothing else does, into its call.
func (c *chooser) unitBehind(call *ir.Call) {
	first, unit := call.First(), c.next(1)
	W1, a := first.Args[0], first.Dst
	if unit == nil || !ir.Is[ir.Affine](unit) || unit.Args[1] != a || unit.Dst == a || c.readLater(a, 2) || c.writes(unit.Args[0]) {
		return
	}
	W2, next := unit.Args[0], c.next(2)
	one := W2.Rows() == 1 && W2.Layout == ir.RowMajor && c.storage(W2) == ir.Full
	if !one || W1.Rows() > nn.UnitUnits || max(W1.Cols(), W1.Stride()) > nn.UnitInputs || next != nil && next.IsRelu(unit.Dst) {
		return
	}
	take(call, unit, "Unit")
	call.By = "beforeUnit"
	call.Why += " and the one behind"
	x, rest := call.Args[3], call.Args[4:]
	call.Args = append([]ir.Arg{unit.Dst, W1, first.Args[2], W2, unit.Args[2], x}, rest...)
}

// take takes an instruction into a call, whose kernel does it under the longer name.
func take(c *ir.Call, in *ir.Instr, suffix string) {
	c.Kernel += suffix
	c.Instrs = append(c.Instrs, in)
}

// isSoftmax reports whether the instruction is a softmax in the place of b.
func isSoftmax(in *ir.Instr, b *ir.Buffer) bool {
	return in != nil && ir.Is[ir.Softmax](in) && in.Dst == b && in.Args[0] == b
}

// layoutOf says how many units of W lie side by side, and how many do not.
func layoutOf(W *ir.Buffer) string {
	if W.Layout == ir.RowMajor {
		return words.Count(W.Rows(), "unit") + ", a row of W each"
	}
	if W.Panel > 0 {
		return words.Count(W.Rows(), "unit") + fmt.Sprintf(", %d side by side", W.Panel)
	}
	text := words.Count(W.Rows()-W.Tail, "unit") + " side by side"
	if W.Tail > 0 {
		text += fmt.Sprintf(" and %d apart", W.Tail)
	}
	return text
}

// gemm is Z = W·A + b of a batch, or of the rows of one example; and with it a relu that follows in its place.
func (c *chooser) gemm(in *ir.Instr, batch bool) *ir.Call {
	W, x, b := in.Args[0], in.Args[1], in.Args[2]
	if batch && in.Dst.IsVector() && c.writes(W) {
		return c.scalars(in)
	}
	kernel := map[ir.Layout]string{ir.RowMajor: "gemmNTBias", ir.InputMajor: "gemmNNBias"}[W.Layout]
	rows := rows(x)
	if !batch {
		rows = ir.Int(x.Size() / x.Last())
	}
	if batch && c.isDeep(in) {
		kernel += "Deep"
	}
	call := call(kernel, in, in.Dst, x, W, b, rows, ir.Int(W.Rows()), ir.Int(W.Cols()), ir.Int(W.Stride()))
	call.Storage, call.Why, call.Shared = c.storage(W), layoutOf(W), true
	if next := c.next(0); !c.leak(call) && next != nil && next.IsRelu(in.Dst) {
		take(call, next, "Relu")
	}
	return call
}

// isDeep reports whether cores share a product of training by inputs: its weights lie side by side, and there are not many beside those that
// a cache holds, but many beside the rows of a batch.
func (c *chooser) isDeep(in *ir.Instr) bool {
	W, rows := in.Args[0], c.prog.BatchRows
	whole := W.Layout == ir.InputMajor && W.Tail == 0 && W.Panel == 0 && c.storage(W) == ir.Full
	large := rows*W.Size() >= nn.SharedGradient && W.Cols() >= nn.DeepInputs*rows && W.Size() <= nn.DeepWeights
	return c.training && in.Dst.IsVector() && whole && large
}

// rows is the number of rows of a batch as a matrix with the last dimension as columns.
func rows(x *ir.Buffer) ir.Arg { return ir.Examples(x.Size() / x.Last()) }

// weightGrad is dW = dZ·Aᵀ: with one example a row, that is dZᵀ·A. Where the units of an input lie side by side, a kernel
// sums the gradient of the bias on the way.
func (c *chooser) weightGrad(in *ir.Instr) *ir.Call {
	if unit := c.unitGrad(in); unit != nil {
		return unit
	}
	dW, dz, a := in.Dst, in.Args[0], in.Args[1]
	written := dz.IsVector() && c.writes(dW.GradOf)
	if dW.Layout == ir.RowMajor {
		if written {
			return call(ir.WrittenOut, in)
		}
		return call("gemmTN", in, dW, dz, a, ir.Int(dz.Last()), ir.Int(a.Last()), rows(dz), ir.Int(dW.Stride()))
	}
	m, n, k, ld := ir.Int(a.Last()), ir.Int(dz.Last()), rows(dz), ir.Int(dW.Stride())
	bias := c.next(0)
	if bias == nil || !ir.Is[ir.BiasGrad](bias) || bias.Args[0] != dz || bias.Dst.Size() != dz.Last() {
		if written {
			return call(ir.WrittenOut, in)
		}
		return call("gemmTN", in, dW, a, dz, m, n, k, ld)
	}
	sum := call(ir.Gradient, in, dW, bias.Dst, a, dz, m, n, k, ld)
	if written {
		sum = call(ir.WrittenOut, in)
	}
	sum.Instrs = append(sum.Instrs, bias)
	return sum
}

// inputGrad is dA = Wᵀ·dZ: with one example a row, that is dZ·W; and with it the slope by which a kernel multiplies it on the way.
func inputGrad(c *chooser, in *ir.Instr) *ir.Call {
	W, dz := in.Args[0], in.Args[1]
	if in.Dst.IsVector() && c.writes(W) {
		return call(ir.WrittenOut, in)
	}
	kernel := map[ir.Layout]string{ir.RowMajor: "gemmNN", ir.InputMajor: "gemmNT"}[W.Layout]
	call := call(kernel, in, in.Dst, dz, W, rows(dz), ir.Int(W.Cols()), ir.Int(W.Rows()), ir.Int(W.Stride()))
	c.takeSlope(call)
	return call
}
