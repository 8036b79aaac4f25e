package convert

import (
	"math"
	"math/rand/v2"
	"slices"
	"strconv"

	"github.com/nngen/nngen/internal/onnx"
	"github.com/nngen/nngen/internal/onnx/eval"
	"github.com/nngen/nngen/internal/onnx/lower"
)

// tableRows draws raw rows of a table: numbers, and positions of values, with gaps and values that are not listed.
func (m *Model) tableRows(r *rand.Rand, n int) [][]float64 {
	rows := make([][]float64, n)
	for i := range rows {
		for _, c := range m.Net.Columns {
			rows[i] = append(rows[i], drawCell(r, c))
		}
	}
	return rows
}

func drawCell(r *rand.Rand, c *lower.Column) float64 {
	x := float64(float32(c.Offset + c.Scale*r.NormFloat64()))
	switch {
	case c.Cats != nil && c.Strict:
		return float64(r.IntN(len(c.Cats)))
	case c.Cats != nil && (c.Elem != onnx.String || r.IntN(8) > 0):
		return float64(r.IntN(len(c.Cats) + 1)) // the last is none of them
	case c.Cats != nil || c.Fill != nil && c.Elem.IsFloat() && r.IntN(8) == 0:
		return math.NaN()
	case c.Elem.IsInt():
		return math.Round(x)
	}
	return x
}

// tableInputs makes inputs of the graph from raw rows.
func (m *Model) tableInputs(inputs map[string]*eval.Tensor, rows [][]float64) {
	for i, v := range m.Graph.Inputs {
		t := &eval.Tensor{Elem: v.Elem, Dims: []int{len(rows), int(v.Dims[1].Size)}}
		for _, row := range rows {
			for k, c := range m.Net.Columns {
				if c.Input == i {
					appendCell(t, c, row[k])
				}
			}
		}
		inputs[v.Name] = t
	}
}

func appendCell(t *eval.Tensor, c *lower.Column, x float64) {
	switch {
	case t.Elem == onnx.String && math.IsNaN(x):
		t.Strings = append(t.Strings, "")
	case t.Elem == onnx.String:
		t.Strings = append(t.Strings, category(c.Cats, x))
	case t.Elem.IsInt() && c.Cats != nil:
		n, err := strconv.ParseInt(category(c.Cats, x), 10, 64)
		if err != nil { // none of them
			n = 1
			for slices.Contains(c.Cats, strconv.FormatInt(n, 10)) {
				n++
			}
		}
		t.Ints = append(t.Ints, n)
	case t.Elem.IsInt():
		t.Ints = append(t.Ints, int64(x))
	default:
		t.Floats = append(t.Floats, x)
	}
}

// category is the value at a position, or what is none of them.
func category(values []string, x float64) string {
	if int(x) < len(values) {
		return values[int(x)]
	}
	return unlisted(values)
}

// unlisted is a text that is none of the values.
func unlisted(values []string) string {
	text := "none of these"
	for slices.Contains(values, text) {
		text += "!"
	}
	return text
}
