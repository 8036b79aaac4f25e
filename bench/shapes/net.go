package main

import (
	"fmt"
	"strconv"
	"strings"
)

// net is layers, one after the other.
type net struct {
	text       string
	widths     []int
	activation string // of the hidden layers
	kind              // of its numbers
}

// kind is what numbers a net has.
type kind struct {
	bits     int  // of inputs, sums and results: 32 or 64
	bfloat16 bool // weights
}

func parseNet(text string) (net, error) {
	widths, activation, found := strings.Cut(text, ":")
	n := net{text: text, activation: "relu"}
	if found {
		n.activation = activation
	}
	for _, width := range strings.Split(widths, "-") {
		w, err := strconv.Atoi(width)
		if err != nil || w < 1 {
			return n, fmt.Errorf("%q is no net: write widths, such as 256-129 or 13-64-64-1:leaky_relu", text)
		}
		n.widths = append(n.widths, w)
	}
	if len(n.widths) < 2 {
		return n, fmt.Errorf("%q has no layer: write inputs and outputs, such as 256-129", text)
	}
	return n, nil
}

// name is the package's.
func (n net) name() string {
	return "n" + strings.NewReplacer("-", "x", ":", "", "_", "").Replace(n.text)
}

// spec is the text to compile.
func (n net) spec() string {
	var b strings.Builder
	fmt.Fprintf(&b, "version: 1\nmodel: %s\ninputs: %d\nlayers:\n", n.name(), n.widths[0])
	for i, units := range n.widths[1:] {
		activation := n.activation
		if i+2 == len(n.widths) {
			activation = "linear"
		}
		fmt.Fprintf(&b, "  - {units: %d, activation: %s}\n", units, activation)
	}
	if n.bits == 64 {
		b.WriteString("precision: float64\n")
	}
	if n.bfloat16 {
		b.WriteString("weights_storage: bfloat16\n")
	}
	b.WriteString("output: {task: regression}\ntrain: {loss: mse, optimizer: {name: sgd, learning_rate: 0.01}, batch: 32}\n")
	return b.String()
}

// multiplyAdds is how many a row takes.
func (n net) multiplyAdds() (sum int) {
	for i, w := range n.widths[1:] {
		sum += n.widths[i] * w
	}
	return sum
}

// follows reports whether the net has the layers of m, but for one that is a little wider.
func (n net) follows(m net) bool {
	differ := 0
	for i, w := range n.widths {
		if len(m.widths) != len(n.widths) || w < m.widths[i] {
			return false
		}
		if w != m.widths[i] {
			differ++
		}
	}
	return differ == 1 && n.activation == m.activation
}
