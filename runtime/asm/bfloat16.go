package main

import (
	"fmt"

	"github.com/mmcloughlin/avo/build"
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// bfloat16 writes the kernels for weights in bfloat16, which compute in float32.
func bfloat16(c *build.Context) {
	variants(c, singles, func(k kernel) {
		k.bf16GemvT()
		k.bf16Widen()
		k.bf16Round()
	})
}

// bf16GemvT computes up to 8 vectors of outputs.
func (k kernel) bf16GemvT() {
	k.beginFor("bf16", "gemvT", "func(y *T, w *uint16, b, x *T, n, k, whole, ld int, floor T)", fmt.Sprintf(
		"is the loop of BF16GemvT for 1 to %d outputs. Whole vectors of so many pairs lie within w.", gemvVectors*k.lanes()))
	k.gemvPanels("gemvT", false, func(g gemvPanel) { bgemvPanel{g}.write() })
}

// first returns the weights of the first inputs of pairs. Those of the second are the lanes as they are.
func (k kernel) first(pairs reg.VecVirtual) reg.VecVirtual {
	w := k.vector()
	k.VPSLLD(operand.Imm(16), pairs, w)
	return w
}
