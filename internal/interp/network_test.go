package interp

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/nngen/nngen/internal/ir"
	"github.com/nngen/nngen/internal/plan"
	"github.com/nngen/nngen/spec"
)

// program compiles the text of a spec.
func program(t *testing.T, src []byte) *ir.Program {
	t.Helper()
	s, problems := spec.Parse("test.yaml", src)
	if s == nil {
		t.Fatalf("%s: %v", src, problems)
	}
	p, err := plan.Compile(s)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// network is a program with random parameters, constants and a source of batches.
type network struct {
	*Machine
	rand *rand.Rand
}

func newNetwork(t *testing.T, src string) *network {
	t.Helper()
	n := &network{New(program(t, []byte(src))), rand.New(rand.NewPCG(3, 4))}
	n.Watch(true)
	n.SetParams(n.normal(n.prog.NumParams(), 0, 0.7))
	for _, b := range n.prog.Buffers {
		if b.Role == ir.Constant {
			n.SetConstant(b.Name, n.normal(b.Size(), 2, 0.3))
		}
	}
	return n
}

func (n *network) normal(size int, mean, deviation float64) []float64 {
	v := make([]float64, size)
	for i := range v {
		v[i] = mean + deviation*n.rand.NormFloat64()
	}
	return v
}

// draw returns a batch: targets are classes, or numbers between 0 and 1, which suit every loss.
func (n *network) draw(examples int) (xs, ts [][]float64) {
	for range examples {
		xs = append(xs, n.normal(n.prog.Input.Size(), 1, 1))
		var t []float64
		for _, h := range n.prog.Heads {
			from := len(t)
			for range h.Target.Size() {
				t = append(t, n.rand.Float64())
			}
			if h.ClassTarget {
				t[from] = float64(n.rand.IntN(h.Units))
			}
		}
		ts = append(ts, t)
	}
	return xs, ts
}

// apart is the largest difference of two lists relative to the largest wanted entry, or absolute where that is 0.
func apart(got, want []float64) float64 {
	if len(got) != len(want) {
		return math.Inf(1)
	}
	worst, largest := 0.0, 0.0
	for i := range want {
		largest = max(largest, math.Abs(want[i]))
		worst = max(worst, math.Abs(got[i]-want[i])) // max keeps NaN
	}
	if largest == 0 {
		return worst
	}
	return worst / largest
}
