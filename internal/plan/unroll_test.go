package plan

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/nngen/nngen/internal/ir"
	"github.com/nngen/nngen/spec"
)

// TestUnroll states which layers are written out for one example: those of up to so many multiply-adds, the first ones up to
// a total; where there is no assembly more than elsewhere, unless the spec says how many.
func TestUnroll(t *testing.T) {
	for _, c := range []struct {
		units            []int // of every layer; the first is the number of inputs
		keys             string
		here, noAssembly string // a letter for each layer: w where it is written out
	}{
		{[]int{4, 8, 3}, "", "--", "ww"},
		{[]int{4, 4, 4}, "", "ww", "ww"},
		{[]int{16, 16, 17, 16}, "", "---", "w--"},
		{[]int{16, 16, 17, 16}, "unroll: 272", "www", "www"},
		{[]int{16, 16, 17, 16}, "unroll: 256", "w--", "w--"},
		{[]int{4, 4, 8, 3}, "unroll: 0", "---", "---"},
		{[]int{32, 32, 32, 32, 32, 32, 32, 32, 32, 32, 2}, "unroll: 1024", "wwwwwwww--", "wwwwwwww--"},
		{[]int{16, 16, 16, 16, 16, 16, 16, 16, 16, 16}, "", "---------", "wwwwwwww-"},
		{[]int{8, 8, 4}, "weights_storage: bfloat16", "--", "--"},
		{[]int{8, 8, 4}, "weights_storage: bfloat16\nunroll: 64", "ww", "ww"},
	} {
		p := compile(t, parse(t, layers(c.units[0], c.units[1:])+c.keys+"\n"))
		if here, noAssembly := written(p), written(p.Portable()); here != c.here || noAssembly != c.noAssembly {
			t.Errorf("units %v, %q: written out are %s, without assembly %s, want %s and %s", c.units, c.keys, here, noAssembly, c.here, c.noAssembly)
		}
	}
}

// written marks the layers whose product for one example is written out.
func written(p *ir.Program) string {
	text := ""
	for _, c := range p.Calls.One {
		for _, in := range c.Instrs {
			switch {
			case !ir.Is[ir.Affine](in):
			case c.Kernel == ir.WrittenOut:
				text += "w"
			default:
				text += "-"
			}
		}
	}
	return text
}

// TestGradientOfWritten: where a layer is written out for one example without assembly, so is every part of its gradient,
// and its product in training; with assembly only if the spec asks for it, and then for batches of one example.
func TestGradientOfWritten(t *testing.T) {
	for _, keys := range []string{"", "unroll: 100"} {
		p := compile(t, parse(t, layers(9, []int{11, 9, 5})+keys+"\n"))
		portable := p.Portable()
		for _, list := range [][]*ir.Call{portable.Calls.Train, portable.Calls.Backward, portable.Calls.Inputs} {
			for _, c := range list {
				product := slices.ContainsFunc(c.Instrs, func(in *ir.Instr) bool {
					return ir.Is[ir.Affine](in) || ir.Is[ir.WeightGrad](in) || ir.Is[ir.InputGrad](in)
				})
				if product && c.Kernel != ir.WrittenOut {
					t.Errorf("%q: without assembly there is %s", keys, c)
				}
			}
		}
		for _, c := range slices.Concat(p.Calls.Train, p.Calls.Backward, p.Calls.Inputs) {
			if c.Kernel == ir.WrittenOut {
				t.Errorf("%q: with assembly there is %s", keys, c)
			}
		}
		if p.AloneToo != (keys != "") {
			t.Errorf("%q: for one example alone with assembly: %v", keys, p.AloneToo)
		}
	}
}

// TestPortable: without assembly the same instructions are computed in the same order, and nothing is left to choose.
func TestPortable(t *testing.T) {
	eachSpec(t, 100, func(t *testing.T, s *spec.Spec, _ *rand.Rand) {
		p := compile(t, s)
		q := p.Portable()
		if err := q.Verify(); err != nil {
			t.Error(err)
		}
		for i, list := range q.CallLists() {
			if !slices.Equal(ir.Computed(list.Calls), ir.Computed(p.CallLists()[i].Calls)) {
				t.Errorf("%s: other instructions are computed", list.Name)
			}
			for _, c := range list.Calls {
				if c.Else != nil {
					t.Errorf("%s: %s has another way", list.Name, c)
				}
			}
		}
	})
}

// TestRowByRow: where there is no assembly batches are computed row by row if all products of a row are written out.
func TestRowByRow(t *testing.T) {
	for _, c := range []struct {
		units []int
		want  bool
	}{{[]int{4, 8, 3}, true}, {[]int{4, 4, 4}, true}, {[]int{4, 8, 40}, false}, {[]int{40, 40, 2}, false}} {
		p := compile(t, parse(t, layers(c.units[0], c.units[1:])))
		if p.RowByRow != c.want || (p.Portable().FewExamples.Any()) != c.want {
			t.Errorf("%s: row by row is %v", fmt.Sprint(c.units), p.RowByRow)
		}
	}
}

// TestScaling: few inputs of one example are brought to scale scalar by scalar, and outputs back; many by a kernel, as are those of batches.
func TestScaling(t *testing.T) {
	for _, inputs := range []int{1, 4, maxScaled, maxScaled + 1, 64} {
		p := compile(t, parse(t, layers(inputs, []int{3, 1})+"normalize: standard\n"))
		want := normalizes
		if inputs <= maxScaled {
			want = ir.WrittenOut
		}
		for _, calls := range [][]*ir.Call{p.Calls.One, p.Portable().Calls.One} {
			if got := calls[0].Kernel; got != want {
				t.Errorf("%d inputs of one example: %s, want %s", inputs, got, want)
			}
		}
		if got := p.Calls.Batch[0].Kernel; got != normalizes {
			t.Errorf("%d inputs of a batch: %s, want %s", inputs, got, normalizes)
		}
	}
}
