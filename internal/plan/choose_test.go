package plan

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/nngen/nngen/internal/ir"
	"github.com/nngen/nngen/spec"
)

// TestLayouts: the optimizer walks a parameter, its gradient and its states side by side, so that they have one layout;
// whatever is written out is row by row, and so are biases.
func TestLayouts(t *testing.T) {
	eachSpec(t, 100, func(t *testing.T, s *spec.Spec, _ *rand.Rand) {
		p := compile(t, s)
		for _, step := range p.Update {
			for _, a := range step.Args {
				if a.Layout != step.Dst.Layout {
					t.Errorf("%s has layout %d, but %s has %d", step.Dst.Name, step.Dst.Layout, a.Name, a.Layout)
				}
			}
			if step.Dst.Cols == 1 && step.Dst.Name[0] == 'b' && step.Dst.Layout != ir.RowMajor {
				t.Errorf("%s is not stored row by row", step.Dst.Name)
			}
		}
		for _, in := range p.Forward {
			if in.Op == ir.Affine && in.Kernel == ir.WrittenOut && in.Args[0].Layout != ir.RowMajor {
				t.Errorf("%s is written out, but not stored row by row", in.Args[0].Name)
			}
		}
	})
}

// TestChoice states the rule: what is written out is bounded for each layer and in total; other layers are stored input
// by input, unless they have few units.
func TestChoice(t *testing.T) {
	const written, rows, inputs = "written out", "row by row", "input by input"
	for _, c := range []struct {
		inputs int
		units  []int
		want   []string
	}{
		{4, []int{8, 3}, []string{written, written}},
		{16, []int{8, 1}, []string{written, written}},
		{16, []int{9, 1}, []string{inputs, written}},
		{17, []int{1, 7}, []string{rows, written}},
		{17, []int{7, 8, 17}, []string{rows, written, inputs}},
		{1, []int{128, 1, 129}, []string{written, rows, inputs}},
		{11, []int{11, 11, 11, 11, 11, 2}, []string{written, written, written, written, inputs, written}},
		{784, []int{128, 64, 10}, []string{inputs, inputs, inputs}},
	} {
		p := compile(t, parse(t, layers(c.inputs, c.units)))
		l := 0
		for _, in := range p.Forward {
			if in.Op != ir.Affine {
				continue
			}
			got := rows
			if in.Kernel == ir.WrittenOut {
				got = written
			} else if in.Args[0].Layout == ir.InputMajor {
				got = inputs
			}
			if got != c.want[l] {
				t.Errorf("%d inputs, units %v: layer %d is %s, want %s", c.inputs, c.units, l+1, got, c.want[l])
			}
			l++
		}
	}
}

func layers(inputs int, units []int) string {
	var list []string
	for _, n := range units {
		list = append(list, fmt.Sprintf("{units: %d}", n))
	}
	return fmt.Sprintf("version: 1\nmodel: a\ninputs: %d\nlayers: [%s]\noutput: {task: regression}\n", inputs, strings.Join(list, ", "))
}

// TestInputGradients: every layer but the first hands its gradient on, and nothing is computed for the inputs.
func TestInputGradients(t *testing.T) {
	eachSpec(t, 100, func(t *testing.T, s *spec.Spec, _ *rand.Rand) {
		p := compile(t, s)
		var from []int
		for _, in := range p.Backward {
			if in.Op == ir.InputGrad {
				from = append(from, in.Layer)
			}
		}
		if len(from) != s.NumLayers()-1 {
			t.Fatalf("%d layers, and gradients are handed on by layers %v", s.NumLayers(), from)
		}
		for i, l := range from {
			if l != s.NumLayers()-i {
				t.Errorf("gradient %d is handed on by layer %d", i, l)
			}
		}
	})
}

// TestPrune: every buffer that is left stands in the text of the program.
func TestPrune(t *testing.T) {
	eachSpec(t, 100, func(t *testing.T, s *spec.Spec, _ *rand.Rand) {
		p := compile(t, s)
		words := strings.FieldsFunc(p.String(), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
		for _, b := range p.Buffers {
			if !slices.Contains(words, b.Name) {
				t.Errorf("%s is not used", b.Name)
			}
		}
	})
}
