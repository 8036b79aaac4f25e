package interp

import (
	"github.com/nngen/nngen/internal/ir"
)

// conv computes Z = W∗A + b by definition.
func (m *Machine) conv(in *ir.Instr, Z *value, args []*value) {
	w := in.Op.(*ir.Conv).Window
	taps := tapsOf(w)
	for j := range m.examples {
		z, a := Z.example(j), args[1].example(j)
		fill(z, 0)
		if len(args) == 3 {
			size := w.Out[1] * w.Out[2]
			for i := range z {
				z[i] = args[2].data[i/size]
			}
		}
		products(w, func(zi, wi, ai int) {
			z, w, a := z[zi:], args[0].data[wi:], a[ai:]
			for _, t := range taps {
				z[t.out] += w[t.tap] * a[t.in]
			}
		})
	}
}

// convInputGrad takes the gradient of every product of a convolution back to the map.
func (m *Machine) convInputGrad(in *ir.Instr, dA *value, args []*value) {
	fill(dA.data, 0)
	w := in.Op.(*ir.ConvInputGrad).Window
	taps := tapsOf(w)
	for j := range m.examples {
		da, dz := dA.example(j), args[1].example(j)
		products(w, func(zi, wi, ai int) {
			da, w, dz := da[ai:], args[0].data[wi:], dz[zi:]
			for _, t := range taps {
				da[t.in] += w[t.tap] * dz[t.out]
			}
		})
	}
}

// convWeightGrad takes it back to the weights.
func (m *Machine) convWeightGrad(in *ir.Instr, dW *value, args []*value) {
	fill(dW.data, 0)
	w := in.Op.(*ir.ConvWeightGrad).Window
	taps := tapsOf(w)
	for j := range m.examples {
		dz, a := args[0].example(j), args[1].example(j)
		products(w, func(zi, wi, ai int) {
			dw, dz, a := dW.data[wi:], dz[zi:], a[ai:]
			for _, t := range taps {
				dw[t.tap] += dz[t.out] * a[t.in]
			}
		})
	}
}

// tap is one of a window: the entry of a channel of the result, the tap, and the entry of a channel of the map.
type tap struct{ out, tap, in int }

// tapsOf lists the taps of all windows once, since every pair of channels has the same.
func tapsOf(w *ir.Window) (list []tap) {
	w.Taps(func(out, k, in int) { list = append(list, tap{out, k, in}) })
	return list
}

// products visits every pair of channels that a convolution multiplies: where they begin in the result, in the weights and in the map.
func products(w *ir.Window, visit func(z, k, a int)) {
	in, out := w.In[0]/w.Groups, w.Out[0]/w.Groups
	for o := range w.Out[0] {
		for c := range in {
			visit(o*w.Out[1]*w.Out[2], (o*in+c)*w.Kernel[0]*w.Kernel[1], (o/out*in+c)*w.In[1]*w.In[2])
		}
	}
}

// pooled visits every entry that a pool sees, channel by channel: the entry of the result and that of the map.
func pooled(w *ir.Window, visit func(to, from int)) {
	for c := range w.In[0] {
		w.Taps(func(at, _, a int) { visit(c*w.Out[1]*w.Out[2]+at, c*w.In[1]*w.In[2]+a) })
	}
}

// maxPool computes the largest entry of each window. Where the two largest are close to each other there is a kink; where they
// are equal they are so by construction, as the zeros of relu are.
func (m *Machine) maxPool(in *ir.Instr, dst *value, args []*value) {
	for j := range m.examples {
		d, a := dst.example(j), args[0].example(j)
		second := twoLargest(d, a, func(visit func(to, from int)) { pooled(in.Op.(*ir.MaxPool).Window, visit) })
		for i := range d {
			m.kink = m.kink || d[i] != second[i] && d[i]-second[i] < 2*kinkStep
		}
	}
}

// maxPoolGrad gives the gradient to the first entry of each window that is the largest.
func (m *Machine) maxPoolGrad(in *ir.Instr, dA *value, args []*value) {
	fill(dA.data, 0)
	for j := range m.examples {
		da, d, y, a := dA.example(j), args[0].example(j), args[1].example(j), args[2].example(j)
		given := make([]bool, len(y))
		pooled(in.Op.(*ir.MaxPoolGrad).Window, func(to, from int) {
			if !given[to] && a[from] == y[to] {
				given[to] = true
				da[from] += d[to]
			}
		})
	}
}

// avgPool computes the mean of each window.
func (m *Machine) avgPool(in *ir.Instr, dst *value, args []*value) {
	op := in.Op.(*ir.AvgPool)
	share := shares(op.Window, op.Padding)
	fill(dst.data, 0)
	for j := range m.examples {
		d, a := dst.example(j), args[0].example(j)
		pooled(op.Window, func(to, from int) { d[to] += a[from] * share[to] })
	}
}

func (m *Machine) avgPoolGrad(in *ir.Instr, dA *value, args []*value) {
	op := in.Op.(*ir.AvgPoolGrad)
	share := shares(op.Window, op.Padding)
	fill(dA.data, 0)
	for j := range m.examples {
		da, d := dA.example(j), args[0].example(j)
		pooled(op.Window, func(to, from int) { da[from] += d[to] * share[to] })
	}
}

// shares is what every entry of a window adds to its mean.
func shares(w *ir.Window, padding bool) []float64 {
	taps := make([]float64, w.OutSize())
	pooled(w, func(to, _ int) { taps[to]++ })
	for i, n := range taps {
		if padding {
			n = float64(w.Kernel[0] * w.Kernel[1])
		}
		taps[i] = 1 / n
	}
	return taps
}
