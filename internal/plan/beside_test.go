package plan

import (
	"fmt"
	"slices"
	"testing"

	"github.com/nngen/nngen/internal/ir"
)

// TestBeside states the rule: gradients that are too small for several cores go to the next that is not, if they are
// together worth it, and all others stay where they are.
func TestBeside(t *testing.T) {
	for _, c := range []struct {
		inputs int
		units  []int
		batch  int
		want   []string // the gradients in their order, and what else is computed: dA of a layer
	}{
		{784, []int{128, 64, 10}, 64, []string{"dA3", "dA2", "3 beside", "2 beside", "1"}},
		{784, []int{128, 64, 10}, 10, []string{"dA3", "3", "dA2", "2", "1"}},                  // none is large, and products take in slopes
		{784, []int{128, 10}, 64, []string{"2", "dA2", "1"}},                                  // the small one is tiny
		{784, []int{128, 64, 7}, 64, []string{"3", "dA3", "dA2", "2 beside", "1"}},            // row by row
		{40, []int{600, 600, 40}, 64, []string{"dA3", "3 beside", "2", "dA2", "1"}},           // the first layer is small
		{900, []int{60, 600, 600, 60}, 64, []string{"4", "dA4", "3", "dA3", "2", "dA2", "1"}}, // all are large
		{784, []int{16, 64, 32}, 256, []string{"dA3", "3", "2", "dA2", "1"}},                  // the large one is narrow
		{900, []int{100, 50, 600, 600, 20}, 64, []string{"dA5", "5 beside", "4", "dA4", "3", "dA3", "dA2", "2 beside", "1"}},
	} {
		text := layers(c.inputs, c.units) + fmt.Sprintf("train: {batch: %d}\n", c.batch)
		var got []string
		for _, call := range compile(t, parse(t, text)).Calls.Backward {
			in := call.First()
			switch {
			case call.Parts != nil:
				for _, part := range call.Parts[:len(call.Parts)-1] {
					got = append(got, fmt.Sprintf("%d beside", part.First().Layer))
				}
				got = append(got, fmt.Sprint(call.Last().Layer))
			case ir.Is[ir.InputGrad](in):
				got = append(got, fmt.Sprintf("dA%d", in.Layer))
			case ir.Is[ir.WeightGrad](in):
				got = append(got, fmt.Sprint(in.Layer))
			}
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%d inputs, units %v, batches of %d: %v, want %v", c.inputs, c.units, c.batch, got, c.want)
		}
	}
}

// TestBesideWaits holds that a gradient stays where it is if something it reads is overwritten before the next one, or if it
// is itself read or written before.
func TestBesideWaits(t *testing.T) {
	buffer := func(name string, dims ...int) *ir.Buffer {
		return &ir.Buffer{Name: name, Dims: dims, Layout: ir.InputMajor}
	}
	a, dz, other := buffer("a", 100), buffer("dz", 100), buffer("other", 100)
	gradient := func(W int) *ir.Call {
		return &ir.Call{Kernel: ir.Gradient, Instrs: []*ir.Instr{
			ir.NewInstr(ir.WeightGrad{}, buffer("dW", W, W), dz, a),
			ir.NewInstr(ir.BiasGrad{}, buffer("db", W), dz),
		}}
	}
	for _, c := range []struct {
		between func(dW *ir.Buffer) *ir.Instr
		moved   bool
	}{
		{func(*ir.Buffer) *ir.Instr { return ir.NewInstr(&ir.Map{}, a, other) }, false},
		{func(*ir.Buffer) *ir.Instr { return ir.NewInstr(&ir.Map{}, dz, other) }, false},
		{func(*ir.Buffer) *ir.Instr { return ir.NewInstr(&ir.Map{}, other, a) }, true},
		{func(dW *ir.Buffer) *ir.Instr { return ir.NewInstr(&ir.Map{}, dW, other) }, false},
		{func(dW *ir.Buffer) *ir.Instr { return ir.NewInstr(&ir.Map{}, other, dW) }, false},
	} {
		small := gradient(100)
		between := c.between(small.First().Dst)
		calls := beside(&ir.Program{BatchRows: 100}, []*ir.Call{small, {Kernel: ir.Loop, Instrs: []*ir.Instr{between}}, gradient(1000)})
		if moved := calls[0].First() == between; moved != c.moved {
			t.Errorf("around %s: moved is %v, want %v", between, moved, c.moved)
		}
	}
}
