package op

import "github.com/nngen/nngen/internal/ir"

// upsample makes a signal or a map larger: PyTorch's Upsample with a whole factor.
var upsample = &LayerKind{
	Name: "upsample", Doc: "a signal or a map made larger", Activation: "linear",
	Attrs: []Attr{
		{Name: "scale_factor", Doc: "how many entries are made of one", Required: true, Range: extents},
		{Name: "mode", Doc: "the nearest entry, or a mean of those around: linear in a signal, bilinear in a map", Otherwise: "nearest", Range: oneOf("nearest linear bilinear")},
		{Name: "align_corners", Doc: "whether the first and last entries stay where they are, unless nearest", Range: Bool},
	},
	Shape: func(l *Layer) *Misfit {
		rank := len(l.Ins[0]) - 1
		if rank != 1 && rank != 2 {
			return misfit("upsample takes a signal, (channels, length), or a map, (channels, rows, columns), not %s", Dims(l.Ins[0])).of(0)
		}
		factor, m := l.extents("scale_factor", rank, [2]int{1, 1})
		if m != nil {
			return m
		}
		if mode := l.Words["mode"]; mode == "bilinear" && rank == 1 || mode == "linear" && rank == 2 {
			return misfit("upsample: %s is no mode for %s", mode, Dims(l.Ins[0])).at("mode").of(0).hint("signals are linear, maps bilinear.")
		}
		out := asMap(l.Ins[0])
		l.Out = shapeOf([3]int{out[0], out[1] * factor[0], out[2] * factor[1]}, rank)
		return nil
	},
	Forward: func(b *ir.Builder, l *Layer, x []*ir.Buffer) *ir.Buffer {
		if mode := l.Words["mode"]; mode != "" && mode != "nearest" {
			return l.interpolated(b, x[0])
		}
		return l.repeated(b, x[0])
	},
}

// repeated takes the nearest entry.
func (l *Layer) repeated(b *ir.Builder, x *ir.Buffer) *ir.Buffer {
	in, out := asMap(l.Ins[0]), asMap(l.Out)
	rows, cols := out[1]/in[1], out[2]/in[2]
	dims := []int{in[0], in[1], rows, in[2], cols}
	z := l.result(b)
	b.Emit(&ir.Place{Word: "upsample", Blocks: []ir.Block{ir.NewBlock(0, 0, 0, dims,
		[]int{out[1] * out[2], rows * out[2], out[2], cols, 1}, []int{in[1] * in[2], in[2], 0, 1, 0})}}, z, x)
	return z
}

// interpolated interpolates along the rows, and then along the columns.
func (l *Layer) interpolated(b *ir.Builder, x *ir.Buffer) *ir.Buffer {
	in, out, corners := asMap(l.Ins[0]), asMap(l.Out), l.Args["align_corners"] == 1
	if in[1] != out[1] {
		between := l.temp(b, "r", in[0], out[1], in[2])
		b.Emit(&ir.Resample{In: in[1], Out: out[1], Inner: in[2], Corners: corners}, between, x)
		x = between
	}
	z := l.result(b)
	b.Emit(&ir.Resample{In: in[2], Out: out[2], Inner: 1, Corners: corners}, z, x)
	return z
}
