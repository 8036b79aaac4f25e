package lower

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/nngen/nngen/internal/onnx"
)

// Column is a column of a table: a graph whose inputs are numbers and texts, one or several of each in a row.
type Column struct {
	Name       string
	Graph      string    // the name of the input
	Input, At  int       // the input of the graph, and the place in its rows
	Elem       onnx.Elem // of the input
	Cats       []string  // of a category
	Strict     bool      // what is none of them is an error
	Own        bool      // what is none of them, and what is missing, has a number of its own
	Fill       *float64  // what stands for NaN
	Offset     float64
	Scale      float64
	Normalized bool

	seen bool
}

// feature is an entry that layer 1 sees: a number, whether a column is a category, or a number for each category.
type feature struct {
	input, cat    int       // the column; cat is -1 where it is not one of several
	levels        []float64 // of each category, and then of what is none of them
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
		need(v.Type == onnx.TensorType && v.Shaped && len(v.Dims) == 2 && v.Dims[1].Size > 0 && v.Dims[1].Size <= 1000 && v.Elem.Known() && v.Elem != onnx.Bool,
			"the input %q has no columns of numbers or texts, shape [N, 1] or more", v.Name)
		n := int(v.Dims[1].Size)
		in := &value{elem: v.Elem, dims: []int{n}, batched: true}
		for at := range n {
			name := v.Name
			if n > 1 {
				name = fmt.Sprintf("%s_%d", v.Name, at)
			}
			in.features = append(in.features, feature{input: len(b.net.Columns), cat: -1, scale: 1})
			b.net.Columns = append(b.net.Columns, &Column{Name: name, Graph: v.Name, Input: i, At: at, Elem: v.Elem, Scale: 1})
		}
		b.values[v.Name] = in
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
		if x.levels == nil { // those have none
			x.fill = &list[i]
		}
	})
}

// scaled is a Scaler of columns.
func (v *value) scaled(c *call) *value {
	offset, factor := v.perFeature(c.Floats("offset")), v.perFeature(c.Floats("scale"))
	return v.changed(func(i int, x *feature) {
		need(!x.normalized, "it normalizes twice")
		x.normalized = x.levels == nil
		if offset != nil {
			x.offset = offset[i]
		}
		if factor != nil {
			need(factor[i] != 0, "it multiplies by 0")
			x.scale = 1 / factor[i]
		}
		if x.levels != nil {
			x.levels = mapped(x.levels, func(v float64) float64 { return (v - x.offset) / x.scale })
			x.offset, x.scale = 0, 1
		}
	})
}

// tableLayer stands for features until all columns are known.
func (b *builder) tableLayer(v *value) *Layer {
	for _, f := range v.features {
		need(v.elem != onnx.String || f.cat >= 0 || f.levels != nil, "the texts of the input %q are read by something else than an encoder", b.net.Columns[f.input].Name)
	}
	l := &Layer{Kind: "table", Dims: []int{len(v.features)}, features: v.features}
	b.ids[l] = len(b.ids)
	return l
}

// width is how many entries of the encoded row a column has.
func (c *Column) width() int {
	switch {
	case c.Cats == nil:
		return 1
	case c.Own:
		return len(c.Cats) + 2
	case c.Strict:
		return len(c.Cats)
	}
	return len(c.Cats) + 1
}

// settle makes the row of a table the only input: the weights of layers that read features get a column for each of its
// entries, 0 where they do not read it. A category has one more entry where it is missing, which counts as little as an
// unknown one.
func (n *Network) settle() {
	starts, width := make([]int, len(n.Columns)), 0
	for i, c := range n.Columns {
		starts[i] = width
		width += c.width()
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
		switch {
		case f.levels != nil:
			levels := append(slices.Clone(f.levels), f.levels[len(f.levels)-1]) // missing, and unknown
			for u := range l.Units {
				for i, v := range levels {
					w[u*width+at+i] += old[u*k+j] * v
				}
			}
			continue
		case f.cat >= 0:
			at += f.cat
		default:
			need(c.Cats == nil, "the input %q is read as a category and as a number", c.Name)
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
			keys = append(keys, "type: category", "values: "+labels(c.Cats))
			switch {
			case c.Own:
				keys = append(keys, "missing: own", "unknown: own")
			case !c.Strict:
				keys = append(keys, "missing: own", "unknown: zeros")
			}
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
