package plan

import (
	"slices"
	"testing"
)

// TestUnitBehind: of one example, a product with leaky_relu takes in the one unit behind it, where nothing else reads what lies between them,
// the layer has few units and its weights are in full.
func TestUnitBehind(t *testing.T) {
	const inputs, leaky, both, row = "gemvTPadded", "gemvTLeakyRelu", "gemvTLeakyReluUnit", "gemvN"
	const leak = ", activation: leaky_relu}"
	for _, c := range []struct {
		layers, more string
		want         []string
	}{
		{"{units: 64" + leak + ", {units: 1}", "", []string{both}},
		{"{units: 64" + leak + ", {units: 64" + leak + ", {units: 1}", "", []string{leaky, both}},
		{"{units: 64" + leak + ", {units: 1" + leak, "", []string{both, "leakyRelu"}},
		{"{units: 65" + leak + ", {units: 1}", "", []string{leaky, row}},
		{"{units: 64" + leak + ", {units: 1, activation: relu}", "", []string{leaky, row + "Relu"}},
		{"{units: 64" + leak + ", {units: 2}", "", []string{leaky, row}},
		{"{units: 64, activation: relu}, {units: 1}", "", []string{inputs + "Relu", row}},
		{"{units: 64" + leak + ", {units: 1}", "precision: float64\n", []string{inputs, "leakyRelu", row}},
		{"{name: a, units: 64" + leak + ", {units: 1}, {kind: concat, from: [previous, a]}, {units: 1}", "", []string{leaky, row + "Relu", "blocks", row}},
	} {
		p := compile(t, parse(t, "version: 1\nmodel: a\ninputs: 20\nlayers: ["+c.layers+"]\noutput: {task: regression}\n"+c.more))
		var got []string
		for _, call := range p.Calls.One {
			got = append(got, call.Kernel)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s %s: %v, want %v", c.layers, c.more, got, c.want)
		}
	}
}
