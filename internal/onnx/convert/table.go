package convert

import (
	"math"
	"math/rand/v2"
	"slices"

	"github.com/nngen/nngen/internal/onnx"
	"github.com/nngen/nngen/internal/onnx/eval"
)

// tableRows draws raw rows of a table: numbers, and positions of values, with gaps and values that are not listed.
func (m *Model) tableRows(r *rand.Rand, n int) [][]float64 {
	rows := make([][]float64, n)
	for i := range rows {
		for _, c := range m.Net.Columns {
			x := float64(float32(c.Offset + c.Scale*r.NormFloat64()))
			switch {
			case c.Cats != nil && r.IntN(8) > 0:
				x = float64(r.IntN(len(c.Cats) + 1)) // the last is none of them
			case c.Cats != nil || c.Fill != nil && r.IntN(8) == 0:
				x = math.NaN()
			}
			rows[i] = append(rows[i], x)
		}
	}
	return rows
}

// tableInputs makes columns of the graph from raw rows.
func (m *Model) tableInputs(inputs map[string]*eval.Tensor, rows [][]float64) {
	for k, c := range m.Net.Columns {
		t := &eval.Tensor{Elem: m.Graph.Inputs[k].Elem, Dims: []int{len(rows), 1}}
		for _, row := range rows {
			switch x := row[k]; {
			case t.Elem != onnx.String:
				t.Floats = append(t.Floats, x)
			case math.IsNaN(x):
				t.Strings = append(t.Strings, "")
			case int(x) < len(c.Cats):
				t.Strings = append(t.Strings, c.Cats[int(x)])
			default:
				t.Strings = append(t.Strings, unlisted(c.Cats))
			}
		}
		inputs[m.Graph.Inputs[k].Name] = t
	}
}

// unlisted is a text that is none of the values.
func unlisted(values []string) string {
	text := "none of these"
	for slices.Contains(values, text) {
		text += "!"
	}
	return text
}
