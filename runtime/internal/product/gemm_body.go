package product

import "github.com/nngen/nngen/runtime/internal/mat"

// product is one product of matrices, C = A·B + bias with no entry below floor. C is (m, n) with rows ldc apart, B is
// (k, n) with rows ldb apart, entry (i, p) of A is a[i*rowA+p*stepA]. An empty bias is zeros. Where transposed is set,
// b holds B's transpose, (n, k), of which the panels are columns.
type product[T mat.Float] struct {
	c, a, b, bias         []T
	m, n, k               int
	ldc, rowA, stepA, ldb int
	apartB, apartC        int // from one panel of ldb or ldc columns to the next, where B or C, weights or their gradient, lies in panels; else 0
	transposed            bool
	dots                  bool // rows are multiplied by rows: the product that this is a piece of has few columns or rows
	short                 bool // the product that this is a piece of has columns for no more than two vectors, for f32GemmShortAVX512
	begun                 bool // C holds sums already, which have the bias: more is added to them
	ahead                 int  // how far from b on lies what is multiplied next, where that is worth fetching, or 0
	floor                 T
	beside                company // what is computed meanwhile: the product is shared; may be nil
}

// mul is the body of all products.
func (g *product[T]) mul() {
	for i := range g.m {
		row := g.c[i*g.ldc:][:g.n]
		if g.transposed {
			mat.MulN(row, g.b, g.a[i*g.rowA:][:g.k], g.ldb)
			g.addBias(row)
		} else {
			clear(row)
			g.addBias(row)
			// Where k is 0, a is empty and has no row to begin in.
			mat.MulT(row, g.b, g.a[min(i*g.rowA, len(g.a)):], g.k, g.stepA, g.ldb)
		}
		mat.Raise(row, g.floor)
	}
}

func (g *product[T]) addBias(row []T) {
	if len(g.bias) > 0 {
		mat.AddTo(row, g.bias)
	}
}

// part returns the product that computes rows i to i1 and columns j to j1 of C.
func (g *product[T]) part(i, i1, j, j1 int) product[T] {
	p := *g
	p.m, p.n = i1-i, j1-j
	p.c = from(g.c, i*g.ldc+within(j, g.ldc, g.apartC))
	p.a = from(g.a, i*g.rowA)
	p.b = from(g.b, within(j, g.ldb, g.apartB))
	if g.transposed {
		p.b = from(g.b, j*g.ldb)
	}
	if len(g.bias) > 0 {
		p.bias = g.bias[j:j1]
	}
	return p
}

// from returns s[i:], or nothing where s ends before: an empty matrix has no row to begin in.
func from[T mat.Float](s []T, i int) []T { return s[min(i, len(s)):] }

// singleBodies computes products in Go.
var singleBodies = gemmKernels[float32]{lanes: 16, vectors: 4, direct: (*product[float32]).mul, transpose: mat.Transpose[float32]}

// doubleBodies is singleBodies for float64.
var doubleBodies = gemmKernels[float64]{lanes: 16, vectors: 4, direct: (*product[float64]).mul, transpose: mat.Transpose[float64]}
