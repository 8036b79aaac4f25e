package inspect

import (
	"fmt"
	"maps"
	"regexp"
	"strings"
	"testing"

	"github.com/nngen/nngen/internal/face"
	"github.com/nngen/nngen/spec"
)

func TestTotalsAreSums(t *testing.T) {
	for name, src := range specs {
		s := parse(t, src)
		r := report(t, src)
		want := Totals{Layers: len(r.Layers)}
		for _, l := range r.Layers {
			want.Parameters += l.Parameters
			want.MultiplyAdds += l.MultiplyAdds
			want.Bytes += l.Bytes
		}
		if r.Totals != want {
			t.Errorf("%s: totals %+v, sums %+v", name, r.Totals, want)
		}
		if r.Totals.Parameters != s.NumParams() || r.Totals.Layers != s.NumLayers() {
			t.Errorf("%s: totals %+v, but the spec has %d layers and %d parameters", name, r.Totals, s.NumLayers(), s.NumParams())
		}
	}
}

func TestLayersFollowFromUnits(t *testing.T) {
	for name, src := range specs {
		r := report(t, src)
		in := r.Inputs.Count
		for _, l := range r.Layers {
			shape := func(format string, n ...any) Shape { return Shape(fmt.Sprintf(format, n...)) }
			w, b, z := shape("(%d, %d)", l.Units, in), shape("(%d, 1)", l.Units), shape("(%d, m)", l.Units)
			if l.W != w || l.B != b || l.Z != z || l.Inputs != in {
				t.Errorf("%s, layer %d: %d inputs, W %s, b %s, Z %s", name, l.Index, l.Inputs, l.W, l.B, l.Z)
			}
			if l.MultiplyAdds != l.Units*in || l.Parameters != l.Units*in+l.Units {
				t.Errorf("%s, layer %d: %d multiply-adds, %d parameters", name, l.Index, l.MultiplyAdds, l.Parameters)
			}
			in = l.Units
		}
		if in != r.Outputs.Count {
			t.Errorf("%s: %d outputs after a layer of %d", name, r.Outputs.Count, in)
		}
	}
}

// TestKernelsAreThoseOfTheCode holds the kernels against the calls in the generated Forward.
func TestKernelsAreThoseOfTheCode(t *testing.T) {
	for _, name := range []string{"iris", "digits", "neuron", "tumours", "large", "9 layers"} {
		s := parse(t, specs[name])
		code := forwardOf(t, s)
		layers, calls := map[string]int{}, map[string]int{}
		for _, l := range report(t, specs[name]).Layers {
			if l.Kernel != "written out" {
				layers[l.Kernel]++
			}
			if strings.Contains(l.Kernel, "GemvT") && l.Layout != "input-major" || strings.Contains(l.Kernel, "GemvN") && l.Layout != "row-major" {
				t.Errorf("%s, layer %d: %s with a layout that is %s", name, l.Index, l.Kernel, l.Layout)
			}
		}
		for _, m := range product.FindAllStringSubmatch(code, -1) {
			calls[m[1]]++
			if strings.Contains(m[1], "NarrowPair") {
				calls[m[1]]++ // two layers
			}
		}
		if !maps.Equal(calls, layers) {
			t.Errorf("%s: the code has layers computed by %v, and %v are reported", name, calls, layers)
		}
	}
}

// product is a call of a kernel that computes layers.
var product = regexp.MustCompile(`nn\.(\w*(?:Gemv|NarrowPair)\w*)\(`)

// forwardOf is the generated function that computes one example.
func forwardOf(t *testing.T, s *spec.Spec) string {
	t.Helper()
	files, err := face.Generate(s)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if _, code, found := strings.Cut(string(f.Data), ") Forward("); found {
			body, _, _ := strings.Cut(code, "\n}\n")
			return body
		}
	}
	t.Fatal("there is no Forward")
	return ""
}

func TestMemoryOfAStep(t *testing.T) {
	tests := []struct {
		optimizer string
		states    int
	}{
		{"{name: sgd, learning_rate: 0.1}", 0},
		{"{name: sgd, learning_rate: 0.1, momentum: 0.5}", 1},
		{"adam", 2},
	}
	for _, test := range tests {
		for _, precision := range []string{"float32", "float64"} {
			r := report(t, "{version: 1, model: a, precision: "+precision+", inputs: 7, layers: [{units: 5}, {units: 2}], "+
				"output: {task: multilabel}, train: {optimizer: "+test.optimizer+"}}")
			m := r.Training
			if m.GradientBytes != r.Totals.Bytes || m.StateBytes != test.states*r.Totals.Bytes || m.StepBytes != m.GradientBytes+m.StateBytes {
				t.Errorf("%s in %s: %+v for %d bytes of parameters", test.optimizer, precision, m, r.Totals.Bytes)
			}
		}
	}
}

func TestNames(t *testing.T) {
	tests := []struct{ layers, inputs, output, first, last string }{
		{"[{units: 2}]", "3", "{task: regression}", "x1", "y2"},
		{"[{units: 1}]", "1", "{task: regression}", "x", "y"},
		{"[{units: 2}]", "[{name: size, unit: m²}, b]", "{task: regression, names: [up, down]}", "size (m²)", "down"},
		{"[{units: 1}]", "[a]", "{task: binary}", "a", "p(1)"},
		{"[{units: 1}]", "[a]", "{task: binary, labels: [ham, spam]}", "a", "p(spam)"},
		{"[{units: 3}]", "2", "{task: multiclass}", "x1", "2"},
		{"[{units: 3}]", "2", "{task: multiclass, labels: [a, b, c]}", "x1", "c"},
		{"[{units: 3}]", "2", "{task: multilabel}", "x1", "y3"},
	}
	for _, test := range tests {
		r := report(t, "{version: 1, model: a, inputs: "+test.inputs+", layers: "+test.layers+", output: "+test.output+"}")
		if first, last := r.Inputs.name(0), r.Outputs.name(r.Outputs.Count-1); first != test.first || last != test.last {
			t.Errorf("%s with %s: first input %q, last output %q", test.output, test.layers, first, last)
		}
	}
}
