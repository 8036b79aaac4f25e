package optim

import (
	"testing"

	"github.com/nngen/nngen/runtime/internal/kerneltest"
)

// TestAdamAlmostPlain holds adam that only clips, decays or shrinks against its formula: a kernel leaves all three out where none of them does anything.
func TestAdamAlmostPlain(t *testing.T) {
	decays, shrinks, clips := stepsOf[float32]().plain, stepsOf[float32]().plain, stepsOf[float32]().plain
	decays.Decay, shrinks.Shrink, clips.Clip = 0.25, 0.25, 0.75
	kerneltest.AtLevels(t, func(t *testing.T) {
		for name, s := range map[string]AdamStep[float32]{"decay": decays, "shrink": shrinks, "clip": clips} {
			r := rule[float32]{name: "adam with " + name, formula: s.formula}
			for _, n := range []int{1, 16, 37, 64} {
				before, after := aligned(kerneltest.NewArena[float32](t), n), aligned(kerneltest.NewArena[float32](t), n)
				F32Adam(after[0], after[1], after[2], after[3], s)
				for j := range n {
					r.check(t, j, before, after, 1)
				}
			}
		}
	})
}
