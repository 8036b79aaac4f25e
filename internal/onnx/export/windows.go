package export

import (
	"slices"

	"github.com/nngen/nngen/internal/onnx"
	"github.com/nngen/nngen/spec"
)

// whole is an attribute that is a list of whole numbers.
func whole(l *spec.Layer, name string) (list []int) {
	for _, v := range l.Lists[name] {
		list = append(list, int(v))
	}
	return list
}

// slides are the attributes of windows: sizes for each axis, and the padding before all axes and then behind all.
func slides(l *spec.Layer, kernel string) []*onnx.Attr {
	list := []*onnx.Attr{attrInts("kernel_shape", whole(l, kernel)), attrInts("strides", whole(l, "stride")), attrInts("pads", pads(l))}
	if l.Lists["dilation"] != nil {
		list = append(list, attrInts("dilations", whole(l, "dilation")))
	}
	return list
}

// pads are the pairs of a padding in the order of ONNX.
func pads(l *spec.Layer) []int {
	var before, after []int
	for pair := range slices.Chunk(whole(l, "padding"), 2) {
		before, after = append(before, pair[0]), append(after, pair[1])
	}
	return append(before, after...)
}

func convolved(op string) func(w *writer, l *spec.Layer, x []string) string {
	return func(w *writer, l *spec.Layer, x []string) string {
		attrs := append(slides(l, "kernel"), attrInt("group", int(l.Args["groups"])))
		saved := l.Saved()
		in := []string{x[0], w.param(l, 0, saved[0].Dims)}
		if len(saved) > 1 {
			in = append(in, w.param(l, 1, saved[1].Dims))
		}
		return w.node(op, in, attrs...)
	}
}

// convTranspose adds entries behind the last of its own: there ONNX Runtime takes fewer than a stride, and so what is
// nothing but bias is added afterwards.
func (w *writer) convTranspose(l *spec.Layer, x []string) string {
	more := whole(l, "output_padding")
	if slices.Max(more) == 0 {
		return convolved("ConvTranspose")(w, l, x)
	}
	attrs := slides(l, "kernel")
	around := pads(l)
	for d, m := range more { // to cut off less is the same
		less := min(m, around[len(more)+d])
		around[len(more)+d] -= less
		more[d] -= less
	}
	attrs[2] = attrInts("pads", around)
	saved := l.Saved()
	y := w.node("ConvTranspose", []string{x[0], w.param(l, 0, saved[0].Dims)}, append(attrs, attrInt("group", int(l.Args["groups"])))...)
	if slices.Max(more) > 0 {
		none := make([]int, len(more))
		y = w.node("Pad", []string{y, w.ints(slices.Concat([]int{0, 0}, none, []int{0, 0}, more)...), w.numbers([]int{}, 0)})
	}
	if len(saved) == 1 {
		return y
	}
	return w.node("Add", []string{y, w.param(l, 1, perChannel(l.Out[0], len(l.Out)))})
}

func (w *writer) maxPool(l *spec.Layer, x []string) string {
	return w.node("MaxPool", x, slides(l, "size")[:3]...)
}

func (w *writer) avgPool(l *spec.Layer, x []string) string {
	return w.node("AveragePool", x, append(slides(l, "size")[:3], attrInt("count_include_pad", int(l.Args["count_include_pad"])))...)
}

// global pools keep axes of size 1, which go.
func global(op string) func(w *writer, l *spec.Layer, x []string) string {
	return func(w *writer, _ *spec.Layer, x []string) string {
		return w.node("Flatten", []string{w.node(op, x)}, attrInt("axis", 1))
	}
}

// groupNorm is an InstanceNormalization of the groups, as opset 17 has no other, with the factors and offsets of channels behind.
func (w *writer) groupNorm(l *spec.Layer, x []string) string {
	groups, channels, epsilon := int(l.Args["groups"]), l.Out[0], attrFloat("epsilon", l.Args["epsilon"])
	vector := []int{channels}
	if groups == channels && len(l.Out) > 1 {
		return w.node("InstanceNormalization", []string{x[0], w.param(l, 0, vector), w.param(l, 1, vector)}, epsilon)
	}
	size := 1
	for _, d := range l.Out {
		size *= d
	}
	one, zero := w.numbers([]int{groups}, slices.Repeat([]float64{1}, groups)...), w.numbers([]int{groups}, make([]float64, groups)...)
	y := w.node("Reshape", []string{x[0], w.ints(-1, groups, size/groups)})
	y = w.node("InstanceNormalization", []string{y, one, zero}, epsilon)
	y = w.reshape(l, []string{y})
	along := perChannel(channels, len(l.Out))
	y = w.node("Mul", []string{y, w.param(l, 0, along)})
	return w.node("Add", []string{y, w.param(l, 1, along)})
}

func (w *writer) upsample(l *spec.Layer, x []string) string {
	scales := []float64{1, 1}
	for _, f := range whole(l, "scale_factor") {
		scales = append(scales, float64(f))
	}
	attrs := []*onnx.Attr{attrText("mode", "nearest"), attrText("coordinate_transformation_mode", "asymmetric"), attrText("nearest_mode", "floor")}
	if mode := l.Words["mode"]; mode != "" && mode != "nearest" {
		where := "half_pixel"
		if l.Args["align_corners"] == 1 {
			where = "align_corners"
		}
		attrs = []*onnx.Attr{attrText("mode", "linear"), attrText("coordinate_transformation_mode", where)}
	}
	t := &onnx.Tensor{Elem: onnx.Float, Dims: []int{len(scales)}, Floats: scales}
	return w.node("Resize", []string{x[0], "", w.constant(t)}, attrs...)
}

func (w *writer) pad(l *spec.Layer, x []string) string {
	around := pads(l)
	n := len(around) / 2
	zero := w.numbers([]int{}, 0)
	return w.node("Pad", []string{x[0], w.ints(slices.Concat([]int{0, 0}, around[:n], []int{0, 0}, around[n:])...), zero})
}

func attrText(name, s string) *onnx.Attr {
	return &onnx.Attr{Name: name, Kind: onnx.KindString, S: s}
}
