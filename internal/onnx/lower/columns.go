package lower

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/nngen/nngen/internal/onnx"
)

// Column is an input of a table: a graph whose inputs are numbers and texts, one of each in a row.
type Column struct {
	Name       string
	Cats       []string // of a category
	Fill       *float64 // what stands for NaN
	Offset     float64
	Scale      float64
	Normalized bool

	seen bool
}

// feature is an entry that layer 1 sees: a number, or whether an input is a category.
type feature struct {
	input, cat    int // cat is -1 for a number
	fill          *float64
	offset, scale float64
	normalized    bool
}

// isTable reports whether a graph has texts among its inputs.
func isTable(g *onnx.Graph) bool {
	return slices.ContainsFunc(g.Inputs, func(v *onnx.Value) bool { return v.Elem == onnx.String })
}

// columnInputs makes values of the inputs of a table.
func (b *builder) columnInputs(g *onnx.Graph) {
	for i, v := range g.Inputs {
		need(v.Type == onnx.TensorType && v.Shaped && len(v.Dims) == 2 && v.Dims[1].Size == 1 && (v.Elem.IsFloat() || v.Elem == onnx.String),
			"the input %q is no column of numbers or texts, shape [N, 1]", v.Name)
		b.net.Columns = append(b.net.Columns, &Column{Name: v.Name, Scale: 1})
		b.values[v.Name] = &value{elem: v.Elem, dims: []int{1}, batched: true, features: []feature{{input: i, cat: -1, scale: 1}}}
	}
}

// changed returns the features of numbers after f.
func (v *value) changed(f func(i int, x *feature)) *value {
	c := *v
	c.uses, c.features = 0, slices.Clone(v.features)
	for i := range c.features {
		need(c.features[i].cat < 0 && v.elem != onnx.String, "it computes with texts")
		f(i, &c.features[i])
	}
	return &c
}

// imputed is an Imputer of columns.
func (v *value) imputed(c *call) *value {
	values, missing := c.Floats("imputed_value_floats"), c.Float("replaced_value_float", 0)
	c.Skip("replaced_value_int64", "imputed_value_int64s")
	need(math.IsNaN(missing) && len(values) > 0, "it fills gaps that are not marked by NaN")
	list := v.perFeature(values)
	return v.changed(func(i int, x *feature) {
		need(x.fill == nil && !x.normalized, "it fills gaps behind a normalization")
		x.fill = &list[i]
	})
}

// scaled is a Scaler of columns.
func (v *value) scaled(c *call) *value {
	offset, factor := v.perFeature(c.Floats("offset")), v.perFeature(c.Floats("scale"))
	return v.changed(func(i int, x *feature) {
		need(!x.normalized, "it normalizes twice")
		x.normalized = true
		if offset != nil {
			x.offset = offset[i]
		}
		if factor != nil {
			need(factor[i] != 0, "it multiplies by 0")
			x.scale = 1 / factor[i]
		}
	})
}

// encoded is a OneHotEncoder of a column of texts.
func (b *builder) encoded(c *call, v *value) *value {
	cats := c.Texts("cats_strings")
	c.Skip("cats_int64s")
	need(v.elem == onnx.String && len(cats) > 0 && len(v.features) == 1, "its input is no single column of texts")
	need(c.Int("zeros", 1) != 0, "an unknown category is an error (zeros=0), which ONNX Runtime and specs say differently")
	col := b.net.Columns[v.features[0].input]
	need(col.Cats == nil || slices.Equal(col.Cats, cats), "the input %q has two encodings", col.Name)
	for i, cat := range cats {
		need(strings.TrimSpace(cat) == cat && cat != "" && !slices.Contains(cats[:i], cat), "the category %q cannot be one of a spec", cat)
	}
	col.Cats = cats
	out := &value{elem: onnx.Float, dims: append(slices.Clone(v.dims), len(cats)), batched: true}
	for i := range cats {
		out.features = append(out.features, feature{input: v.features[0].input, cat: i, scale: 1})
	}
	return out
}

// tableLayer stands for features until all columns are known.
func (b *builder) tableLayer(v *value) *Layer {
	for _, f := range v.features {
		need(v.elem != onnx.String || f.cat >= 0, "the texts of the input %q are read by something else than an encoder", b.net.Columns[f.input].Name)
	}
	l := &Layer{Kind: "table", Dims: []int{len(v.features)}, features: v.features}
	b.ids[l] = len(b.ids)
	return l
}

// settle makes the row of a table the only input: the weights of layers that read features get a column for each of its
// entries, 0 where they do not read it. A category has one more entry where it is missing, which counts as little as an
// unknown one.
func (n *Network) settle() {
	starts, width := make([]int, len(n.Columns)), 0
	for i, c := range n.Columns {
		starts[i] = width
		width++
		if c.Cats != nil {
			width += len(c.Cats)
		}
	}
	row := &Layer{Kind: "input", Name: "row", Dims: []int{width}}
	n.Inputs = []*Layer{row}
	for _, l := range n.Layers {
		for i, f := range l.From {
			if f.Kind != "table" {
				continue
			}
			need(l.Kind == "dense" && len(l.From) == 1, "columns are read by a layer of kind %s, and only dense layers know them apart", l.Kind)
			l.From[i] = row
			n.widen(l, f.features, starts, width)
		}
	}
	for _, h := range n.Heads {
		need(h.From.Kind != "table", "the output %q is made of columns alone", h.Name)
	}
}

// widen gives a dense layer weights for the whole row.
func (n *Network) widen(l *Layer, features []feature, starts []int, width int) {
	old, k := l.Params[0].Data, len(features)
	w := make([]float64, l.Units*width)
	for j, f := range features {
		c := n.Columns[f.input]
		at := starts[f.input]
		if f.cat >= 0 {
			at += f.cat
		} else {
			need(c.Cats == nil, "the input %q is read as a text and as a number", c.Name)
			n.agree(c, f)
		}
		for u := range l.Units {
			w[u*width+at] += old[u*k+j]
		}
	}
	l.Params[0] = Param{"weight", []int{l.Units, width}, w}
}

// agree sets what is done to a number, which must be the same wherever it is read.
func (n *Network) agree(c *Column, f feature) {
	same := func(a, b *float64) bool { return a == b || a != nil && b != nil && *a == *b }
	if c.seen {
		need(same(c.Fill, f.fill) && c.Offset == f.offset && c.Scale == f.scale && c.Normalized == f.normalized, "the input %q is prepared in two ways", c.Name)
	}
	c.seen, c.Fill, c.Offset, c.Scale, c.Normalized = true, f.fill, f.offset, f.scale, f.normalized
}

// columnLines writes the columns.
func (w *specWriter) columnLines() {
	w.line("inputs:")
	taken := map[string]bool{}
	offset, scale, any := []float64{}, []float64{}, false
	for _, c := range w.net.Columns {
		name := legal(c.Name)
		for i := 2; taken[strings.ToLower(name)]; i++ {
			name = fmt.Sprintf("%s_%d", legal(c.Name), i)
		}
		taken[strings.ToLower(name)] = true
		keys := []string{"name: " + name}
		if name != c.Name {
			keys = append(keys, "column: "+strconv.Quote(c.Name))
		}
		switch {
		case c.Cats != nil:
			keys = append(keys, "type: category", "values: "+labels(c.Cats), "missing: own", "unknown: zeros")
		case c.Fill != nil:
			keys = append(keys, "missing: "+number(*c.Fill))
		}
		if c.Normalized {
			keys = append(keys, "normalize: standard")
			any = true
		}
		w.line("  - {%s}", strings.Join(keys, ", "))
		offset, scale = append(offset, c.Offset), append(scale, c.Scale)
	}
	if any {
		w.tensors["input.offset"] = Param{"input.offset", []int{len(offset)}, offset}
		w.tensors["input.scale"] = Param{"input.scale", []int{len(scale)}, scale}
	}
}
