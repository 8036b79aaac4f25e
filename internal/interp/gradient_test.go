package interp

import (
	"fmt"
	"strings"
	"testing"

	"github.com/nngen/nngen/internal/op"
	"gonum.org/v1/gonum/diff/fd"
)

// networks are specs of every activation before every loss of every task, of several depths, plain and normalized.
func networks() []string {
	var list []string
	for _, task := range op.Tasks {
		for _, loss := range task.Losses {
			for _, activation := range op.Activations {
				if !activation.Joint {
					list = append(list, networksOf(task, loss, activation.Name)...)
				}
			}
		}
	}
	return list
}

func networksOf(task *op.Task, loss, activation string) (list []string) {
	units := task.Units
	if units == 0 {
		units = 3
	}
	last := task.Activation
	if !task.Only {
		last = activation
	}
	for depth := range 4 {
		for _, normalize := range []string{"none", "standard"} {
			hidden := strings.Repeat(fmt.Sprintf("{units: 4, activation: %s}, ", activation), depth)
			output := "task: " + task.Name
			if !task.Labels {
				output += ", normalize: " + normalize
			}
			list = append(list, fmt.Sprintf("version: 1\nmodel: net\ninputs: 3\nnormalize: %s\nlayers: [%s{units: %d, activation: %s}]\n"+
				"output: {%s}\ntrain: {loss: %s}\n", normalize, hidden, units, last, output, loss))
		}
	}
	return list
}

func TestGradients(t *testing.T) {
	for _, src := range networks() {
		n := newNetwork(t, src)
		xs, ts := n.smoothBatch(t, 5)
		loss, gradient := n.Backward(xs, ts)
		if again := n.Loss(xs, ts); again != loss {
			t.Errorf("%s: Backward returns the loss %v, Loss %v", src, loss, again)
		}
		want := fd.Gradient(nil, func(params []float64) float64 {
			n.SetParams(params)
			return n.Loss(xs, ts)
		}, n.Params(), &fd.Settings{Formula: fd.Central, Step: 1e-6})
		if d := apart(gradient, want); !(d <= 1e-6) {
			t.Errorf("%s: the gradient is %v apart from differences", src, d)
		}
	}
}

// smoothBatch draws batches until one keeps away from all kinks.
func (n *network) smoothBatch(t *testing.T, examples int) (xs, ts [][]float64) {
	for range 50 {
		xs, ts = n.draw(examples)
		n.Loss(xs, ts)
		if !n.NearKink() {
			return xs, ts
		}
	}
	t.Fatal("every batch is near a kink")
	return nil, nil
}
