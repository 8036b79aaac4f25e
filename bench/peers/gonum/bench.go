package main

// The workloads, their data, and a naive float64 reference that the peer's arithmetic is checked against.

import (
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"sync"

	"github.com/nngen/nngen/bench/serve"
)

// Net is one workload.
type Net struct {
	Name    string
	Sizes   []int
	Softmax bool // softmax output + cross-entropy; otherwise linear + MSE
	Batch   int  // training batch
	Adam    bool // otherwise plain SGD
}

var nets = []Net{
	{"tiny", []int{4, 8, 3}, true, 32, false},
	{"small", []int{13, 64, 64, 1}, false, 32, true},
	{"medium", []int{784, 128, 64, 10}, true, 64, true},
	{"large", []int{1024, 1024, 1024, 1000}, true, 256, true},
}

// Data holds the weights and inputs the peer starts from. W[l] is [out][in] flattened.
type Data struct {
	W, B   [][]float32
	X1     []float32 // one row
	X256   []float32 // 256 rows
	XB     []float32 // training batch
	Labels []int     // training labels (softmax nets)
	Y      []float32 // training targets (linear nets)
	LR     float64
}

// Model is what a peer provides. Infer* must do a full forward pass from its prepared input to its own output value.
type Model struct {
	Infer1, Infer256 func()
	Train            func(n int) // n optimizer steps on the batch
	Out1, Out256     func() []float64
}

func makeData(n Net, lr float64) *Data {
	r := rand.New(rand.NewPCG(7, uint64(len(n.Name))))
	norm := func(k int, s float64) []float32 {
		v := make([]float32, k)
		for i := range v {
			v[i] = float32(r.NormFloat64() * s)
		}
		return v
	}
	d := &Data{LR: lr}
	for l := 0; l+1 < len(n.Sizes); l++ {
		in, out := n.Sizes[l], n.Sizes[l+1]
		d.W = append(d.W, norm(in*out, math.Sqrt(2/float64(in))))
		d.B = append(d.B, norm(out, 0.05))
	}
	in, out := n.Sizes[0], n.Sizes[len(n.Sizes)-1]
	d.X1, d.X256, d.XB = norm(in, 1), norm(256*in, 1), norm(n.Batch*in, 1)
	d.Labels = make([]int, n.Batch)
	for i := range d.Labels {
		d.Labels[i] = r.IntN(out)
	}
	d.Y = norm(n.Batch*out, 1)
	return d
}

// ref is the naive float64 reference.
type ref struct {
	n          Net
	w, b       [][]float64
	m, v       [][]float64
	t          int
	lr         float64
	act, delta [][]float64
}

func to64(x []float32) []float64 {
	y := make([]float64, len(x))
	for i, v := range x {
		y[i] = float64(v)
	}
	return y
}
func newRef(n Net, d *Data) *ref {
	r := &ref{n: n, lr: d.LR}
	for l := range d.W {
		r.w, r.b = append(r.w, to64(d.W[l])), append(r.b, to64(d.B[l]))
		for _, k := range []int{len(d.W[l]), len(d.B[l])} {
			r.m, r.v = append(r.m, make([]float64, k)), append(r.v, make([]float64, k))
		}
	}
	r.act = make([][]float64, len(n.Sizes))
	r.delta = make([][]float64, len(n.Sizes))
	for i, k := range n.Sizes {
		r.act[i], r.delta[i] = make([]float64, k), make([]float64, k)
	}
	return r
}
func (r *ref) row(x []float32) []float64 {
	copy(r.act[0], to64(x))
	L := len(r.w)
	for l := 0; l < L; l++ {
		in := r.n.Sizes[l]
		for o := range r.act[l+1] {
			s := r.b[l][o]
			for i, a := range r.act[l] {
				s += a * r.w[l][o*in+i]
			}
			if l < L-1 && s < 0 {
				s = 0
			}
			r.act[l+1][o] = s
		}
	}
	out := r.act[L]
	if r.n.Softmax {
		mx, sum := math.Inf(-1), 0.0
		for _, v := range out {
			mx = max(mx, v)
		}
		for i, v := range out {
			out[i] = math.Exp(v - mx)
			sum += out[i]
		}
		for i := range out {
			out[i] /= sum
		}
	}
	return out
}
func (r *ref) rows(x []float32) (y []float64) {
	in := r.n.Sizes[0]
	for i := 0; i < len(x); i += in {
		y = append(y, r.row(x[i:i+in])...)
	}
	return
}
func (r *ref) step(d *Data) {
	n, L := r.n, len(r.w)
	gw, gb := make([][]float64, L), make([][]float64, L)
	for l := range r.w {
		gw[l], gb[l] = make([]float64, len(r.w[l])), make([]float64, len(r.b[l]))
	}
	in, out := n.Sizes[0], n.Sizes[L]
	for s := 0; s < n.Batch; s++ {
		y := r.row(d.XB[s*in : s*in+in])
		for o := range y {
			if n.Softmax {
				r.delta[L][o] = y[o]
				if d.Labels[s] == o {
					r.delta[L][o]--
				}
				r.delta[L][o] /= float64(n.Batch)
			} else {
				r.delta[L][o] = 2 * (y[o] - float64(d.Y[s*out+o])) / float64(n.Batch*out)
			}
		}
		for l := L - 1; l >= 0; l-- {
			k := n.Sizes[l]
			clear(r.delta[l])
			for o, g := range r.delta[l+1] {
				gb[l][o] += g
				for i := 0; i < k; i++ {
					gw[l][o*k+i] += g * r.act[l][i]
					r.delta[l][i] += g * r.w[l][o*k+i]
				}
			}
			for i := range r.delta[l] {
				if r.act[l][i] <= 0 {
					r.delta[l][i] = 0
				}
			}
		}
	}
	r.t++
	c1, c2 := 1-math.Pow(0.9, float64(r.t)), 1-math.Pow(0.999, float64(r.t))
	upd := func(k int, p, g []float64) {
		for i := range p {
			if !n.Adam {
				p[i] -= r.lr * g[i]
				continue
			}
			r.m[k][i] = 0.9*r.m[k][i] + 0.1*g[i]
			r.v[k][i] = 0.999*r.v[k][i] + 0.001*g[i]*g[i]
			p[i] -= r.lr * (r.m[k][i] / c1) / (math.Sqrt(r.v[k][i]/c2) + 1e-8)
		}
	}
	for l := range r.w {
		upd(2*l, r.w[l], gw[l])
		upd(2*l+1, r.b[l], gb[l])
	}
}

func maxDiff(a, b []float64) float64 {
	if len(a) != len(b) {
		return math.Inf(1)
	}
	m := 0.0
	for i := range a {
		if math.IsNaN(a[i]) {
			return math.NaN()
		}
		m = max(m, math.Abs(a[i]-b[i]))
	}
	return m
}

// Serve answers the requests of the comparison for a peer, whose arithmetic is held against the reference first.
func Serve(version string, build func(n Net, d *Data) *Model) {
	works := serve.Works{}
	for _, n := range nets {
		prepare := sync.OnceValue(func() *Model {
			check(n, build)
			return build(n, makeData(n, 1e-6)) // the rate is so low that the weights stay put
		})
		works[n.Name+" infer1"] = func() func(int) { return serve.Loop(prepare().Infer1) }
		works[n.Name+" infer256"] = func() func(int) { return serve.Loop(prepare().Infer256) }
		works[n.Name+" train"] = func() func(int) { return prepare().Train }
	}
	serve.Run(version, works)
}

// check ends the program where the peer computes something else than the reference.
func check(n Net, build func(n Net, d *Data) *Model) {
	d := makeData(n, 1e-3)
	m, r := build(n, d), newRef(n, d)
	m.Infer1()
	m.Infer256()
	worst := max(maxDiff(m.Out1(), r.row(d.X1)), maxDiff(m.Out256(), r.rows(d.X256)))
	if n.Name != "large" {
		m.Train(5)
		for range 5 {
			r.step(d)
		}
		m.Infer256()
		worst = max(worst, maxDiff(m.Out256(), r.rows(d.X256)))
	}
	if !(worst < 1e-3) {
		fmt.Fprintf(os.Stderr, "%s is wrong by %g\n", n.Name, worst)
		os.Exit(1)
	}
}
