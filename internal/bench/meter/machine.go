package meter

import (
	"unsafe"

	nn "github.com/nngen/nngen/runtime"
)

// gauges are kernels of the runtime that show what the processor can do.
type gauges struct {
	products       []*work
	stream, memory *work
}

// shapes are those (m, n, k) of products of which one comes near the peak, on one core or, the last, on several.
var shapes = [][3]int{{64, 64, 64}, {192, 128, 128}, {256, 256, 256}, {1024, 512, 512}}

// Matrices that are streamed: a smaller one than the least shows the cost of the call, one of beyond bytes fits into no
// cache of a core.
const (
	columns = 256
	least   = 16 << 10
	beyond  = 64 << 20
)

func machine[E Float](weights int) *gauges {
	g := &gauges{stream: stream[E](max(weights, least)), memory: stream[E](beyond)}
	for _, s := range shapes {
		g.products = append(g.products, product[E](s[0], s[1], s[2]))
	}
	return g
}

func (g *gauges) all() []*work {
	return append(g.products[:len(g.products):len(g.products)], g.stream, g.memory)
}

// peak is the best rate of the products.
func (g *gauges) peak() float64 {
	best := 0.0
	for _, w := range g.products {
		best = max(best, w.rate())
	}
	return best
}

// product is an (m, k) matrix times a (k, n) one; its amount is the multiply-adds.
func product[E Float](m, n, k int) *work {
	type kernel = func(c, a, b []E, m, n, k, ld int)
	gemm, is32 := any(nn.F32GemmNN).(kernel)
	if !is32 {
		gemm = any(nn.F64GemmNN).(kernel)
	}
	c, a, b := make([]E, m*n), ones[E](m*k), ones[E](k*n)
	return &work{amount: float64(m * n * k), prepare: func() func(int) {
		return loop(func() { gemm(c, a, b, m, n, k, n) })
	}}
}

// stream is a matrix of so many bytes times a vector; its amount is the bytes.
func stream[E Float](bytes int) *work {
	type kernel = func(y, w, b, x []E, ld int)
	gemv, is32 := any(nn.F32GemvT).(kernel)
	if !is32 {
		gemv = any(nn.F64GemvT).(kernel)
	}
	var e E
	size := int(unsafe.Sizeof(e))
	rows := bytes / size / columns
	y, w, b, x := make([]E, columns), ones[E](rows*columns), make([]E, columns), ones[E](rows)
	return &work{amount: float64(len(w) * size), prepare: func() func(int) {
		return loop(func() { gemv(y, w, b, x, columns) })
	}}
}

func ones[E Float](n int) []E {
	v := make([]E, n)
	for i := range v {
		v[i] = 1
	}
	return v
}
