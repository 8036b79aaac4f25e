package op

import "github.com/nngen/nngen/internal/ir"

// upsample repeats the entries of a signal or a map: PyTorch's Upsample with mode nearest and a whole factor.
var upsample = &LayerKind{
	Name: "upsample", Doc: "each entry of a signal or a map so many times in each dimension", Activation: "linear",
	Attrs: []Attr{{Name: "scale_factor", Doc: "how many entries are made of one", Required: true, Range: extents}},
	Shape: func(l *Layer) *Misfit {
		rank := len(l.Ins[0]) - 1
		if rank != 1 && rank != 2 {
			return misfit("upsample takes a signal, (channels, length), or a map, (channels, rows, columns), not %s", Dims(l.Ins[0])).of(0)
		}
		factor, m := l.extents("scale_factor", rank, [2]int{1, 1})
		if m != nil {
			return m
		}
		out := asMap(l.Ins[0])
		l.Out = shapeOf([3]int{out[0], out[1] * factor[0], out[2] * factor[1]}, rank)
		return nil
	},
	Forward: func(b *ir.Builder, l *Layer, x []*ir.Buffer) *ir.Buffer {
		in, out := asMap(l.Ins[0]), asMap(l.Out)
		rows, cols := out[1]/in[1], out[2]/in[2]
		dims := []int{in[0], in[1], rows, in[2], cols}
		z := l.result(b)
		b.Emit(&ir.Place{Word: "upsample", Blocks: []ir.Block{ir.NewBlock(0, 0, 0, dims,
			[]int{out[1] * out[2], rows * out[2], out[2], cols, 1}, []int{in[1] * in[2], in[2], 0, 1, 0})}}, z, x[0])
		return z
	},
}
