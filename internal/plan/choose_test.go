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

// TestLayouts: the optimizer walks a parameter, its gradient and its states side by side, so that they have one layout
// and one width; biases are row by row.
func TestLayouts(t *testing.T) {
	eachSpec(t, 100, func(t *testing.T, s *spec.Spec, _ *rand.Rand) {
		p := compile(t, s)
		for _, step := range p.Update {
			for _, a := range step.Args {
				if a.Layout != step.Dst.Layout || a.Pad != step.Dst.Pad || a.Tail != step.Dst.Tail || a.Panel != step.Dst.Panel {
					t.Errorf("%s has layout %d, padding %d and a tail of %d, but %s has %d, %d and %d", step.Dst.Name,
						step.Dst.Layout, step.Dst.Pad, step.Dst.Tail, a.Name, a.Layout, a.Pad, a.Tail)
				}
			}
			if step.Dst.IsVector() && step.Dst.Layout != ir.RowMajor {
				t.Errorf("%s is not stored row by row", step.Dst.Name)
			}
		}
	})
}

// TestRowMajor: up to twelve units of more than ten times as many inputs are rows, which take no padding; so are few units of more than
// 32 inputs, and a single one. Kernels for float64 and bfloat16 have it otherwise.
func TestRowMajor(t *testing.T) {
	for _, c := range []struct {
		inputs, units int
		more          string
		want          ir.Layout
	}{
		{121, 12, "", ir.RowMajor}, {120, 12, "", ir.InputMajor}, {1000, 13, "", ir.InputMajor}, {81, 8, "", ir.RowMajor}, {80, 8, "", ir.InputMajor},
		{33, 7, "", ir.RowMajor}, {32, 3, "", ir.InputMajor}, {32, 1, "", ir.RowMajor}, {1000, 10, "precision: float64\n", ir.InputMajor},
		{1000, 10, "weights_storage: bfloat16\n", ir.InputMajor}, {1000, 7, "precision: float64\n", ir.RowMajor},
	} {
		p := compile(t, parse(t, layers(c.inputs, []int{c.units, 2})+c.more))
		if W := p.Forward[0].Args[0]; W.Layout != c.want || c.want == ir.RowMajor && W.Pad != 0 {
			t.Errorf("%d inputs, %d units, %q: layout %d with padding %d, want %d", c.inputs, c.units, c.more, W.Layout, W.Pad, c.want)
		}
	}
}

// TestFewExamples: rows go one by one while products of matrices cost more to begin with than all of them gain: never where
// the layers are wide, or something else than relu is between them.
func TestFewExamples(t *testing.T) {
	for _, c := range []struct {
		inputs int
		units  []int
		more   string
		least  int
		most   int
	}{
		{784, []int{128, 64, 10}, "", 1, 1}, {500, []int{500, 500}, "", 1, 1}, {256, []int{64}, "", 1, 1}, {4, []int{8}, "", 1, 1},
		{4, []int{8, 3}, "", 2, mostFew}, {3, []int{1}, "", 2, mostFew}, {4, []int{8, 3}, "weights_storage: bfloat16\n", 1, 1},
		{4, []int{8, 3}, "normalize: standard\n", 3, mostFew}, {784, []int{128, 64, 10}, "normalize: standard\n", 1, 1},
		{2, []int{2}, "", 5, mostFew}, {4, []int{3}, "", 2, 2}, {4, []int{4}, "", 1, 1}, {8, []int{3}, "", 1, 1}, {5, []int{5, 5, 5}, "", 2, 2},
		{256, []int{10}, "", 2, 2}, {16384, []int{10}, "", 1, 1}, {256, []int{17}, "", 2, 2}, {256, []int{65}, "", 1, 1}, {64, []int{32, 10}, "", 2, 2}, {2, []int{2, 1}, "", 5, mostFew},
		{2, []int{1}, "normalize: standard\n", 8, mostFew}, {256, []int{64}, "normalize: standard\n", 1, 1},
	} {
		p := compile(t, parse(t, layers(c.inputs, c.units)+c.more))
		if few := p.FewExamples.Whole; few < c.least || few > c.most {
			t.Errorf("%d inputs, units %v, %q: up to %d one by one, want %d to %d", c.inputs, c.units, c.more, few, c.least, c.most)
		}
	}
}

// TestFewNarrow: where AVX2 multiplies as many numbers at a time as there can be, more rows go one by one if layers skip zeros, as many as elsewhere if
// no near cache holds the weights. In float64 both kinds have the same kernels.
func TestFewNarrow(t *testing.T) {
	for _, c := range []struct {
		inputs int
		units  []int
		more   string
		want   ir.Few
	}{
		{13, []int{64, 64, 1}, "", ir.Few{Whole: 2, Halves: 19, Narrow: mostFew}}, {10, []int{64, 64, 64, 3}, "", ir.Few{Whole: 2, Halves: mostFew, Narrow: mostFew}},
		{20, []int{100, 50, 1}, "", ir.Few{Whole: 2, Halves: 4, Narrow: mostFew}}, {13, []int{32, 32, 1}, "", ir.Few{Whole: 2, Halves: 2, Narrow: 7}}, {30, []int{128, 128, 10}, "", ir.Few{Whole: 1, Halves: 1, Narrow: 1}},
		{784, []int{128, 64, 10}, "", ir.Few{Whole: 1, Halves: 1, Narrow: 1}}, {64, []int{64, 64, 64, 64, 1}, "", ir.Few{Whole: 1, Halves: 1, Narrow: 1}},
		{13, []int{32, 32, 1}, "precision: float64\n", ir.Few{Whole: 2, Halves: 2, Narrow: 2}},
	} {
		if p := compile(t, parse(t, layers(c.inputs, c.units)+c.more)); p.FewExamples != c.want {
			t.Errorf("%d inputs, units %v, %q: up to %+v one by one, want %+v", c.inputs, c.units, c.more, p.FewExamples, c.want)
		}
	}
}

// TestFewTogether: rows of two narrow layers have a kernel that computes several at a time, whatever makes their inputs; those of layers that
// are wider or of other numbers have not.
func TestFewTogether(t *testing.T) {
	for _, c := range []struct {
		units []int
		more  string
		want  bool
	}{
		{[]int{8, 3}, "", true}, {[]int{8, 4}, "", true}, {[]int{9, 3}, "", false}, {[]int{8, 5}, "", false}, {[]int{8}, "", false}, {[]int{8, 8, 3}, "", false},
		{[]int{8, 3}, "precision: float64\n", false}, {[]int{8, 3}, "normalize: standard\n", true},
		{[]int{8, 3}, "normalize: robust\n", true},
	} {
		p := compile(t, parse(t, layers(4, c.units)+c.more))
		if (p.Calls.Few != nil) != c.want || (p.FewTogether > 0) != c.want {
			t.Errorf("units %v, %q: %v for up to %d examples", c.units, c.more, p.Calls.Few, p.FewTogether)
		}
	}
}

// TestPadding: rows are whole vectors, or the half or the quarter of one that holds them.
func TestPadding(t *testing.T) {
	for _, c := range []struct{ n, vector, want int }{
		{1, 16, 4}, {3, 16, 4}, {4, 16, 4}, {5, 16, 8}, {8, 16, 8}, {9, 16, 16}, {16, 16, 16}, {17, 16, 32}, {67, 16, 80}, {128, 16, 128}, {1000, 16, 1008},
		{1023, 16, 1040}, {1024, 16, 1040}, {1025, 16, 1040}, {2048, 16, 2064}, {3072, 16, 3088}, {512, 8, 520},
		{1, 8, 2}, {2, 8, 2}, {3, 8, 4}, {5, 8, 8}, {9, 8, 16},
	} {
		if got := c.n + padding(c.n, c.vector); got != c.want {
			t.Errorf("%d entries take %d, want %d", c.n, got, c.want)
		}
	}
}

// TestTail: units that would begin a new vector stand apart where they are no more than four, of many inputs, behind a
// whole vector, of few weights or with few units before them, and not in bfloat16; and there is no padding then.
func TestTail(t *testing.T) {
	for _, c := range []struct{ inputs, units, bits, want int }{
		{67, 67, 32, 3}, {64, 65, 32, 1}, {90, 68, 32, 4}, {300, 17, 32, 1}, {72, 84, 32, 4}, {64, 35, 64, 3}, {64, 65, 64, 1}, {90, 68, 64, 4},
		{63, 67, 32, 0}, {67, 69, 32, 0}, {67, 64, 32, 0}, {300, 3, 32, 0}, {91, 68, 32, 4}, {3000, 17, 32, 1}, {67, 83, 32, 3}, {91, 83, 32, 0}, {300, 21, 32, 0}, {300, 9, 64, 0}, {67, 67, 16, 0},
	} {
		text := layers(c.inputs, []int{c.units, 2})
		switch c.bits {
		case 64:
			text += "precision: float64\n"
		case 16:
			text += "weights_storage: bfloat16\n"
		}
		W := compile(t, parse(t, text)).Buffer("W1")
		if W.Tail != c.want || W.Tail > 0 && (W.Pad != 0 || W.Stored() != W.Size()) {
			t.Errorf("%d inputs, %d units of %d bits: a tail of %d with padding %d, want %d", c.inputs, c.units, c.bits, W.Tail, W.Pad, c.want)
		}
		allApart(t, W)
	}
}

// TestPanels: weights of one and a half megabytes and more lie in panels of 256 bytes a row, in float32 and float64 but not in bfloat16 and
// int8, unless they have few inputs or units, or much would be filled up.
func TestPanels(t *testing.T) {
	for _, c := range []struct {
		inputs, units int
		more          string
		want          int
	}{
		{1024, 513, "", 0}, {700, 570, "", 64}, {768, 512, "", 64}, {767, 512, "", 0}, {4096, 128, "", 0}, {63, 40960, "", 0},
		{512, 384, "precision: float64\n", 32}, {1024, 2048, "weights_storage: bfloat16\n", 0}, {1024, 2048, "weights_storage: int8\n", 0},
	} {
		W := compile(t, parse(t, layers(c.inputs, []int{c.units, 2})+c.more)).Buffer("W1")
		if W.Panel != c.want || W.Panel > 0 && (W.Pad != 0 || W.Tail != 0 || W.Stride() != W.Panel) {
			t.Errorf("%d inputs, %d units, %q: panels of %d, want %d", c.inputs, c.units, c.more, W.Panel, c.want)
		}
		if W.Panel > 0 && c.more == "" {
			allApart(t, W)
		}
	}
}

// TestOffsets: every weight has a place of its own, within what is stored.
func TestOffsets(t *testing.T) {
	eachSpec(t, 100, func(t *testing.T, s *spec.Spec, _ *rand.Rand) {
		for _, W := range compile(t, s).Params() {
			allApart(t, W)
		}
	})
}

func allApart(t *testing.T, W *ir.Buffer) {
	t.Helper()
	places := map[int]bool{}
	for o := range W.Rows() {
		for i := range W.Cols() {
			if at := W.Offset(o, i); at < W.Stored() {
				places[at] = true
			}
		}
	}
	if len(places) != W.Size() {
		t.Errorf("%s %s has %d places for its entries", W.Name, W.Shape(), len(places))
	}
}

// TestChoice states the rule: what is written out is bounded for each layer; two narrow layers with a relu between them and
// none behind are one call; others are stored input by input, unless they have few units and many inputs; inputs that a relu made are
// skipped where they are 0, if there are many weights; relu and softmax are done on the way.
func TestChoice(t *testing.T) {
	const written, rows, inputs, pair, skipped = "written out", "gemvN", "gemvTPadded", "narrowPair", "gemvTSparsePadded"
	for _, c := range []struct {
		inputs int
		units  []int
		want   []string
	}{
		{4, []int{8, 3}, []string{pair}},
		{40, []int{8, 3}, []string{pair}},
		{4, []int{4, 4}, []string{written, written}},
		{16, []int{8, 1}, []string{inputs + "Relu", written}},
		{17, []int{1, 7}, []string{rows + "Relu", written}},
		{33, []int{7, 8, 17}, []string{rows + "Relu", inputs + "Relu", inputs}},
		{1, []int{16, 1, 129}, []string{written, written, inputs}},
		{40, []int{8, 8, 8, 9, 2}, []string{inputs + "Relu", inputs + "Relu", inputs + "Relu", inputs + "Relu", inputs}},
		{40, []int{9, 8, 8, 8}, []string{inputs + "Relu", inputs + "Relu", pair}},
		{784, []int{128, 64, 10}, []string{inputs + "Relu", skipped + "Relu", inputs}},
		{64, []int{64, 32, 32, 64, 31}, []string{inputs + "Relu", skipped + "Relu", inputs + "Relu", skipped + "Relu", inputs}},
	} {
		p := compile(t, parse(t, layers(c.inputs, c.units)))
		var got []string
		for _, call := range p.Calls.One {
			got = append(got, call.Kernel)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%d inputs, units %v: %v, want %v", c.inputs, c.units, got, c.want)
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
			if ir.Is[ir.InputGrad](in) {
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

// TestLeaky: a product takes in the leaky_relu behind it, of one row and of a batch, in training too, where alpha is between 0 and 1; its slope
// then reads what it made. With a negative alpha it reads what was there before.
func TestLeaky(t *testing.T) {
	for _, c := range []struct {
		alpha, more string
		product     string // of a batch
		of          string // what the slope is computed from
	}{
		{"0.01", "", "gemmNNBiasLeakyRelu", "a1"}, {"0", "", "gemmNNBias", "a1"}, {"1.5", "", "gemmNNBias", "a1"}, {"-0.5", "", "gemmNNBias", "z1"},
		{"0.01", "precision: float64\n", "gemmNNBias", "a1"},
	} {
		layers := "[{units: 64, activation: {name: leaky_relu, alpha: " + c.alpha + "}}, {units: 32}, {units: 1}]"
		p := compile(t, parse(t, "version: 1\nmodel: a\ninputs: 13\nlayers: "+layers+"\noutput: {task: regression}\n"+c.more))
		for _, list := range [][]*ir.Call{p.Calls.Batch, p.Calls.Train} {
			if got := list[0].Kernel; got != c.product {
				t.Errorf("alpha %s, %q: a batch is computed by %s, want %s", c.alpha, c.more, got, c.product)
			}
		}
		slope := map[string]int{"leakyReluGrad": 1, "gemmNTSlope": 3} // which argument says where
		at := slices.IndexFunc(p.Calls.Backward, func(call *ir.Call) bool { return slope[call.Kernel] > 0 })
		if at < 0 {
			t.Errorf("alpha %s, %q: no kernel for the slope in %v", c.alpha, c.more, p.Calls.Backward)
		} else if of := p.Calls.Backward[at].Args[slope[p.Calls.Backward[at].Kernel]].(*ir.Buffer).Name; of != c.of {
			t.Errorf("alpha %s, %q: the slope is computed from %s, want %s", c.alpha, c.more, of, c.of)
		}
	}
}
