package meter

import (
	"slices"
	"unsafe"

	nn "github.com/nngen/nngen/runtime"
)

// gauges are kernels of the runtime that show what the processor can do: of each kind the best counts.
type gauges struct {
	products, streams, memory []*work
}

// shapes are those (m, n, k) of products of which one comes near the peak, on one core or, the last, on several.
var shapes = [][3]int{{64, 64, 64}, {192, 128, 128}, {256, 256, 256}, {1024, 512, 512}}

// Matrices that are streamed: a smaller one than the least shows the cost of the call, one of beyond bytes fits into no
// cache that cores share.
const (
	columns = 256
	least   = 16 << 10
	beyond  = 256 << 20
)

func machine[E Float](weights int) *gauges {
	g := &gauges{streams: streams[E](max(weights, least)), memory: streams[E](beyond)}
	for _, s := range shapes {
		g.products = append(g.products, product[E](s[0], s[1], s[2]))
	}
	return g
}

func (g *gauges) all() []*work { return slices.Concat(g.products, g.streams, g.memory) }

// best is the best rate.
func best(works []*work) float64 {
	rate := 0.0
	for _, w := range works {
		rate = max(rate, w.rate())
	}
	return rate
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

// streams are a matrix of so many bytes times a vector, as it lies and in panels, as weights of large layers do; their amount is the bytes.
func streams[E Float](bytes int) []*work {
	type kernel = func(y, w, b, x []E, ld int)
	gemv, is32 := any(nn.F32GemvT).(kernel)
	if !is32 {
		gemv = any(nn.F64GemvT).(kernel)
	}
	var e E
	size := int(unsafe.Sizeof(e))
	rows := bytes / size / columns
	y, w, b, x := make([]E, columns), ones[E](rows*columns), make([]E, columns), ones[E](rows)
	lds := []int{columns}
	if rows >= nn.PanelInputs {
		lds = append(lds, nn.PanelBytes/size)
	}
	var works []*work
	for _, ld := range lds {
		works = append(works, &work{amount: float64(len(w) * size), prepare: func() func(int) {
			return loop(func() { gemv(y, w, b, x, ld) })
		}})
	}
	return works
}

func ones[E Float](n int) []E {
	v := make([]E, n)
	for i := range v {
		v[i] = 1
	}
	return v
}
