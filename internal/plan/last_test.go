package plan

import (
	"slices"
	"strings"
	"testing"

	"github.com/nngen/nngen/internal/ir"
)

// TestChannelsLast: maps lie channels last between a convolution channel by channel and its neighbours, and before a mean of all of it,
// unless the channels are few, or something else reads them; in training they do not.
func TestChannelsLast(t *testing.T) {
	const (
		across = "  - {kind: conv2d, channels: 32, kernel: 1, activation: relu}\n"
		depth  = "  - {name: d, kind: conv2d, channels: 32, kernel: 3, padding: 1, groups: 32, activation: relu}\n"
		named  = "  - {name: a, kind: conv2d, channels: 32, kernel: 1}\n"
		few    = "  - {kind: conv2d, channels: 8, kernel: 1, activation: relu}\n"
		mean   = "  - {kind: global_avg_pool}\n"
		pool   = "  - {kind: max_pool2d, size: 3, stride: 1}\n"
		smooth = "  - {kind: conv2d, channels: 32, kernel: 1, activation: tanh}\n"
	)
	for _, c := range []struct{ name, head, layers, want string }{
		{"a chain", "", across + depth + across + mean, "first-last last-last last-last last-first"},
		{"a pool in between", "", across + pool + depth + across + mean, "first-first first-first first-last last-last last-first"},
		{"no convolution channel by channel", "", across + across + mean, "first-first first-first first-first"},
		{"too few channels", "", depth + few + mean, "first-first first-first first-first"},
		{"an activation in between", "", smooth + depth + mean, "first-first first-first first-first"},
		{"another reader", "", named + depth + "  - {kind: add, from: [a, d]}\n" + mean, "first-first first-first first-first"},
		{"float64", "precision: float64\n", across + depth + across + mean, "first-first first-first first-first first-first"},
	} {
		p := compile(t, parse(t, "version: 1\nmodel: m\n"+c.head+"inputs: {image: [32, 9, 9]}\nlayers:\n"+c.layers+"  - {units: 2}\noutput: {task: regression}\n"))
		want := strings.Fields(c.want)
		if one, batch := laid(p.Calls.One), laid(p.Calls.Batch); !slices.Equal(one, want) || !slices.Equal(batch, want) {
			t.Errorf("%s: %v and %v, want %v", c.name, one, batch, want)
		}
		if train := laid(p.Calls.Train); len(train) != len(want) || slices.ContainsFunc(train, func(s string) bool { return s != "first-first" }) {
			t.Errorf("%s: training has %v", c.name, train)
		}
	}
}

// TestByTap: weights lie tap by tap where predictions compute channels side by side, and every call that reads them knows it.
func TestByTap(t *testing.T) {
	p := compile(t, parse(t, "version: 1\nmodel: m\ninputs: {image: [2, 9, 9]}\nlayers:\n"+
		"  - {kind: conv2d, channels: 32, kernel: 3}\n  - {kind: max_pool2d, size: 1}\n  - {kind: conv2d, channels: 32, kernel: 1, activation: relu}\n"+
		"  - {kind: conv2d, channels: 32, kernel: 3, groups: 32, activation: relu}\n  - {kind: conv2d, channels: 8, kernel: 1}\n"+
		"  - {units: 2}\noutput: {task: regression}\ntrain: {loss: mse, optimizer: {name: adam, learning_rate: 0.1}, batch: 8}\n"))
	seen := map[string]int{}
	for _, list := range p.CallLists() {
		for _, c := range list.Calls {
			W := convWeights(c)
			if W == nil {
				continue
			}
			name := strings.TrimPrefix(W.Name, "d")
			seen[name]++
			byTap := name == "W3" || name == "W4"
			if c.Window().ByTap != byTap || (W.Layout == ir.InputMajor) != byTap {
				t.Errorf("%s: %s, whose weights are %v", list.Name, c, W.Layout)
			}
		}
	}
	if seen["W1"] < 4 || seen["W3"] < 5 || seen["W4"] < 5 { // two predictions, a step forward, two gradients
		t.Errorf("calls read %v", seen)
	}
}

// laid says of each call with a window how the map and the result lie.
func laid(calls []*ir.Call) (list []string) {
	words := map[bool]string{false: "first", true: "last"}
	for _, c := range calls {
		if w := c.Window(); w != nil {
			list = append(list, words[w.Last[0]]+"-"+words[w.Last[1]])
		}
	}
	return list
}

// TestAstray: a call that reads a map which lies otherwise is a bug that ir.Verify finds.
func TestAstray(t *testing.T) {
	p := compile(t, parse(t, "version: 1\nmodel: m\ninputs: {image: [2, 4, 4]}\nlayers:\n  - {kind: conv2d, channels: 16, kernel: 1, activation: relu}\n"+
		"  - {kind: global_avg_pool}\n  - {units: 2}\noutput: {task: regression}\n"))
	p.Calls.One[0].SetLast(false, true)
	if err := p.Verify(); err == nil || !strings.Contains(err.Error(), "lies otherwise") {
		t.Errorf("Verify returns %v", err)
	}
}
