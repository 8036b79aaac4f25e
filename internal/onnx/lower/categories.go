package lower

import (
	"slices"
	"strings"

	"github.com/nngen/nngen/internal/numbers"
	"github.com/nngen/nngen/internal/onnx"
	"github.com/nngen/nngen/internal/onnx/eval"
)

// categories makes a category of a column.
func (b *builder) categories(f feature, cats []string, strict, own bool) {
	col := b.net.Columns[f.input]
	need(f.fill == nil && !f.normalized && f.levels == nil, "it looks for categories behind what has been computed")
	need(col.Cats == nil || slices.Equal(col.Cats, cats) && col.Strict == strict, "the input %q has two encodings", col.Name)
	for i, cat := range cats {
		need(strings.TrimSpace(cat) == cat && cat != "" && !slices.Contains(cats[:i], cat), "the category %q cannot be one of a spec", cat)
	}
	col.Cats, col.Strict, col.Own = cats, strict, col.Own || own
	need(!col.Strict || !col.Own, "the input %q has two encodings", col.Name)
}

// oneColumn is the column of a value, whose entries have to be of a type.
func (v *value) oneColumn(is bool, what string) feature {
	need(is && len(v.features) == 1 && v.features[0].cat < 0, "its input is no single column of %s", what)
	return v.features[0]
}

// encoded is a OneHotEncoder of a column of texts or of integers.
func (b *builder) encoded(c *call, v *value) *value {
	cats, codes := c.Texts("cats_strings"), c.Ints("cats_int64s")
	f := v.oneColumn(v.elem == onnx.String && cats != nil || v.elem.IsInt() && codes != nil, "texts or integers")
	if v.elem != onnx.String {
		cats = texts(nil, codes)
	}
	b.categories(f, cats, c.Int("zeros", 1) == 0, false)
	out := &value{elem: onnx.Float, dims: append(slices.Clone(v.dims), len(cats)), batched: true}
	for i := range cats {
		out.features = append(out.features, feature{input: f.input, cat: i, scale: 1})
	}
	return out
}

// labelEncoder is a number for each of several texts or integers of a column, and one for all others.
func labelEncoder(c *call) []*value {
	v := c.in[0]
	need(v.features != nil && v.layer == nil, "its input is no column of a table")
	keys, values := c.labels("keys"), c.labels("values")
	if classes := c.Texts("classes_strings"); classes != nil { // version 1: their positions
		keys = &eval.Tensor{Elem: onnx.String, Dims: []int{len(classes)}, Strings: classes}
		values = &eval.Tensor{Elem: onnx.Int64, Dims: keys.Dims}
		for i := range classes {
			values.Ints = append(values.Ints, int64(i))
		}
	}
	need(keys != nil && values != nil && size(keys.Dims) == size(values.Dims), "its keys and values do not fit")
	need(values.Elem != onnx.String, "its values are texts")
	f := v.oneColumn(keys.Elem == v.elem && (v.elem == onnx.String || v.elem.IsInt()), "texts or integers")
	levels := slices.Clone(eval.Cast(values, onnx.Double).Floats)
	switch t := c.Tensor("default_tensor"); {
	case t != nil:
		need(size(t.Dims) == 1 && t.Elem == values.Elem, "its default does not fit its values")
		levels = append(levels, eval.Cast(t, onnx.Double).Floats...)
		c.Skip("default_int64", "default_float", "default_string")
	case values.Elem.IsFloat():
		levels = append(levels, c.Float("default_float", 0))
		c.Skip("default_int64", "default_string")
	default:
		levels = append(levels, float64(c.Int("default_int64", -1)))
		c.Skip("default_float", "default_string")
	}
	for _, x := range levels {
		need(numbers.Finite(x) && x > -1<<24 && x < 1<<24, "it has the value %g", x)
	}
	c.b.categories(f, texts(keys.Strings, keys.Ints), false, true)
	f.levels = levels
	return one(&value{elem: values.Elem, dims: v.dims, batched: true, features: []feature{f}})
}

// labels reads one of the lists of a LabelEncoder, whatever its type.
func (c *call) labels(what string) *eval.Tensor {
	if t := c.Tensor(what + "_tensor"); t != nil {
		return t
	}
	if list := c.Texts(what + "_strings"); list != nil {
		return &eval.Tensor{Elem: onnx.String, Dims: []int{len(list)}, Strings: list}
	}
	if list := c.Ints(what + "_int64s"); list != nil {
		return &eval.Tensor{Elem: onnx.Int64, Dims: []int{len(list)}, Ints: list}
	}
	if list := c.Floats(what + "_floats"); list != nil {
		return &eval.Tensor{Elem: onnx.Float, Dims: []int{len(list)}, Floats: list}
	}
	return nil
}
