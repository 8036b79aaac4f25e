package lower

import (
	"math"
	"slices"

	"github.com/nngen/nngen/internal/expr"
	"github.com/nngen/nngen/internal/onnx"
)

// ml lists the operators of classical models: scaling, encoding of numbers, and linear ones.
func ml() map[string]rule {
	named := map[string]rule{}
	for name, r := range map[string]rule{
		"Scaler": {1, 1, scaler}, "Imputer": {1, 1, imputer}, "Normalizer": {1, 1, normalizer}, "Binarizer": {1, 1, binarizer},
		"LinearRegressor": {1, 1, linearRegressor}, "LinearClassifier": {1, 1, linearClassifier}, "OneHotEncoder": {1, 1, oneHotEncoder}, "LabelEncoder": {1, 1, labelEncoder},
		"ArrayFeatureExtractor": {2, 2, arrayFeatureExtractor}, "FeatureVectorizer": {1, math.MaxInt16, featureVectorizer}, "ZipMap": {1, 1, zipMap},
	} {
		named[onnx.ML+"."+name] = r
	}
	return named
}

// features is an input as rows of numbers of floating point. Float32 is what these operators compute integers as.
func (c *call) features(i int) *value {
	v := *c.in[i]
	need(v.elem != onnx.String && v.elem != onnx.Bool && v.row(), "its input holds %v", v.elem)
	need(v.rank() > 0, "its input is a number")
	need(!v.batched || len(v.dims) > 0 || c.b.net.Batch == 1, "it takes a vector as one row")
	v.elem, v.uses = onnx.Float, c.in[i].uses
	return &v
}

// table refuses an input that is neither a row nor rows.
func (v *value) table() *value {
	need(v.rank() <= 2, "its input has rank %d", v.rank())
	return v
}

// width is the number of features.
func (v *value) width() int { return size(v.dims[max(0, len(v.dims)-1):]) }

// perFeature has a number for each entry of a row, from a list with one for each feature or one for all.
func (v *value) perFeature(list []float64) []float64 {
	switch len(list) {
	case 0:
		return nil
	case 1:
		return slices.Repeat(list, size(v.dims))
	}
	need(len(list) == v.width(), "%d numbers are given for %d features", len(list), v.width())
	return slices.Repeat(list, size(v.dims)/len(list))
}

// scaler is (x − offset)·scale. The difference comes first, as in the graph: it may be small.
func scaler(c *call) []*value {
	if c.in[0].features != nil {
		return one(c.in[0].scaled(c))
	}
	x := c.features(0).table()
	offset, factor := x.perFeature(c.Floats("offset")), x.perFeature(c.Floats("scale"))
	if offset != nil {
		x = c.b.scale(x, nil, mapped(offset, func(o float64) float64 { return -o }))
	}
	if factor != nil {
		x = c.b.scale(x, factor, nil)
	}
	return one(x)
}

// imputer puts a number in the place of NaN, or of another number.
func imputer(c *call) []*value {
	if c.in[0].features != nil {
		return one(c.in[0].imputed(c))
	}
	x := c.features(0).table()
	need(c.in[0].elem.IsFloat(), "it fills gaps in %v", c.in[0].elem)
	values := x.perFeature(c.Floats("imputed_value_floats"))
	need(values != nil, "it has no values for floating point")
	missing := c.Float("replaced_value_float", 0)
	c.Skip("replaced_value_int64", "imputed_value_int64s")
	src := "where(x <= 0, x, where(x > 0, x, y))"
	if !math.IsNaN(missing) {
		need(len(short(values)) == 1, "it fills gaps with several numbers that are not marked by NaN")
		return one(c.b.entrywise(bind("where(x < a, x, where(x > a, x, where(x >= a, b, x)))", missing, values[0]), onnx.Float, c.b.named(x)))
	}
	x = c.b.named(x)
	if len(short(values)) == 1 {
		return one(c.b.formula(expr.Bind(expr.MustParse(src, "x", "y"), map[string]float64{"y": values[0]}), onnx.Float, x))
	}
	fill := &value{elem: onnx.Float, dims: x.dims, batched: x.batched, layer: c.b.constantLayer(values)}
	return one(c.b.entrywise(src, onnx.Float, x, fill))
}

// normalizer divides a row by its norm; a row of zeros stays.
func normalizer(c *call) []*value {
	x := c.features(0).table()
	last := []int{len(x.dims) - 1}
	switch kind := c.Text("norm", "MAX"); kind {
	case "L1":
		if p := c.b.normalizedProbabilities(x); p != nil {
			return one(p)
		}
		x = c.b.named(x)
		sum := c.b.reduce(c.b.entrywise("abs(x)", x.elem, x), "sum", last, true)
		return one(c.b.entrywise("where(y <= 0, x, x/y)", x.elem, x, sum))
	case "L2":
		x = c.b.named(x)
		sum := c.b.reduce(c.b.entrywise("x*x", x.elem, x), "sum", last, true)
		return one(c.b.entrywise("where(y <= 0, x, x/sqrt(y))", x.elem, x, sum))
	case "MAX":
		x = c.b.named(x)
		return one(c.b.entrywise("where(abs(y) <= 0, x, x/y)", x.elem, x, c.b.reduce(x, "max", last, true)))
	default:
		fail("the norm %q is not understood", kind)
		return nil
	}
}

// normalizedProbabilities divides probabilities by their sum. Those of a softmax stay; of sigmoids, σ(z)/Σσ(z) is the
// softmax of log σ(z), which a head of several classes can say. It is nil for other numbers.
func (b *builder) normalizedProbabilities(x *value) *value {
	l := x.layer
	if l == nil || l.Kind != "activation" || len(l.Dims) != 1 || !slices.Equal(l.Dims, x.dims) {
		return nil
	}
	switch l.Activation.Word {
	case "softmax":
		return x
	case "sigmoid":
		z := b.result(x, l.From[0], x.dims)
		logs := b.layer(b.entrywise("-softplus(-x)", x.elem, z))
		n := l.Dims[0]
		identity := make([]float64, n*n)
		for i := range n {
			identity[i*n+i] = 1
		}
		d := b.dense(logs, n, identity, make([]float64, n))
		return b.result(x, b.activation(d, "softmax"), x.dims)
	}
	return nil
}

func (b *builder) activation(from *Layer, word string) *Layer {
	return b.add(&Layer{Kind: "activation", From: []*Layer{from}, Dims: from.Dims, Activation: Activation{Word: word}})
}

func binarizer(c *call) []*value {
	return one(c.b.entrywise(bind("where(x > a, 1, 0)", c.Float("threshold", 0), 0), onnx.Float, c.features(0).table()))
}

// linear is a dense layer of n units, whose coefficients lie one after the other.
func (c *call) linear(x *value, n int, coefficients, intercepts []float64) *value {
	k := x.width()
	need(n > 0 && len(coefficients) == n*k, "%d coefficients are given for %d features and %d outputs", len(coefficients), k, n)
	if len(intercepts) == 0 {
		intercepts = make([]float64, n)
	}
	need(len(intercepts) == n, "%d intercepts are given for %d outputs", len(intercepts), n)
	from := c.b.view(c.b.layer(x), x.dims)
	return c.b.result(x, c.b.dense(from, n, coefficients, intercepts), append(slices.Clone(x.dims[:max(0, len(x.dims)-1)]), n))
}

func linearRegressor(c *call) []*value {
	x := c.linear(c.features(0).table(), int(c.Int("targets", 1)), c.Floats("coefficients"), c.Floats("intercepts"))
	return one(c.posted(x, c.Text("post_transform", "NONE")))
}

// posted makes of scores what the operator returns.
func (c *call) posted(x *value, kind string) *value {
	switch kind {
	case "NONE":
		return x
	case "LOGISTIC":
		return c.b.result(x, c.b.activation(c.b.layer(x), "sigmoid"), x.dims)
	case "SOFTMAX":
		return c.b.result(x, c.b.activation(c.b.layer(x), "softmax"), x.dims)
	}
	fail("post_transform %q is not understood", kind)
	return nil
}

func linearClassifier(c *call) []*value {
	x := c.features(0).table()
	classes := max(len(c.Texts("classlabels_strings")), len(c.Ints("classlabels_ints")))
	coefficients, intercepts := c.Floats("coefficients"), c.Floats("intercepts")
	kind := c.Text("post_transform", "NONE")
	c.Skip("multi_class")
	if len(intercepts) == 1 && classes == 2 {
		need(kind == "LOGISTIC", "post_transform %q of one score is not understood", kind)
		coefficients = slices.Concat(mapped(coefficients, func(w float64) float64 { return -w }), coefficients)
		intercepts = []float64{-intercepts[0], intercepts[0]}
	}
	return []*value{nil, c.posted(c.linear(x, classes, coefficients, intercepts), kind)}
}

// oneHotEncoder compares numbers with categories. Texts need input types of the spec.
func oneHotEncoder(c *call) []*value {
	if c.in[0].features != nil {
		return one(c.b.encoded(c, c.in[0]))
	}
	x := *c.in[0]
	need(x.elem != onnx.String && c.Texts("cats_strings") == nil, "its categories are texts: input types of the spec would be needed")
	need(c.Int("zeros", 1) != 0, "an unknown category is an error (zeros=0), which specs cannot say of numbers")
	cats := c.Ints("cats_int64s")
	need(len(cats) > 0 && len(cats) <= 1000, "it has %d categories", len(cats))
	offsets := make([]float64, len(cats))
	for i, cat := range cats {
		need(cat > -1<<24 && cat < 1<<24, "the category %d is too large for float32", cat)
		offsets[i] = -float64(cat)
	}
	if x.elem.IsFloat() { // the operator cuts towards 0
		x = *c.b.entrywise("sign(x)*floor(abs(x))", onnx.Float, c.b.named(&x))
	}
	x.elem = onnx.Float
	wide := c.b.expand(c.b.seen(&x, append(slices.Clone(x.dims), 1)), append(slices.Clone(x.dims), len(cats)))
	apart := c.b.scale(wide, nil, slices.Repeat(offsets, size(x.dims)))
	return one(c.b.entrywise("where(abs(x) <= 0, 1, 0)", onnx.Float, apart))
}

func arrayFeatureExtractor(c *call) []*value {
	x := c.in[0]
	need(x.row() && len(x.dims) > 0, "it takes rows, not features")
	idx := c.constant(1)
	need(idx.Elem.IsInt(), "its indices are %v", idx.Elem)
	a := len(x.dims) - 1
	for _, p := range idx.Ints {
		need(p >= 0 && p < int64(x.dims[a]), "the index %d is outside of %d", p, x.dims[a])
	}
	return one(c.b.gathered(x, a, idx.Ints))
}

func featureVectorizer(c *call) []*value {
	c.Skip("inputdimensions")
	var parts []*value
	for i := range c.in {
		need(c.in[i] != nil, "its input %d is left out", i)
		v := c.features(i)
		parts = append(parts, c.b.seen(v, []int{size(v.dims)}))
	}
	return one(c.b.joined(parts, 0))
}

// zipMap puts names on the columns of a table; the numbers stay.
func zipMap(c *call) []*value {
	c.Skip("classlabels_strings", "classlabels_int64s")
	return one(c.in[0])
}
