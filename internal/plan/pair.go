package plan

import "github.com/nngen/nngen/internal/ir"

// pair finds two layers one after the other that are so narrow that two calls would cost more than their work.
func pair(p *ir.Program) {
	body := p.Forward
	for i := 0; i+2 < len(body); i++ {
		if isNarrow(p, body[i]) && body[i+1].IsRelu(body[i].Dst) && isNarrow(p, body[i+2]) {
			body[i].Kernel, body[i+2].Kernel = ir.WithNext, ir.WithPrevious
			i += 2
		}
	}
}

// isNarrow reports whether all units of a layer have their sums in half a vector, which all kernels for pairs take.
func isNarrow(p *ir.Program, in *ir.Instr) bool {
	if !ir.Is[ir.Affine](in) || in.Kernel != ir.Call {
		return false
	}
	W := in.Args[0]
	return W.Layout == ir.InputMajor && !W.Half && W.Rows() <= vectorBytes/2/p.ElementSize
}
