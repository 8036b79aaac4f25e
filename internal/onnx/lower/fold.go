package lower

import (
	"slices"

	"github.com/nngen/nngen/internal/onnx"
	"github.com/nngen/nngen/internal/onnx/eval"
)

// samples are the sizes of the batch for which a value that depends on it is computed. A size of the file that is one of
// them by chance is not the others.
var samples = []int{11, 13, 17}

func allKnown(in []*value) bool {
	return !slices.ContainsFunc(in, func(v *value) bool { return v != nil && v.row() })
}

// compute computes a node whose inputs do not depend on those of the graph.
func (b *builder) compute(n *onnx.Node, in []*value) []*value {
	if !slices.ContainsFunc(in, func(v *value) bool { return v != nil && (v.sizes != nil || v.batched) }) {
		var list []*value
		for _, t := range b.run(n, in, 0) {
			list = append(list, constant(t))
		}
		return list
	}
	var runs [][]*eval.Tensor
	for i := range samples {
		runs = append(runs, b.run(n, in, i))
	}
	var list []*value
	for k := range runs[0] {
		var each []*eval.Tensor
		for i := range samples {
			each = append(each, runs[i][k])
		}
		list = append(list, unify(each))
	}
	return list
}

func constant(t *eval.Tensor) *value {
	if t == nil {
		return nil
	}
	return &value{elem: t.Elem, dims: t.Dims, known: t}
}

// run computes a node for one of the sizes.
func (b *builder) run(n *onnx.Node, in []*value, sample int) []*eval.Tensor {
	var ts []*eval.Tensor
	for _, v := range in {
		ts = append(ts, v.at(sample))
	}
	out, err := eval.Node(n, ts)
	if err != nil {
		fail("%s", reason(err))
	}
	return out
}

// at is the value for one of the sizes of the batch.
func (v *value) at(sample int) *eval.Tensor {
	switch {
	case v == nil:
		return nil
	case v.sizes != nil:
		return v.sizes[sample]
	case !v.batched:
		return v.known
	}
	row := size(v.dims)
	dims := append([]int{samples[sample]}, v.dims...)
	return eval.Pick(v.known, dims, func(i int) int { return i % row })
}

// unify makes one value of what a node computes for each of the sizes: the same, the same for each row, or integers
// that depend on the size.
func unify(ts []*eval.Tensor) *value {
	if ts[0] == nil {
		return nil
	}
	same, rows := true, true
	for i, t := range ts {
		same = same && equal(t, ts[0])
		rows = rows && len(t.Dims) > 0 && t.Dims[0] == samples[i] && slices.Equal(t.Dims[1:], ts[0].Dims[1:]) && alike(t)
	}
	switch {
	case same:
		return constant(ts[0])
	case rows:
		dims := ts[0].Dims[1:]
		row := eval.Pick(ts[0], append([]int{1}, dims...), func(i int) int { return i })
		return &value{elem: row.Elem, dims: dims, batched: true, known: row}
	}
	return &value{elem: ts[0].Elem, dims: ts[0].Dims, sizes: ts}
}

func equal(a, b *eval.Tensor) bool {
	return slices.Equal(a.Dims, b.Dims) && slices.Equal(a.Floats, b.Floats) && slices.Equal(a.Ints, b.Ints) && slices.Equal(a.Strings, b.Strings)
}

// alike reports whether all rows of a tensor are equal.
func alike(t *eval.Tensor) bool {
	row := size(t.Dims[1:])
	return equal(t, eval.Pick(t, t.Dims, func(i int) int { return i % row }))
}

// sizesIn are the sizes that a tensor, named by what is said of them, lists.
func sizesIn(t *eval.Tensor, what string) (list []int) {
	need(t.Elem.IsInt() && len(t.Dims) == 1, "the operand for its %s is no vector of integers", what)
	for _, n := range t.Ints {
		need(n > 0 && n <= 1<<24, "an entry of its %s is %d", what, n)
		list = append(list, int(n))
	}
	return list
}
