package product

import (
	"fmt"
	"testing"
)

// BenchmarkInt8 compares one row by weights in int8, bfloat16 and float32.
func BenchmarkInt8(b *testing.B) {
	for _, s := range []struct{ n1, n0 int }{{128, 784}, {64, 128}, {1024, 1024}, {4096, 4096}} {
		v := func(n int) []float32 {
			list := make([]float32, n)
			for i := range list {
				list[i] = float32(i%7) - 3
			}
			return list
		}
		y, bias, x, src := v(s.n1), v(s.n1), v(s.n0), v(s.n1*s.n0)
		whole, halves := make([]Int8, sizeInt8(s.n0, s.n1)), make([]BFloat16, sizeBFloat16(s.n0, s.n1))
		Int8Pack(whole, src, s.n1, s.n0, s.n1)
		BF16Pack(halves, src, s.n1, s.n0, s.n1)
		name := fmt.Sprintf("%dx%d", s.n1, s.n0)
		b.Run("int8/"+name, func(b *testing.B) {
			for range b.N {
				int8GemvT(y, whole, bias, x, s.n1)
			}
		})
		b.Run("bf16/"+name, func(b *testing.B) {
			for range b.N {
				bf16GemvT(y, halves, bias, x, s.n1)
			}
		})
		b.Run("f32/"+name, func(b *testing.B) {
			for range b.N {
				f32GemvT(y, src, bias, x, s.n1, noFloor)
			}
		})
	}
}
