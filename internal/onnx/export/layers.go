package export

import (
	"fmt"
	"slices"

	"github.com/nngen/nngen/internal/onnx"
	"github.com/nngen/nngen/spec"
)

// kinds says for each kind of layer how it is written, before its activation.
var kinds = map[string]func(w *writer, l *spec.Layer, x []string) string{
	"dense": (*writer).dense, "dropout": first, "activation": first, "add": folded("Add"), "mul": folded("Mul"), "formula": (*writer).formula,
	"concat": (*writer).concat, "flatten": (*writer).reshape, "reshape": (*writer).reshape, "permute": (*writer).permute, "slice": (*writer).slice,
	"reduce": (*writer).reduce, "scale": (*writer).scale, "layer_norm": (*writer).layerNorm, "rms_norm": (*writer).rmsNorm, "batch_norm": (*writer).batchNorm,
	"conv1d": convolved("Conv"), "conv2d": convolved("Conv"), "conv_transpose1d": (*writer).convTranspose, "conv_transpose2d": (*writer).convTranspose,
	"max_pool1d": (*writer).maxPool, "max_pool2d": (*writer).maxPool, "avg_pool1d": (*writer).avgPool, "avg_pool2d": (*writer).avgPool,
	"global_avg_pool": global("GlobalAveragePool"), "global_max_pool": global("GlobalMaxPool"), "group_norm": (*writer).groupNorm,
	"upsample": (*writer).upsample, "pad": (*writer).pad, "dropout2d": first, "quantize": (*writer).quantize,
}

// writeLayer writes a layer and its activation and returns what it makes.
func (w *writer) writeLayer(l *spec.Layer, x []string) (string, error) {
	write := kinds[l.Kind.Name]
	if write == nil {
		return "", fmt.Errorf("layer %d is of kind %s, which cannot be exported to ONNX yet", l.Index, l.Kind.Name)
	}
	y := write(w, l, x)
	if l.Activation.Entry == nil {
		return y, nil
	}
	return w.activation(l, y), nil
}

func first(_ *writer, _ *spec.Layer, x []string) string { return x[0] }

// param is a parameter of a layer.
func (w *writer) param(l *spec.Layer, i int, dims []int) string {
	p := l.Saved()[i]
	return w.tensor(l.Tensor(&p), dims)
}

func (w *writer) dense(l *spec.Layer, x []string) string {
	weight, bias := w.param(l, 0, []int{l.Units, l.In}), w.param(l, 1, []int{l.Units})
	if len(l.Out) == 1 {
		return w.node("Gemm", []string{x[0], weight, bias}, attrInt("transB", 1))
	}
	t := w.node("Transpose", []string{weight}, attrInts("perm", []int{1, 0}))
	return w.node("Add", []string{w.node("MatMul", []string{x[0], t}), bias})
}

func folded(op string) func(w *writer, l *spec.Layer, x []string) string {
	return func(w *writer, _ *spec.Layer, x []string) string {
		y := x[0]
		for _, other := range x[1:] {
			y = w.node(op, []string{y, other})
		}
		return y
	}
}

func (w *writer) formula(l *spec.Layer, x []string) string { return w.expression(l.Formula, x) }

// axis is an axis of a row, counted from 0, in the graph, where the batch comes first.
func axis(l *spec.Layer, a float64) int {
	if a < 0 {
		a += float64(len(l.Ins[0]))
	}
	return int(a) + 1
}

func axes(l *spec.Layer, name string) (list []int) {
	for _, a := range l.Lists[name] {
		list = append(list, axis(l, a))
	}
	return list
}

func (w *writer) concat(l *spec.Layer, x []string) string {
	return w.node("Concat", x, attrInt("axis", axis(l, l.Args["axis"])))
}

// reshape keeps the batch, whatever its size.
func (w *writer) reshape(l *spec.Layer, x []string) string {
	return w.node("Reshape", []string{x[0], w.ints(append([]int{-1}, l.Out...)...)})
}

func (w *writer) permute(l *spec.Layer, x []string) string {
	return w.node("Transpose", x, attrInts("perm", append([]int{0}, axes(l, "axes")...)))
}

func (w *writer) slice(l *spec.Layer, x []string) string {
	a := axis(l, l.Args["axis"])
	start, end := span(l, a)
	return w.node("Slice", []string{x[0], w.ints(start), w.ints(end), w.ints(a), w.ints(int(l.Args["step"]))})
}

// span is where a slice of an axis begins and ends.
func span(l *spec.Layer, a int) (start, end int) {
	n := l.Ins[0][a-1]
	start, end = int(l.Args["start"]), int(l.Args["end"])
	if start < 0 {
		start += n
	}
	if end <= 0 {
		end += n
	}
	return start, end
}

func (w *writer) reduce(l *spec.Layer, x []string) string {
	over := axes(l, "axes")
	if len(over) == 0 {
		for i := range l.Ins[0] {
			over = append(over, i+1)
		}
	}
	slices.Sort(over)
	keep := attrInt("keepdims", int(l.Args["keep"]))
	if len(over) == len(l.Ins[0]) && l.Args["keep"] == 0 {
		return w.reshape(l, []string{w.reduced(l.Words["op"], x[0], over, keep)})
	}
	return w.reduced(l.Words["op"], x[0], over, keep)
}

func (w *writer) reduced(word, x string, over []int, keep *onnx.Attr) string {
	switch word {
	case "sum":
		return w.node("ReduceSum", []string{x, w.ints(over...)}, keep)
	case "mean":
		return w.node("ReduceMean", []string{x}, attrInts("axes", over), keep)
	}
	return w.node("ReduceMax", []string{x}, attrInts("axes", over), keep)
}

func (w *writer) scale(l *spec.Layer, x []string) string {
	y := x[0]
	for _, part := range []struct{ key, op string }{{"factor", "Mul"}, {"offset", "Add"}} {
		list := l.Lists[part.key]
		switch len(list) {
		case 0:
			continue
		case 1:
			y = w.node(part.op, []string{y, w.numbers([]int{}, list[0])})
		default:
			y = w.node(part.op, []string{y, w.numbers(perChannel(len(list), len(l.Out)), list...)})
		}
	}
	return y
}

// quantize keeps whole numbers as numbers of floating point: the next layer multiplies with them.
func (w *writer) quantize(l *spec.Layer, x []string) string {
	step := l.Lists["step"]
	dims := []int{}
	if len(step) > 1 {
		dims = perChannel(len(step), len(l.Out))
	}
	n := w.node("Round", []string{w.node("Div", []string{x[0], w.numbers(dims, step...)})})
	return w.node("Clip", []string{n, w.numbers([]int{}, l.Args["low"]), w.numbers([]int{}, l.Args["high"])})
}

func (w *writer) layerNorm(l *spec.Layer, x []string) string {
	n := int(l.Args["dims"])
	dims := l.Out[len(l.Out)-n:]
	return w.node("LayerNormalization", []string{x[0], w.param(l, 0, dims), w.param(l, 1, dims)},
		attrInt("axis", -n), attrFloat("epsilon", l.Args["epsilon"]))
}

// rmsNorm is written out, since the operator is younger than the files that are written.
func (w *writer) rmsNorm(l *spec.Layer, x []string) string {
	n := int(l.Args["dims"])
	over := make([]int, n)
	for i := range over {
		over[i] = len(l.Out) - n + i + 1
	}
	mean := w.reduced("mean", w.node("Mul", []string{x[0], x[0]}), over, attrInt("keepdims", 1))
	root := w.node("Sqrt", []string{w.node("Add", []string{mean, w.numbers(nil, l.Args["epsilon"])})})
	return w.node("Mul", []string{w.node("Div", []string{x[0], root}), w.param(l, 0, l.Out[len(l.Out)-n:])})
}

// batchNorm uses the running statistics, as predictions do.
func (w *writer) batchNorm(l *spec.Layer, x []string) string {
	in := []string{x[0]}
	for i := range 4 {
		in = append(in, w.param(l, i, []int{l.Out[0]}))
	}
	return w.node("BatchNormalization", in, attrFloat("epsilon", l.Args["epsilon"]))
}
