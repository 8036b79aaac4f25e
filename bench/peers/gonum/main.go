// Command gonum is what a Go programmer writes on gonum's BLAS, in the comparison: Gemm and Gemv for the products, plain
// loops for the rest.
package main

import (
	"math"

	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/blas32"
)

// layer holds W as [out][in], the faster layout here, bias, gradients and the moments of Adam.
type layer struct {
	in, out       int
	w, gw, mw, vw []float32
	b, gb, mb, vb []float32
}

func gen(r, c int, d []float32) blas32.General {
	return blas32.General{Rows: r, Cols: c, Stride: c, Data: d}
}
func vec(d []float32) blas32.Vector { return blas32.Vector{N: len(d), Inc: 1, Data: d} }

func (l *layer) gemv(x, y []float32) {
	copy(y, l.b)
	blas32.Gemv(blas.NoTrans, 1, gen(l.out, l.in, l.w), vec(x), 1, vec(y))
}
func (l *layer) gemm(n int, x, y []float32) {
	for i := 0; i < n; i++ {
		copy(y[i*l.out:(i+1)*l.out], l.b)
	}
	blas32.Gemm(blas.NoTrans, blas.Trans, 1, gen(n, l.in, x), gen(l.out, l.in, l.w), 1, gen(n, l.out, y))
}

// backward fills gw, gb from x (n rows in) and dy (n rows out), and dx when not nil.
func (l *layer) backward(n int, x, dy, dx []float32) {
	blas32.Gemm(blas.Trans, blas.NoTrans, 1, gen(n, l.out, dy), gen(n, l.in, x), 0, gen(l.out, l.in, l.gw))
	clear(l.gb)
	for i := 0; i < n; i++ {
		for j, v := range dy[i*l.out : (i+1)*l.out] {
			l.gb[j] += v
		}
	}
	if dx == nil {
		return
	}
	blas32.Gemm(blas.NoTrans, blas.NoTrans, 1, gen(n, l.out, dy), gen(l.out, l.in, l.w), 0, gen(n, l.in, dx))
	for i, v := range x { // ReLU
		if v <= 0 {
			dx[i] = 0
		}
	}
}

func relu(x []float32) {
	for i, v := range x {
		if v < 0 {
			x[i] = 0
		}
	}
}
func softmax(x []float32) {
	mx := x[0]
	for _, v := range x {
		mx = max(mx, v)
	}
	var s float32
	for i, v := range x {
		e := float32(math.Exp(float64(v - mx)))
		x[i] = e
		s += e
	}
	s = 1 / s
	for i := range x {
		x[i] *= s
	}
}
func adam(p, g, m, v []float32, lr float32, t int) {
	c1 := 1 / float32(1-math.Pow(0.9, float64(t)))
	c2 := 1 / float32(1-math.Pow(0.999, float64(t)))
	g, m, v = g[:len(p)], m[:len(p)], v[:len(p)]
	for i := range p {
		gi := g[i]
		mi := 0.9*m[i] + 0.1*gi
		vi := 0.999*v[i] + 0.001*gi*gi
		m[i], v[i] = mi, vi
		p[i] -= lr * mi * c1 / (float32(math.Sqrt(float64(vi*c2))) + 1e-8)
	}
}

type mlp struct {
	n      Net
	ls     []*layer
	one    [][]float32
	many   [][]float32
	acts   [][]float32
	deltas [][]float32
	t      int
}

func (m *mlp) forward1(x []float32) []float32 {
	for i, l := range m.ls {
		y := m.one[i]
		l.gemv(x, y)
		if i < len(m.ls)-1 {
			relu(y)
		} else if m.n.Softmax {
			softmax(y)
		}
		x = y
	}
	return x
}
func (m *mlp) forward(n int, x []float32, acts [][]float32) []float32 {
	for i, l := range m.ls {
		y := acts[i]
		l.gemm(n, x, y)
		if i < len(m.ls)-1 {
			relu(y)
		} else if m.n.Softmax {
			for r := 0; r < n; r++ {
				softmax(y[r*l.out : (r+1)*l.out])
			}
		}
		x = y
	}
	return x
}
func (m *mlp) step(d *Data) {
	n := m.n.Batch
	y := m.forward(n, d.XB, m.acts)
	L := len(m.ls)
	dy := m.deltas[L-1]
	if m.n.Softmax {
		out := m.ls[L-1].out
		s := 1 / float32(n)
		for i, v := range y {
			dy[i] = v * s
		}
		for r, c := range d.Labels {
			dy[r*out+c] -= s
		}
	} else {
		s := 2 / float32(len(y))
		for i, v := range y {
			dy[i] = s * (v - d.Y[i])
		}
	}
	for i := L - 1; i >= 0; i-- {
		if i == 0 {
			m.ls[0].backward(n, d.XB, m.deltas[0], nil)
		} else {
			m.ls[i].backward(n, m.acts[i-1], m.deltas[i], m.deltas[i-1])
		}
	}
	m.t++
	lr := float32(d.LR)
	for _, l := range m.ls {
		if m.n.Adam {
			adam(l.w, l.gw, l.mw, l.vw, lr, m.t)
			adam(l.b, l.gb, l.mb, l.vb, lr, m.t)
		} else {
			blas32.Axpy(-lr, vec(l.gw), vec(l.w))
			blas32.Axpy(-lr, vec(l.gb), vec(l.b))
		}
	}
}

func main() {
	Serve("gonum v0.17.0", func(n Net, d *Data) *Model {
		m := &mlp{n: n}
		z := func(k int) []float32 { return make([]float32, k) }
		for i := range d.W {
			in, out := n.Sizes[i], n.Sizes[i+1]
			l := &layer{in: in, out: out, w: z(in * out), gw: z(in * out), mw: z(in * out), vw: z(in * out), b: z(out), gb: z(out), mb: z(out), vb: z(out)}
			copy(l.w, d.W[i])
			copy(l.b, d.B[i])
			m.ls = append(m.ls, l)
			m.one, m.many = append(m.one, z(out)), append(m.many, z(256*out))
			m.acts, m.deltas = append(m.acts, z(n.Batch*out)), append(m.deltas, z(n.Batch*out))
		}
		L := len(m.ls) - 1
		return &Model{
			Infer1:   func() { m.forward1(d.X1) },
			Infer256: func() { m.forward(256, d.X256, m.many) },
			Train: func(k int) {
				for ; k > 0; k-- {
					m.step(d)
				}
			},
			Out1:   func() []float64 { return to64(m.one[L]) },
			Out256: func() []float64 { return to64(m.many[L]) },
		}
	})
}
