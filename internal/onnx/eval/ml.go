package eval

import (
	"math"
	"slices"

	"github.com/nngen/nngen/internal/onnx"
)

// ml lists the operators of classical models: scaling, encoding and linear ones.
func ml() map[string]operator {
	ops := map[string]operator{
		"Scaler":                {1, 1, scaler},
		"Imputer":               {1, 1, imputer},
		"Normalizer":            {1, 1, normalizer},
		"Binarizer":             {1, 1, binarizer},
		"LinearRegressor":       {1, 1, linearRegressor},
		"LinearClassifier":      {1, 1, linearClassifier},
		"OneHotEncoder":         {1, 1, oneHotEncoder},
		"LabelEncoder":          {1, 1, labelEncoder},
		"ArrayFeatureExtractor": {2, 2, arrayFeatureExtractor},
		"FeatureVectorizer":     {1, many, featureVectorizer},
		"CategoryMapper":        {1, 1, categoryMapper},
		"ZipMap":                {1, 1, zipMap},
	}
	named := map[string]operator{}
	for name, op := range ops {
		named[onnx.ML+"."+name] = op
	}
	return named
}

// rows views a tensor as rows of features; a vector is one row.
func rows(t *Tensor) (n, width int) {
	need(len(t.Dims) == 1 || len(t.Dims) == 2, "its input has rank %d", len(t.Dims))
	width = t.Dims[len(t.Dims)-1]
	return product(t.Dims[:len(t.Dims)-1]), width
}

// float returns numbers of any type as floating point.
func float(t *Tensor) *Tensor {
	need(t.Elem != onnx.String, "its input holds texts")
	return Cast(t, onnx.Float)
}

// perFeature picks the entry of a list for a feature: there is one for each, or one for all.
func perFeature(list []float64, k, width int, def float64) float64 {
	switch len(list) {
	case 0:
		return def
	case 1:
		return list[0]
	case width:
		return list[k]
	}
	fail("%d numbers are given for %d features", len(list), width)
	return 0
}

func scaler(c *call) []*Tensor {
	t := float(c.in[0])
	_, width := rows(t)
	offset, scale := c.Floats("offset"), c.Floats("scale")
	out := newFloats(t.Dims...)
	for i, x := range t.Floats {
		out.Floats[i] = (x - perFeature(offset, i%width, width, 0)) * perFeature(scale, i%width, width, 1)
	}
	return one(out)
}

func imputer(c *call) []*Tensor {
	t := c.in[0]
	_, width := rows(t)
	if t.Elem.IsFloat() {
		values, missing := c.Floats("imputed_value_floats"), c.Float("replaced_value_float", 0)
		c.Skip("replaced_value_int64", "imputed_value_int64s")
		need(values != nil, "it has no values for floating point")
		out := newFloats(t.Dims...)
		for i, x := range t.Floats {
			out.Floats[i] = x
			if x == missing || math.IsNaN(x) && math.IsNaN(missing) {
				out.Floats[i] = perFeature(values, i%width, width, 0)
			}
		}
		return one(out)
	}
	values, missing := c.Ints("imputed_value_int64s"), c.Int("replaced_value_int64", 0)
	c.Skip("replaced_value_float", "imputed_value_floats")
	need(len(values) == 1 || len(values) == width, "%d values are given for %d features", len(values), width)
	out := newInts(t.Elem, t.Dims...)
	for i, x := range whole(t) {
		out.Ints[i] = x
		if x == missing {
			out.Ints[i] = values[i%width%len(values)]
		}
	}
	return one(out)
}

func normalizer(c *call) []*Tensor {
	t := float(c.in[0])
	_, width := rows(t)
	flat := shaped(t, []int{product(t.Dims) / max(1, width), width})
	return one(shaped(lines(flat, 1, normalized(c.Text("norm", "MAX"))), t.Dims))
}

// normalized divides a row by a norm; a row of zeros stays.
func normalized(kind string) func(x []float64) {
	switch kind {
	case "L1":
		return func(x []float64) { norm(x, 1) }
	case "L2":
		return func(x []float64) { norm(x, 2) }
	case "MAX":
		return func(x []float64) {
			if top := extreme(x, math.Inf(-1), math.Max); top != 0 {
				scale(x, 1/top)
			}
		}
	}
	fail("the norm %q is not understood", kind)
	return nil
}

func binarizer(c *call) []*Tensor {
	threshold := c.Float("threshold", 0)
	return one(mapFloats(float(c.in[0]), func(x float64) float64 { return pick[float64](x > threshold, 1, 0) }))
}

// linear is x·Wᵀ + b, for n rows of coefficients that lie one after the other.
func (c *call) linear(n int, coefficients, intercepts []float64) *Tensor {
	t := float(c.in[0])
	count, width := rows(t)
	need(n > 0 && len(coefficients) == n*width, "%d coefficients are given for %d features and %d outputs", len(coefficients), width, n)
	need(intercepts == nil || len(intercepts) == n, "%d intercepts are given for %d outputs", len(intercepts), n)
	out := newFloats(count, n)
	for i := range out.Floats {
		row, k := i/n, i%n
		if intercepts != nil {
			out.Floats[i] = intercepts[k]
		}
		for j := range width {
			out.Floats[i] += t.Floats[row*width+j] * coefficients[k*width+j]
		}
	}
	return out
}

func linearRegressor(c *call) []*Tensor {
	out := c.linear(int(c.Int("targets", 1)), c.Floats("coefficients"), c.Floats("intercepts"))
	return one(postTransform(out, c.Text("post_transform", "NONE")))
}

// postTransform makes of scores what a classifier or regressor returns.
func postTransform(t *Tensor, kind string) *Tensor {
	switch kind {
	case "NONE":
		return t
	case "LOGISTIC":
		return mapFloats(t, sigmoid)
	case "SOFTMAX":
		return lines(t, len(t.Dims)-1, softmax)
	}
	fail("post_transform %q is not understood", kind)
	return nil
}

func linearClassifier(c *call) []*Tensor {
	texts, numbers := c.Texts("classlabels_strings"), c.Ints("classlabels_ints")
	classes := max(len(texts), len(numbers))
	intercepts := c.Floats("intercepts")
	kind := c.Text("post_transform", "NONE")
	c.Skip("multi_class")
	n := classes
	if len(intercepts) > 0 {
		n = len(intercepts)
	}
	need(classes > 0 && (n == classes || n == 1 && classes == 2), "it has %d classes and %d intercepts", classes, n)
	scores := c.linear(n, c.Floats("coefficients"), intercepts)
	if n == 1 {
		scores = secondClass(scores, kind)
	}
	labels := &Tensor{Elem: onnx.String, Strings: texts, Dims: []int{classes}}
	if texts == nil {
		labels = &Tensor{Elem: onnx.Int64, Ints: numbers, Dims: []int{classes}}
	}
	best := newInts(onnx.Int64, scores.Dims[0])
	for i := range best.Ints {
		row := scores.Floats[i*classes : (i+1)*classes]
		best.Ints[i] = int64(slices.Index(row, slices.Max(row)))
	}
	return []*Tensor{Gather(labels, best, 0), postTransform(scores, kind)}
}

// secondClass makes the scores of two classes of that of the second.
func secondClass(scores *Tensor, kind string) *Tensor {
	need(kind == "LOGISTIC", "post_transform %q of one score is not understood", kind)
	out := newFloats(scores.Dims[0], 2)
	for i, x := range scores.Floats {
		out.Floats[2*i], out.Floats[2*i+1] = -x, x
	}
	return out
}

func oneHotEncoder(c *call) []*Tensor {
	t := c.in[0]
	texts, numbers := c.Texts("cats_strings"), c.Ints("cats_int64s")
	lenient := c.Int("zeros", 1) != 0
	n := max(len(texts), len(numbers))
	need(n > 0 && (len(texts) == 0 || len(numbers) == 0), "its categories are not listed")
	out := newFloats(append(slices.Clone(t.Dims), n)...)
	for i := range product(t.Dims) {
		k := -1
		switch {
		case t.Elem == onnx.String:
			need(texts != nil, "its input holds texts, its categories are numbers")
			k = slices.Index(texts, t.Strings[i])
		default:
			need(numbers != nil, "its input holds numbers, its categories are texts")
			k = slices.Index(numbers, Cast(t, onnx.Int64).Ints[i])
		}
		need(k >= 0 || lenient, "a value is none of its categories")
		if k >= 0 {
			out.Floats[i*n+k] = 1
		}
	}
	return one(out)
}

// labelEncoder maps keys to values, each a list of one of three types.
func labelEncoder(c *call) []*Tensor {
	if texts := c.Texts("classes_strings"); texts != nil { // version 1
		n := int64(len(texts))
		numbers := newInts(onnx.Int64, len(texts))
		for i := range n {
			numbers.Ints[i] = i
		}
		names := &Tensor{Elem: onnx.String, Dims: []int{len(texts)}, Strings: texts}
		if c.in[0].Elem == onnx.String {
			c.Skip("default_string")
			return one(mapKeys(c.in[0], names, numbers, c.Int("default_int64", -1)))
		}
		c.Skip("default_int64")
		return one(mapKeys(c.in[0], numbers, names, c.Text("default_string", "_Unused")))
	}
	keys, values := c.list("keys"), c.list("values")
	need(keys != nil && values != nil && len(keys.Dims) == 1 && slices.Equal(keys.Dims, values.Dims), "its keys and values do not fit")
	if t := c.Tensor("default_tensor"); t != nil {
		need(t.Elem == values.Elem && product(t.Dims) == 1, "its default does not fit its values")
		c.Skip("default_string", "default_int64", "default_float")
		return one(mapKeys(c.in[0], keys, values, first(t)))
	}
	text, number, real := c.Text("default_string", "_Unused"), c.Int("default_int64", -1), c.Float("default_float", math.Copysign(0, -1))
	switch {
	case values.Elem == onnx.String:
		return one(mapKeys(c.in[0], keys, values, text))
	case values.Elem.IsFloat():
		return one(mapKeys(c.in[0], keys, values, real))
	}
	return one(mapKeys(c.in[0], keys, values, number))
}

// first is the first element of a tensor.
func first(t *Tensor) any {
	switch {
	case t.Elem.IsFloat():
		return t.Floats[0]
	case t.Elem == onnx.String:
		return t.Strings[0]
	}
	return t.Ints[0]
}

// list reads keys_strings, keys_int64s, keys_floats or keys_tensor.
func (c *call) list(what string) *Tensor {
	if s := c.Texts(what + "_strings"); s != nil {
		return &Tensor{Elem: onnx.String, Dims: []int{len(s)}, Strings: s}
	}
	if s := c.Ints(what + "_int64s"); s != nil {
		return &Tensor{Elem: onnx.Int64, Dims: []int{len(s)}, Ints: s}
	}
	if s := c.Floats(what + "_floats"); s != nil {
		return &Tensor{Elem: onnx.Float, Dims: []int{len(s)}, Floats: s}
	}
	return c.Tensor(what + "_tensor")
}

// mapKeys replaces each element by the value of its key, else by the default.
func mapKeys(t, keys, values *Tensor, def any) *Tensor {
	need((t.Elem == onnx.String) == (keys.Elem == onnx.String), "its input holds %v, its keys %v", t.Elem, keys.Elem)
	n := len(t.Strings) + len(t.Ints) + len(t.Floats)
	out := &Tensor{Elem: values.Elem, Dims: t.Dims}
	for i := range n {
		k := keyOf(t, i, keys)
		switch d := def.(type) {
		case string:
			out.Strings = append(out.Strings, orDefault(values.Strings, k, d))
		case int64:
			out.Ints = append(out.Ints, orDefault(values.Ints, k, d))
		case float64:
			out.Floats = append(out.Floats, orDefault(values.Floats, k, d))
		}
	}
	return out
}

func orDefault[T any](list []T, k int, def T) T {
	if k < 0 {
		return def
	}
	return list[k]
}

// keyOf is the place of an element among the keys, or -1. NaN is NaN.
func keyOf(t *Tensor, i int, keys *Tensor) int {
	for k := range product(keys.Dims) {
		if t.Elem == onnx.String {
			if keys.Strings[k] == t.Strings[i] {
				return k
			}
			continue
		}
		x, y := at(t, i), at(keys, k)
		if x == y || math.IsNaN(x) && math.IsNaN(y) {
			return k
		}
	}
	return -1
}

func categoryMapper(c *call) []*Tensor {
	texts, numbers := c.Texts("cats_strings"), c.Ints("cats_int64s")
	need(len(texts) == len(numbers), "its categories do not fit each other")
	keys := &Tensor{Elem: onnx.String, Dims: []int{len(texts)}, Strings: texts}
	values := &Tensor{Elem: onnx.Int64, Dims: []int{len(texts)}, Ints: numbers}
	if c.in[0].Elem == onnx.String {
		c.Skip("default_string")
		return one(mapKeys(c.in[0], keys, values, c.Int("default_int64", -1)))
	}
	c.Skip("default_int64")
	return one(mapKeys(c.in[0], values, keys, c.Text("default_string", "_Unused")))
}

// arrayFeatureExtractor takes features of the last axis. Of a vector it makes a row, as ONNX Runtime does.
func arrayFeatureExtractor(c *call) []*Tensor {
	t, idx := c.in[0], c.in[1]
	need(len(t.Dims) > 0, "its input is a number")
	places := shaped(idx, []int{product(idx.Dims)})
	out := Gather(t, places, len(t.Dims)-1)
	if len(t.Dims) == 1 {
		out = shaped(out, []int{1, product(out.Dims)})
	}
	return one(out)
}

func featureVectorizer(c *call) []*Tensor {
	c.Skip("inputdimensions")
	n := 1
	if len(c.in[0].Dims) > 1 {
		n = c.in[0].Dims[0]
	}
	var parts []*Tensor
	width := 0
	for i, t := range c.in {
		need(t != nil, "its input %d is left out", i)
		w := product(t.Dims) / max(1, n) // what lies behind the first axis; a vector is one row
		need(len(t.Dims) > 0 && w*n == product(t.Dims) && (len(t.Dims) == 1 && n == 1 || t.Dims[0] == n), "its inputs have different numbers of rows")
		parts = append(parts, shaped(float(t), []int{n, w}))
		width += w
	}
	out := newFloats(n, width)
	start := 0
	for _, p := range parts {
		place(out, p, 1, start)
		start += p.Dims[1]
	}
	return one(out)
}

// zipMap puts names on the columns of a table; the numbers stay.
func zipMap(c *call) []*Tensor {
	c.Skip("classlabels_strings", "classlabels_int64s")
	return one(c.in[0])
}
