package conv

import (
	"fmt"
	"testing"
)

// shapes are convolutions of real networks, and odd ones beside them.
func shapes() (list []Window) {
	add := func(in, out, size, kernel, pad, stride, groups int) {
		to := (size+2*pad-kernel)/stride + 1
		list = append(list, Window{In: [3]int{in, size, size}, Out: [3]int{out, to, to}, Kernel: [2]int{kernel, kernel}, Before: [2]int{pad, pad},
			Stride: [2]int{stride, stride}, Groups: groups})
	}
	add(1, 6, 28, 5, 2, 1, 1)
	add(6, 16, 14, 5, 0, 1, 1)
	add(16, 16, 14, 3, 1, 1, 16)
	for _, c := range []int{7, 8, 9, 16, 17} {
		for _, size := range []int{7, 28, 64} {
			add(c, c, size, 3, 1, 1, 1)
		}
	}
	add(64, 64, 14, 1, 0, 1, 1)
	add(16, 32, 28, 3, 1, 2, 1)
	return append(list,
		Window{In: [3]int{9, 1, 128}, Out: [3]int{32, 1, 124}, Kernel: [2]int{1, 5}},
		Window{In: [3]int{32, 1, 62}, Out: [3]int{64, 1, 58}, Kernel: [2]int{1, 5}},
		Window{In: [3]int{64, 1, 29}, Out: [3]int{64, 1, 27}, Kernel: [2]int{1, 3}},
		Window{In: [3]int{1, 49, 10}, Out: [3]int{64, 25, 5}, Kernel: [2]int{10, 4}, Stride: [2]int{2, 2}, Before: [2]int{5, 1}},
		Window{In: [3]int{64, 25, 5}, Out: [3]int{64, 25, 5}, Kernel: [2]int{3, 3}, Before: [2]int{1, 1}, Groups: 64},
		Window{In: [3]int{64, 25, 5}, Out: [3]int{64, 25, 5}, Kernel: [2]int{1, 1}},
		Window{In: [3]int{1, 49, 40}, Out: [3]int{16, 49, 40}, Kernel: [2]int{8, 8}, Before: [2]int{3, 3}},
		Window{In: [3]int{16, 24, 20}, Out: [3]int{12, 24, 20}, Kernel: [2]int{6, 6}, Before: [2]int{2, 2}},
		Window{In: [3]int{12, 12, 10}, Out: [3]int{16, 12, 10}, Kernel: [2]int{4, 4}, Before: [2]int{1, 1}},
	)
}

func (w Window) work() int {
	w = w.whole()
	return w.outSize() * w.taps()
}

// BenchmarkConv measures a convolution of one example and of 64, and the gradients of 64.
func BenchmarkConv(b *testing.B) {
	for _, win := range shapes() {
		w := win.whole()
		name := fmt.Sprintf("%dx%dx%d_to_%d_%dx%d_groups%d", w.In[0], w.In[1], w.In[2], w.Out[0], w.Kernel[0], w.Kernel[1], w.Groups)
		const n = 64
		z, k, x, bias := make([]float32, n*w.outSize()), make([]float32, w.Out[0]*w.taps()), make([]float32, n*w.inSize()), make([]float32, w.Out[0])
		for i := range x {
			x[i] = float32(i%7) - 3
		}
		run := func(what string, rows int, f func()) {
			b.Run(name+"/"+what, func(b *testing.B) {
				for range b.N {
					f()
				}
				b.ReportMetric(2*float64(rows*win.work())*float64(b.N)/float64(b.Elapsed().Nanoseconds()), "GFLOP/s")
			})
		}
		run("one", 1, func() { F32ConvBiasRelu(z[:w.outSize()], k, x[:w.inSize()], bias, win) })
		run("batch", n, func() { F32ConvBatchBiasRelu(z, k, x, bias, win) })
		if w.Groups == 1 || w.taps() == w.Kernel[0]*w.Kernel[1] {
			win.Last = [2]bool{true, true}
			run("oneLast", 1, func() { F32ConvBiasRelu(z[:w.outSize()], k, x[:w.inSize()], bias, win) })
			run("batchLast", n, func() { F32ConvBatchBiasRelu(z, k, x, bias, win) })
			win.Last = [2]bool{}
		}
		run("dx", n, func() { F32ConvInputGradBatch(x, k, z, win) })
		run("dw", n, func() { F32ConvWeightGrad(k, z, x, win) })
	}
}

// BenchmarkPool measures pools of one example.
func BenchmarkPool(b *testing.B) {
	w := Window{In: [3]int{6, 28, 28}, Out: [3]int{6, 14, 14}, Kernel: [2]int{2, 2}, Stride: [2]int{2, 2}, Groups: 6}
	y, x := make([]float32, 6*14*14), make([]float32, 6*28*28)
	b.Run("max", func(b *testing.B) {
		for range b.N {
			F32MaxPool(y, x, w)
		}
	})
	b.Run("maxGrad", func(b *testing.B) {
		for range b.N {
			F32MaxPoolGrad(x, y, y, x, w)
		}
	})
	b.Run("avg", func(b *testing.B) {
		for range b.N {
			F32AvgPool(y, x, w)
		}
	})
}
