package product

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"github.com/nngen/nngen/runtime/internal/kerneltest"
	"github.com/nngen/nngen/runtime/internal/mat"
)

// TestNarrowPairGrad holds the loss of two narrow layers and its gradient against the definition.
func TestNarrowPairGrad(t *testing.T) {
	kerneltest.AtLevels(t, func(t *testing.T) {
		arena := kerneltest.NewArena[float32](t)
		for n1 := 1; n1 <= mat.PairUnits; n1++ {
			for n2 := 2; n2 <= mat.PairOutputs; n2++ {
				for n0 := 1; n0 <= mat.PairBlockInputs; n0++ {
					testPairGrad(t, arena, 1+arena.Rng.IntN(70), n0, n1, n2)
				}
			}
		}
		for n := range 70 {
			testPairGrad(t, arena, 1+n, 4, 8, 3)
		}
		testPairGrad(t, arena, mat.PairGradRows, 4, 8, 4)
	})
}

// TestNarrowPairGradWithoutRows holds that without the gradient by single rows, that stays as it is, and all else is the same.
func TestNarrowPairGradWithoutRows(t *testing.T) {
	kerneltest.AtLevels(t, func(t *testing.T) {
		arena := kerneltest.NewArena[float32](t)
		for n := 1; n < 70; n++ {
			p := randomPairGrad(arena, n, 1+n%5, 1+n%8, 2+n%3)
			q := p.pair()
			if !q.Ready() {
				return
			}
			want, _ := F32NarrowPairGrad(&q, p.X, p.Ts)
			all := [][]float32{p.DW1, p.DB1, p.DW2, p.DB2, p.DZ1}
			rows, before := q.WithoutRows(), make([][]float32, len(all))
			for i, v := range all {
				before[i] = slices.Clone(v)
			}
			for i := range p.DZ1 {
				p.DZ1[i], before[4][i] = 77, 77
			}
			if got, ok := F32NarrowPairGrad(&rows, p.X, p.Ts); !ok || got != want || !slices.EqualFunc(all, before, slices.Equal) {
				t.Errorf("%d rows without their gradient: the loss is %v, want %v, and the gradient %v, want %v", n, got, want, all, before)
			}
		}
	})
}

// TestNarrowPairGradEven holds the loss of as many rows as there may be, of which all classes are equal: the product of their sums is the largest there is.
func TestNarrowPairGradEven(t *testing.T) {
	kerneltest.AtLevels(t, func(t *testing.T) {
		p := randomPairGrad(kerneltest.NewArena[float32](t), mat.PairGradRows, 2, 3, mat.PairOutputs)
		clear(p.W2)
		clear(p.B2)
		want := mat.PairGradRows * math.Log(mat.PairOutputs)
		if loss, ok := p.compute(); ok && !(math.Abs(loss-want) <= 1e-6*want) {
			t.Errorf("the loss is %v, want %v", loss, want)
		}
	})
}

// TestNarrowPairGradSure holds the loss of many rows that are as sure of their class as the kernel takes them: nothing is left of what is large there, and
// it is not below 0.
func TestNarrowPairGradSure(t *testing.T) {
	kerneltest.AtLevels(t, func(t *testing.T) {
		for _, v := range []float32{20.3, 23.1, 33.33, 40.7, 44.8, 61.2, 75.3} {
			p := randomPairGrad(kerneltest.NewArena[float32](t), mat.PairGradRows, 2, 3, mat.PairOutputs)
			clear(p.W2)
			clear(p.B2)
			p.B2[1] = v
			for i := range p.Ts {
				p.Ts[i] = 1
			}
			if loss, ok := p.compute(); ok && !(loss >= 0 && loss <= 2e-7*mat.PairGradRows) {
				t.Errorf("the loss of rows whose class is ahead by %v is %v each", v, loss/mat.PairGradRows)
			}
		}
	})
}

// pairGrad holds the arguments of F32PairGrad and F32NarrowPairGrad.
type pairGrad struct {
	DW1, DB1, DW2, DB2, DZ1 []float32
	W1, B1, W2, B2, X       []float32
	Ts                      []int
	Inputs, Ld1, Ld2        int
	Factor                  float32
}

// compute calls the kernel, if there is one that takes it.
func (p *pairGrad) compute() (loss float64, ok bool) {
	q := p.pair()
	if !q.Ready() {
		return 0, false
	}
	return F32NarrowPairGrad(&q, p.X, p.Ts)
}

// pair returns the operands that stay the same.
func (p *pairGrad) pair() PairGrad {
	return F32PairGrad(p.DW1, p.DB1, p.DW2, p.DB2, p.DZ1, p.W1, p.B1, p.W2, p.B2, p.Inputs, p.Ld1, p.Ld2, p.Factor)
}

// randomPairGrad returns arguments whose results are numbers that were there before.
func randomPairGrad(a *kerneltest.Arena[float32], n, n0, n1, n2 int) *pairGrad {
	l1, l2 := singleNarrow.randomLayer(a, n0, n1), singleNarrow.randomLayer(a, n1, n2)
	kerneltest.Enlarge(l2.b, []float32{0, 1, 10, 30}[a.Rng.IntN(4)])
	p := &pairGrad{DW1: a.Random(len(l1.w)), DB1: a.Random(n1), DW2: a.Random(len(l2.w)), DB2: a.Random(n2), DZ1: a.Random(n * n1),
		W1: l1.w, B1: l1.b, W2: l2.w, B2: l2.b, X: a.Random(n * n0), Ts: make([]int, n), Inputs: n0, Ld1: l1.ld, Ld2: l2.ld, Factor: 1 / float32(n)}
	for i := range p.Ts {
		p.Ts[i] = a.Rng.IntN(n2)
	}
	return p
}

func testPairGrad(t *testing.T, a *kerneltest.Arena[float32], n, n0, n1, n2 int) {
	t.Helper()
	p, what := randomPairGrad(a, n, n0, n1, n2), fmt.Sprintf("gradient of %d rows of %d→%d→%d", n, n0, n1, n2)
	padding(p.DW1, n1, p.Ld1, 77)
	padding(p.DW2, n2, p.Ld2, 77)
	q := p.pair()
	if !q.Ready() {
		return
	}
	loss, ok := F32NarrowPairGrad(&q, p.X, p.Ts)
	a.Check(what)
	exact := exactGradOf(p)
	if !exact.rightly(ok) {
		t.Fatalf("%s: logits that are %v apart are taken: %t", what, exact.apart, ok)
	}
	if !ok {
		return
	}
	if d := math.Abs(loss - exact.loss); !(d <= 1e-5*(float64(n)+exact.loss)) {
		t.Errorf("%s: the loss is %v, want %v", what, loss, exact.loss)
	}
	exact.w1.compare(t, what+", W1", p.DW1, p.Ld1)
	exact.b1.compare(t, what+", b1", p.DB1, n1)
	exact.w2.compare(t, what+", W2", p.DW2, p.Ld2)
	exact.b2.compare(t, what+", b2", p.DB2, n2)
	exact.z1.compare(t, what+", z1", p.DZ1, n1)
}

// TestNarrowPairGradFar holds that rows are left to others where a logit is no number or far from the first one, whatever class is the one that is, and
// that all is finite where none is.
func TestNarrowPairGradFar(t *testing.T) {
	kerneltest.AtLevels(t, func(t *testing.T) {
		arena, inf := kerneltest.NewArena[float32](t), float32(math.Inf(1))
		for _, v := range []float32{float32(math.NaN()), inf, -inf, 1e30, -1e30, 85, -85, 75, -75, 0x1p-149} {
			for n := 1; n < 40; n += 6 {
				for n2 := 2; n2 <= mat.PairOutputs; n2++ {
					p := randomPairGrad(arena, n, 3, 6, n2)
					clear(p.B2)
					p.B2[arena.Rng.IntN(n2)] = v
					testTaken(t, p, fmt.Sprintf("a bias of %d rows and %d classes is %v", n, n2, v))
				}
				p := randomPairGrad(arena, n, 3, 6, 3)
				p.X[arena.Rng.IntN(len(p.X))] = v
				for j := range 6 { // whatever the input is, one of these units passes it on
					p.W1[j], p.W1[p.Ld1+j], p.W1[2*p.Ld1+j] = float32(j%2*2-1), float32(j%2*2-1), float32(j%2*2-1)
				}
				testTaken(t, p, fmt.Sprintf("an input of %d rows is %v", n, v))
			}
		}
	})
}

// TestNarrowPairGradAbsentRows holds that rows are taken though their classes are far from each other where the inputs are 0, as if there were more rows.
func TestNarrowPairGradAbsentRows(t *testing.T) {
	kerneltest.AtLevels(t, func(t *testing.T) {
		arena := kerneltest.NewArena[float32](t)
		for n := 1; n <= 33; n++ {
			p := randomPairGrad(arena, n, 1, 1, 2)
			p.W1[0], p.B1[0] = 1, 0
			p.W2[0], p.W2[1], p.B2[0], p.B2[1] = 0, 100, 0, -100
			for i := range p.X {
				p.X[i] = 1
			}
			testTaken(t, p, fmt.Sprintf("%d rows whose biases are far", n))
		}
	})
}

// testTaken holds that the rows are taken if they are near.
func testTaken(t *testing.T, p *pairGrad, what string) {
	t.Helper()
	q := p.pair()
	if !q.Ready() {
		return
	}
	exact, before := exactGradOf(p), slices.Clone(p.DW1)
	loss, ok := F32NarrowPairGrad(&q, p.X, p.Ts)
	switch {
	case !exact.rightly(ok):
		t.Errorf("%s: logits that are %v apart are taken: %t", what, exact.apart, ok)
	case ok && !(math.Abs(loss-exact.loss) <= 1e-5*(float64(len(p.Ts))+exact.loss)):
		t.Errorf("%s: the loss is %v, want %v", what, loss, exact.loss)
	case !ok && !slices.Equal(p.DW1, before):
		t.Errorf("%s: not taken, but the gradient is changed", what)
	}
}

// TestNarrowPairGradClasses holds that a class that there is not panics, and that more rows, inputs or units are for no kernel.
func TestNarrowPairGradClasses(t *testing.T) {
	kerneltest.AtLevels(t, func(t *testing.T) {
		arena := kerneltest.NewArena[float32](t)
		for _, s := range [][4]int{{mat.PairGradRows + 1, 1, 1, 2}, {3, mat.PairBlockInputs + 1, 1, 2}, {3, 1, mat.PairUnits + 1, 2}, {3, 1, 1, mat.PairOutputs + 1}, {3, 1, 1, 1}} {
			if _, ok := randomPairGrad(arena, s[0], s[1], s[2], s[3]).compute(); ok {
				t.Errorf("%v has a kernel", s)
			}
		}
		for _, class := range []int{-1, 3, math.MaxInt, math.MinInt} {
			p := randomPairGrad(arena, 20, 4, 8, 3)
			p.Ts[17] = class
			func() {
				defer func() { _ = recover() }()
				if _, ok := p.compute(); ok {
					t.Errorf("class %d is taken", class)
				}
			}()
		}
	})
}

// TestNarrowPairGradAllocates holds that nothing is allocated.
func TestNarrowPairGradAllocates(t *testing.T) {
	p := randomPairGrad(kerneltest.NewArena[float32](t), 32, 4, 8, 3)
	if n := testing.AllocsPerRun(10, func() { p.compute() }); n > 0 {
		t.Errorf("%v allocations", n)
	}
}

// matrix has rows of numbers.
type matrix [][]float64

func zeros(m, n int) matrix {
	list := make(matrix, m)
	for i := range list {
		list[i] = make([]float64, n)
	}
	return list
}

// compare holds numbers against the matrix, and that what lies between its rows was left alone.
func (m matrix) compare(t *testing.T, what string, got []float32, ld int) {
	t.Helper()
	for i, v := range got {
		row, col := i/ld, i%ld
		switch {
		case row < len(m) && col < len(m[row]):
			if want := m[row][col]; !(math.Abs(float64(v)-want) <= 2e-5) {
				t.Fatalf("%s[%d, %d] is %v, want %v", what, row, col, v, want)
			}
		case v != 77:
			t.Fatalf("%s: %v is written beside row %d", what, v, row)
		}
	}
}

// exactGrad is a gradient, row by row.
type exactGrad struct {
	loss               float64
	apart              float64 // how far a logit is from the first one of its row
	w1, b1, w2, b2, z1 matrix
}

// rightly reports whether the kernel was right to take the rows, or not to.
func (g *exactGrad) rightly(taken bool) bool {
	most := 115 * math.Ln2
	return taken == (g.apart <= most) || math.Abs(g.apart-most) < 1e-3
}

// exactGradOf is the definition.
func exactGradOf(p *pairGrad) exactGrad {
	n, n0, n1, n2 := len(p.Ts), p.Inputs, len(p.B1), len(p.B2)
	g := exactGrad{w1: zeros(n0, n1), b1: zeros(1, n1), w2: zeros(n1, n2), b2: zeros(1, n2), z1: zeros(n, n1)}
	for r := range n {
		g.add(p, r)
	}
	return g
}

// add adds a row.
func (g *exactGrad) add(p *pairGrad, r int) {
	n0, n1, n2 := p.Inputs, len(p.B1), len(p.B2)
	l1, l2 := layer[float32]{p.W1, p.B1, p.Ld1}, layer[float32]{p.W2, p.B2, p.Ld2}
	x := p.X[r*n0 : (r+1)*n0]
	units := reluOf(l1.sums(exactly(x)))
	logits, sum := l2.sums(units), 0.0
	for _, z := range logits {
		sum += math.Exp(z.Value)
		g.apart = max(g.apart, math.Abs(z.Value-logits[0].Value)) // NaN stays
	}
	g.loss += math.Log(sum) - logits[p.Ts[r]].Value
	for k := range n2 {
		d := math.Exp(logits[k].Value) / sum
		if k == p.Ts[r] {
			d--
		}
		d *= float64(p.Factor)
		g.b2[0][k] += d
		for j := range n1 {
			g.w2[j][k] += d * units[j].Value
			if units[j].Value > 0 {
				g.z1[r][j] += d * float64(p.W2[j*p.Ld2+k])
			}
		}
	}
	for j, d := range g.z1[r] {
		g.b1[0][j] += d
		for i, x := range x {
			g.w1[i][j] += d * float64(x)
		}
	}
}
