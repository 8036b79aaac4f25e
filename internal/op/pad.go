package op

import "github.com/nngen/nngen/internal/ir"

// pad puts zeros around a signal or a map: PyTorch's ZeroPad.
var pad = &LayerKind{
	Name: "pad", Doc: "zeros around a signal or a map", Activation: "linear",
	Attrs: []Attr{{Name: "padding", Doc: "zeros on each side", Required: true, Range: margins}},
	Shape: func(l *Layer) *Misfit {
		_, sides, m := l.padded()
		if m != nil {
			return m
		}
		out := asMap(l.Ins[0])
		for d, s := range sides {
			out[1+d] += s[0] + s[1]
		}
		l.Out = shapeOf(out, len(l.Ins[0])-1)
		return nil
	},
	Forward: func(b *ir.Builder, l *Layer, x []*ir.Buffer) *ir.Buffer {
		in, sides, _ := l.padded()
		out, dims := asMap(l.Out), in[:]
		z := l.result(b)
		b.Emit(&ir.Place{Word: "pad", Blocks: []ir.Block{ir.NewBlock(0, sides[0][0]*out[2]+sides[1][0], 0, dims, ir.Strides(out[:]), ir.Strides(dims))}}, z, x[0])
		return z
	},
}

// padded is the map that is padded, and by how much.
func (l *Layer) padded() (in [3]int, sides [2][2]int, m *Misfit) {
	rank := len(l.Ins[0]) - 1
	if rank != 1 && rank != 2 {
		return in, sides, misfit("pad takes a signal, (channels, length), or a map, (channels, rows, columns), not %s", Dims(l.Ins[0])).of(0)
	}
	if list := l.ints("padding"); len(list) == 1 && list[0] == paddingSame {
		return in, sides, misfit("pad: padding cannot be same").at("padding").hint("write how many zeros there are on each side.")
	}
	in = asMap(l.Ins[0])
	sides, m = l.sides(&ir.Window{In: in}, rank)
	return in, sides, m
}
