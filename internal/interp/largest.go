package interp

import (
	"math"

	"github.com/nngen/nngen/internal/ir"
)

// largest computes D[to] = max A[from]. Where the two largest are close to each other, but not the same, there is a kink.
func (m *Machine) largest(in *ir.Instr, dst *value, args []*value) {
	block := in.Op.(*ir.Largest).Block
	for j := range m.examples {
		d, a := dst.example(j), args[0].example(j)
		second := twoLargest(d, a, block.Each)
		for i := range d {
			m.kink = m.kink || d[i] > second[i] && d[i]-second[i] < 2*kinkStep
		}
	}
}

// largestGrad gives the gradient to the entries that are the largest, evenly.
func (m *Machine) largestGrad(in *ir.Instr, dA *value, args []*value) {
	block := in.Op.(*ir.LargestGrad).Block
	fill(dA.data, 0)
	for j := range m.examples {
		da, d, y, a := dA.example(j), args[0].example(j), args[1].example(j), args[2].example(j)
		ties := make([]float64, len(y))
		block.Each(func(to, from int) {
			if a[from] == y[to] {
				ties[to]++
			}
		})
		block.Each(func(to, from int) {
			if a[from] == y[to] {
				da[from] += d[to] / ties[to]
			}
		})
	}
}

// twoLargest computes d[to] = max a[from] over the pairs that each visits, and returns the second largest.
func twoLargest(d, a []float64, each func(visit func(to, from int))) (second []float64) {
	second = make([]float64, len(d))
	fill(d, math.Inf(-1))
	fill(second, math.Inf(-1))
	each(func(to, from int) {
		switch v := a[from]; {
		case v > d[to]:
			d[to], second[to] = v, d[to]
		case v > second[to]:
			second[to] = v
		}
	})
	return second
}
